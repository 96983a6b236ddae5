"""Topics: which one is meant by free words, and how they belong together.

Words mean a topic for sure only when they are one of its names or curated synonyms, in any
spelling. What merely resembles is suggested, and a person confirms.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from eventsvc.domain.spelling import fold, words

SURE = 100
"""The score of words that are a name or synonym of the topic, in any spelling."""
_LEAST_SCORE = 75
"""Suggestions below this score (0..100) help nobody."""


@dataclass(frozen=True, slots=True)
class SuggestedTopic:
    """A topic that could be meant. ``score``: 0 to 100; ``SURE`` is a name or synonym of it."""

    topic: int
    score: int
    word: str
    """The name or synonym that the words are like."""


@dataclass(frozen=True)
class Topics:
    """The topics of a network, prepared for many look-ups."""

    names: Mapping[int, Sequence[str]]
    """Topic → its names in all languages, then its synonyms."""
    parents: Mapping[int, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Iterable[str], Iterable[str], int | None]]) -> "Topics":
        """Return the topics of ``rows``: number, labels, synonyms, parent."""
        listed = list(rows)
        return cls(
            {number: (*labels, *synonyms) for number, labels, synonyms, _ in listed},
            {number: parent for number, _, _, parent in listed},
        )

    def named_in(self, topic: int, texts: Iterable[str]) -> bool:
        """Tell whether one of ``texts`` names the topic, word for word."""
        sought = [words(name) for name in self.names.get(topic, ()) if words(name)]
        return any(_holds(words(text), name) for text in texts for name in sought)

    def meant(self, text: str) -> int | None:
        """Return the one topic that has ``text`` as its name or synonym."""
        found = self._by_name.get(fold(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def suggest(self, texts: Iterable[str], *, limit: int = 3) -> list[SuggestedTopic]:
        """Return the topics that ``texts`` (the same in several languages) could mean."""
        best: dict[int, SuggestedTopic] = {}
        for text in texts:
            for one in self._alike(text):
                known = best.get(one.topic)
                if known is None or one.score > known.score:
                    best[one.topic] = one
        return sorted(best.values(), key=lambda one: (-one.score, one.topic))[:limit]

    def _alike(self, text: str) -> Iterable[SuggestedTopic]:
        for topic in sorted(self._by_name.get(fold(text), ())):
            yield SuggestedTopic(topic, SURE, text)
        plain = " ".join(words(text))
        if not plain:
            return
        for _, score, at in process.extract(
            plain,
            self._spellings,
            scorer=fuzz.WRatio,
            processor=None,
            score_cutoff=_LEAST_SCORE,
            limit=20,
        ):
            topic, word = self._owners[at]
            yield SuggestedTopic(topic, min(int(score), 99), word)

    @cached_property
    def _by_name(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = {}
        for topic, names in self.names.items():
            for name in names:
                if folded := fold(name):
                    found.setdefault(folded, set()).add(topic)
        return found

    @cached_property
    def _owners(self) -> Sequence[tuple[int, str]]:
        return [(topic, name) for topic, names in self.names.items() for name in names]

    @cached_property
    def _spellings(self) -> Sequence[str]:
        return [" ".join(words(name)) for _, name in self._owners]


def _holds(text: tuple[str, ...], name: tuple[str, ...]) -> bool:
    starts = range(len(text) - len(name) + 1)
    return any(text[start : start + len(name)] == name for start in starts)

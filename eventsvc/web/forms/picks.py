"""A field for one of many: typed, with suggestions that stand on the page once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import Any

from eventsvc.web.forms.fields import OWN, Field, Mistakes, ident


@dataclass(frozen=True, kw_only=True)
class Pick(Field):
    """One of many, by its words; capitals and spaces do not matter. The value of nothing is None.

    The page offers all of them once, however many lines of a list take one.
    """

    widget = "pick"
    offered: Sequence[tuple[Any, str]]
    """Pairs of value and words; no two have the same words (``told_apart``)."""

    def read(self, typed: str, name: str, mistakes: Mistakes) -> Any:
        """Return the value of the words."""
        if not typed.strip():
            if self.required:
                mistakes[ident(name)] = str(OWN["empty"])
            return None
        found = self._values.get(_folded(typed))
        if found is None:
            mistakes[ident(name)] = str(OWN["pick"]) % {"value": typed.strip()}
        return found

    def written(self, value: Any) -> str:
        """Return the words of the value."""
        return self._words.get(value, "")

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        return {_folded(words): value for value, words in self.offered}

    @cached_property
    def _words(self) -> Mapping[Any, str]:
        return dict(self.offered)


def told_apart(pairs: Iterable[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Return the pairs, those whose words came before with a number behind them."""
    seen: set[str] = set()
    found = []
    for value, words in pairs:
        numbered = (f"{words} ({number})" for number in count(2))
        free = next(one for one in chain((words,), numbered) if _folded(one) not in seen)
        seen.add(_folded(free))
        found.append((value, free))
    return found


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())

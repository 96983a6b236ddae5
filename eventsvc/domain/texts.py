"""Content in several languages: a map of language to text, as the database stores it.

Languages are BCP 47 primary tags (``de``, ``en``, ``cs``, ``pl``). The texts of the program
itself are translated elsewhere (``eventsvc/translations``); these are the users' own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LANGUAGES = ("de", "en", "cs", "pl")
"""The languages content may have, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A text found for a reader: its words, its language, and whether it is a fallback."""

    text: str
    language: str
    is_fallback: bool

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def choose(texts: Mapping[str, str] | None, *, language: str, fallbacks: Sequence[str]) -> Chosen:
    """Return the text in ``language``, else in the first of ``fallbacks`` that has words.

    A text in none of them is taken from whatever language there is, so that nothing written
    stays unseen; no text at all gives an empty one in ``language``.
    """
    texts = texts or {}
    for tag in (language, *fallbacks, *sorted(texts)):
        if texts.get(tag):
            return Chosen(texts[tag], tag, is_fallback=tag != language)
    return Chosen("", language, is_fallback=False)

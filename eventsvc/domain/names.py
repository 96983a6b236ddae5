"""Names of people: as they are written in lists, and as they are shown.

Nothing of a name is ever dropped: what is not recognised stays where it stood. Order and
particles follow the common uses of German, English, Czech and Polish lists.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eventsvc.domain.name_words import (
    is_generation,
    is_part_of_title,
    is_particle,
    is_salutation,
    is_suffix_word,
    is_title,
)
from eventsvc.domain.spelling import clean, fold, words

_FAMILY_FIRST = frozenset(("hu", "ja", "ko", "zh", "vi"))
_TRAILING_NOTE = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<note>[^()\[\]]*)[)\]]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts, each as written; ``organisation`` is a hint beside it."""

    salutation: str = ""
    title: str = ""
    given: str = ""
    family: str = ""
    suffix: str = ""
    organisation: str = ""

    @property
    def family_and_suffix(self) -> str:
        """The family name with what is written behind it: "Müßig jun.", "Novák, Ph.D."."""
        if not self.suffix:
            return self.family
        is_close = is_generation(self.suffix.split(maxsplit=1)[0])
        return f"{self.family}{' ' if is_close else ', '}{self.suffix}".strip(", ")


def split_name(text: str) -> Name:
    """Return the parts of a whole name in one cell, in either order.

    "Probe, Dr. Paul", "Dr. Paul Probe" and "PROBE Paul" mean the same. A note in brackets at
    the end ("Muster, Anna (Stadt Gera)") is the hint at the organisation.
    """
    text = clean(text).strip("\"“”„'")
    note = ""
    match = _TRAILING_NOTE.match(text)
    if match and not is_part_of_title(match["note"]):
        text, note = match["name"], match["note"].strip()
    parts = [part.strip() for part in text.split(",")]
    parts = [part for part in parts if part]
    suffixes: list[str] = []
    while len(parts) > 1 and _is_suffix(parts[-1]):
        suffixes.insert(0, parts.pop())
    name = _family_first(parts) if len(parts) > 1 else _given_first("".join(parts))
    return replace(
        name,
        suffix=" ".join(filter(None, (name.suffix, ", ".join(suffixes)))),
        organisation=", ".join(filter(None, (name.organisation, note))),
    )


def split_titles(text: str) -> tuple[str, str]:
    """Return the titles at the front of ``text`` and the rest: "Dr. Anna" is "Dr." and "Anna"."""
    before, rest = _take_titles(text.split())
    if not rest:
        return "", text
    return _joined((*before.salutation, *before.title)), _joined(rest)


def _family_first(parts: Sequence[str]) -> Name:
    """Read "Probe, Paul": what follows a second comma is a title or the organisation."""
    family = _given_first(parts[0])
    before, rest = _take_titles(parts[1].split())
    rest, suffix = _take_suffixes(rest)
    rest, particles = _take_last_particles(rest)
    title = [family.title, *before.title]
    organisation: list[str] = []
    for part in parts[2:]:
        taken, left = _take_titles(part.split())
        (organisation if left else title).append(part if left else " ".join(taken.title))
    return Name(
        salutation=" ".join(filter(None, (family.salutation, *before.salutation))),
        title=" ".join(filter(None, title)),
        given=" ".join(rest),
        family=" ".join(filter(None, (*particles, family.given, family.family))),
        suffix=" ".join(filter(None, (family.suffix, *suffix))),
        organisation=", ".join(organisation),
    )


def _given_first(text: str) -> Name:
    """Read "Dr. Hans Peter von der Probe jun."."""
    before, rest = _take_titles(text.split())
    rest, suffix = _take_suffixes(rest)
    at = _start_of_family(rest)
    given, family = rest[:at], rest[at:]
    if _is_shouted_first(rest):
        count = next(i for i, word in enumerate(rest) if not _is_shouted(word))
        given, family = rest[count:], rest[:count]
    return Name(
        salutation=" ".join(before.salutation),
        title=" ".join(before.title),
        given=" ".join(given),
        family=" ".join(family),
        suffix=" ".join(suffix),
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before the name proper."""

    salutation: tuple[str, ...]
    title: tuple[str, ...]


def _take_titles(tokens: Sequence[str]) -> tuple[_Before, list[str]]:
    """Split salutation and titles off the front."""
    at = 0
    while at < len(tokens) and is_salutation(tokens[at]):
        at += 1
    start = at
    while at < len(tokens) and is_title(tokens[at], goes_on=at > start):
        at += 1
    return _Before(tuple(tokens[:start]), tuple(tokens[start:at])), list(tokens[at:])


def _is_suffix(text: str) -> bool:
    pieces = text.split()
    return bool(pieces) and all(is_suffix_word(piece) for piece in pieces)


def _take_suffixes(tokens: list[str]) -> tuple[list[str], list[str]]:
    at = len(tokens)
    while at > 1 and is_suffix_word(tokens[at - 1]):
        at -= 1
    return tokens[:at], tokens[at:]


def _take_last_particles(tokens: list[str]) -> tuple[list[str], list[str]]:
    at = len(tokens)
    while at > 1 and is_particle(tokens[at - 1]):
        at -= 1
    return tokens[:at], tokens[at:]


def _start_of_family(tokens: Sequence[str]) -> int:
    """Return where the family name begins: its first particle, its capitals, or the last word."""
    last = len(tokens) - 1
    for at in range(last):
        if is_particle(tokens[at]) and tokens[at].lower() not in {"und", "an", "am"}:
            return at
    if last > 0 and _is_shouted(tokens[last]) and not _is_shouted(tokens[0]):
        return next(i for i in range(last + 1) if all(map(_is_shouted, tokens[i:])))
    if last > 1 and tokens[last - 1] in {"-", "\u2013"}:
        return last - 2
    return max(last, 0)


def _is_shouted(word: str) -> bool:
    return len(words(word)) > 0 and len(fold(word)) > 1 and word.isupper()


def _is_shouted_first(tokens: Sequence[str]) -> bool:
    """Tell whether the family name comes first, in capitals: "MUSTER Anna"."""
    return len(tokens) > 1 and _is_shouted(tokens[0]) and not any(map(_is_shouted, tokens[-1:]))


def display_name(*, title: str, given: str, family: str, language: str = "de") -> str:
    """Return the name as it is spoken and printed: title, then the order of ``language``."""
    order = (family, given) if language in _FAMILY_FIRST else (given, family)
    return _joined((title, *order))


def index_name(*, title: str, given: str, family: str) -> str:
    """Return the name for alphabetical lists: "Probe, Dr. Petra"."""
    return ", ".join(filter(None, (family, _joined((title, given)))))


def sort_name(*, given: str, family: str) -> str:
    """Return the text to sort by: particles written small do not count (DIN 5007)."""
    tokens = family.split()
    while len(tokens) > 1 and tokens[0].islower() and is_particle(tokens[0]):
        tokens = tokens[1:]
    return _joined((*tokens, given))


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)

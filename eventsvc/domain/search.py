"""Finding a name that somebody types: without accents, with slips of the finger.

"Muehlhausen", "Mühlhausen" and "mulhausen" all find Mühlhausen; "lodz" finds Łódź. Names are
compared word by word; what merely resembles is offered only when nothing fits.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

LONGEST = 100
"""How many characters of a question are looked at."""

_SHORT = 4
_ALIKE = 80.0
"""From this likeness on (0 to 100) a word is taken for a misspelling; short words are not."""
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"})
_PAIRS = (("ae", "a"), ("oe", "o"), ("ue", "u"))

T = TypeVar("T")


def fold(text: str) -> str:
    """Return ``text`` in small letters without accents: "Łódź" is "lodz", "Mühle" is "muhle"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in plain.translate(_LETTERS)).strip()


def find(query: str, candidates: Iterable[tuple[T, Sequence[str]]]) -> list[T]:
    """Return the candidates that bear a name like ``query``, the best first.

    Each candidate comes with all of its names (short ones, aliases). Equally good ones keep
    their order. A query without letters and digits finds all.
    """
    words = fold(query[:LONGEST]).split()
    ranked = [
        (max((_fit(words, name) for name in names), default=0.0), place, candidate)
        for place, (candidate, names) in enumerate(candidates)
    ]
    fitting = [entry for entry in ranked if entry[0] >= _FITS]
    alike = [entry for entry in ranked if entry[0] > 0]
    return [found for _, _, found in sorted(fitting or alike, key=lambda hit: (-hit[0], hit[1]))]


_FITS = 1000.0
_BEGINS = 2000.0


def _fit(words: list[str], name: str) -> float:
    """Tell how well all ``words`` fit: literally (with a bonus at the start), alike, or not (0)."""
    folded = fold(name)
    if not words:
        return _FITS
    for mine, theirs in ((words, folded), ([_joined(word) for word in words], _joined(folded))):
        if all(word in theirs for word in mine):
            return _BEGINS if any(part.startswith(mine[0]) for part in theirs.split()) else _FITS
    likeness = min(_likest(word, folded.split()) for word in words)
    return likeness if likeness >= _ALIKE else 0.0


def _likest(word: str, parts: list[str]) -> float:
    if len(word) < _SHORT:
        return 100.0 if word in parts else 0.0
    # A word that is still being typed is compared with as much of the name.
    return max(
        (max(fuzz.ratio(word, part), fuzz.ratio(word, part[: len(word)])) for part in parts),
        default=0.0,
    )


def _joined(text: str) -> str:
    """Return folded ``text`` with the German way around umlauts undone: "muehle" is "muhle"."""
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text

"""Setting text into lines: clean, measure, break, cut. Sizes are points, lengths millimetres."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from eventsvc.outputs.engine.texts import measure

MM_PER_PT = 25.4 / 72
SLACK = 1.002
"""Measured at 100 px, printed at other sizes: rounding stays below this."""
_FLUID = 0.98
"""What is left of a width at most when a break takes the kerning of two letters away."""
ELLIPSIS = "…"
REPLACEMENT = "?"
_JOINERS = "\u200c\u200d"
_UNSEEN, _UNASSIGNED, _PICTOGRAPHS = {"Cc", "Cf", "Cs"}, {"Cn", "Co"}, {"So", "Sk"}
"""General categories (Unicode, chapter 4.5)."""
_MOST_MARKS = 2
_WORD_BREAKS = re.compile(r"(?<=[-/\u2013.])(?=[^\W\d])|\s+")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text as it can be printed, and the characters that no font has."""

    text: str
    missing: tuple[str, ...]


@lru_cache(maxsize=8192)
def clean(text: str, weight: int) -> Clean:
    """Return ``text`` on one line, composed, without controls and without missing glyphs.

    Direction overrides (U+202E and its kin) would turn the rest of the badge round; towers of
    accents would grow into the neighbour. A missing letter becomes ``?``, a missing pictograph
    is left out: both are reported, so that no badge bears a silent box.
    """
    signs = [
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isspace() or sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN
    ]
    line = " ".join("".join(_few_marks(signs)).split())
    missing = measure(line, weight).missing | {
        sign for sign in line if unicodedata.category(sign) in _UNASSIGNED
    }
    kept = "".join(
        ("" if unicodedata.category(sign) in _PICTOGRAPHS else REPLACEMENT)
        if sign in missing
        else sign
        for sign in line
    )
    return Clean(" ".join(kept.split()), tuple(sorted(missing)))


def _few_marks(signs: list[str]) -> Iterator[str]:
    """Yield ``signs`` with at most two combining marks on a letter."""
    marks = 0
    for sign in signs:
        marks = marks + 1 if unicodedata.category(sign) == "Mn" else 0
        if marks <= _MOST_MARKS:
            yield sign


@lru_cache(maxsize=8192)
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Split where a line may end; each piece with the space before it."""
    pieces, end = [], 0
    for found in _WORD_BREAKS.finditer(text):
        pieces.append(text[end : found.start()])
        pieces.append(found.group())
        end = found.end()
    pieces.append(text[end:])
    return tuple(zip(["", *pieces[1::2]], pieces[::2], strict=True))


@lru_cache(maxsize=8)
def hyphenator(language: str) -> Callable[[str], list[int]]:
    """Return what tells where a word may be divided; German takes half a second, once."""
    from pyphen import Pyphen, language_fallback  # noqa: PLC0415 -- slow import

    known = language_fallback(language)
    if not known:
        return lambda _word: []
    found = Pyphen(lang=known, left=3, right=3)
    _share_alike(found.hd.patterns)
    positions: Callable[[str], list[int]] = found.positions
    return positions


def _share_alike(patterns: dict[str, tuple[int, tuple[int, ...]]]) -> None:
    """Keep equal values of ``patterns`` once: German has 66,000, among them 2,500.

    Those that say how a word is spelt when divided bear more than their number, and stay.
    """
    kept: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]] = {}
    for letters, value in patterns.items():
        if all(type(number) is int for number in value[1]):
            patterns[letters] = kept.setdefault(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a text is set.

    Args:
        weight: ``fonts.REGULAR`` or ``fonts.SEMIBOLD``.
        size: Points.
        language: For hyphenation (BCP 47).
        hyphenate: Whether a word too long for its line may be divided.
    """

    weight: int
    size: float
    language: str
    hyphenate: bool

    def width(self, text: str) -> float:
        """Return the width of ``text``, mm."""
        return measure(text, self.weight).width * self.size * MM_PER_PT * SLACK

    def is_too_long(self, text: str, widths: list[float]) -> bool:
        """Tell quickly that ``text`` cannot fit into ``widths``, wherever it is broken."""
        room = sum(widths) + (len(widths) - 1) * self.width(" ")
        return _FLUID * self.width(text) > room

    def least_lines(self, text: str, available: float) -> int:
        """Return how many lines ``text`` needs at least, wherever it is broken."""
        space = self.width(" ")
        return ceil((_FLUID * self.width(text) + space) / (available + space))


def lines(text: str, setting: Setting, *, widths: list[float], cut: bool) -> list[str] | None:
    """Return ``text`` in at most ``len(widths)`` lines, or None when it does not fit.

    With ``cut`` the last line ends in an ellipsis instead.
    """
    if not cut and setting.is_too_long(text, widths):
        return None
    result: list[str] = []
    rest = text
    for number, available in enumerate(widths):
        if setting.width(rest) <= available:
            return [*result, rest]
        if cut and number == len(widths) - 1:
            return [*result, _shortened(rest, setting, available)]
        line, later = _first_line(rest, setting, available)
        if not line:
            return [*result, _shortened(rest, setting, available)] if cut else None
        rest = later
        result.append(line)
    return None


def _first_line(text: str, setting: Setting, available: float) -> tuple[str, str]:
    """Return what fits on one line, and the rest; nothing when not even a word part fits."""
    line = ""
    for space, piece in _pieces(text):
        if setting.width(line + space + piece) > available:
            break
        line += space + piece
    rest = text[len(line) :].lstrip()
    if setting.hyphenate and (not line or setting.width(rest.split()[0]) > available):
        return _divided(line, text[len(line) :], setting, available)
    return line, rest


def _divided(line: str, rest: str, setting: Setting, available: float) -> tuple[str, str]:
    """Fill ``line`` with a part of the next word: a syllable where known, else what fits."""
    space = rest[: len(rest) - len(rest.lstrip())]
    piece = _pieces(rest.lstrip())[0][1]
    after = rest.lstrip()[len(piece) :]
    syllables = hyphenator(setting.language)(piece)
    for place in (*reversed(syllables), *range(len(piece) - 3, 2, -1)):
        filled = f"{line}{space}{piece[:place]}-"
        if setting.width(filled) <= available:
            return filled, piece[place:] + after
    return line, rest.lstrip()


def _shortened(text: str, setting: Setting, available: float) -> str:
    """Return the longest beginning of ``text`` that fits together with an ellipsis."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if setting.width(text[:middle].rstrip() + ELLIPSIS) <= available:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS

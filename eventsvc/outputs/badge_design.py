"""The measures of a badge on a given label, and the ways to set one when words are long.

Sizes follow the rule of thumb of 12 pt per metre: 48 pt for the first name where there is room,
24 pt as the floor (read at 2 m). Sizes are points, lengths millimetres from the label's top left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from eventsvc.domain.badges import Sign
from eventsvc.outputs.fonts import REGULAR, SEMIBOLD
from eventsvc.outputs.typesetting import MM_PER_PT, Setting

KINDS = ("given", "family", "organisation", "second_line", "function")
"""The texts of a badge, from top to bottom."""
OTHERS = KINDS[2:]
WEIGHTS = dict(zip(KINDS, (SEMIBOLD, REGULAR, SEMIBOLD, REGULAR, REGULAR), strict=True))
_GAPS = dict(zip(KINDS, (0.0, 0.2, 1.2, 0.3, 0.3), strict=True))
"""White above each of them, mm."""
LINE = 1.08
"""Line height in em: Fira's accents and descenders just do not touch."""
FLOOR = 24.0
_SMALLEST = 12.0
_ROOMY, _USUAL, _LOW = 100.0, 46.0, 38.0
"""Side in mm from which the lesser texts may grow; heights with 5 mm and 4 mm of safe margin."""
_LEVELS = (
    # what it costs; surname, organisation, second line, function
    (0, (18, 17, 12, 12)),
    (1, (17, 16, 12, 12)),
    (2, (16, 15, 11, 11)),
    (3, (15, 14, 11, 11)),
    (7, (15, 13, 10.5, 10.5)),
    (10, (14, 12, 10, 10)),
    (15, (12, 11, 9, 9)),
    (25, (11, 9.5, 8, 8)),
    (35, (10, 8.5, 7.5, 7.5)),
)
_DIVIDED = ((0, ()), (2.5, OTHERS), (12, (*OTHERS, "family")), (16, KINDS))
"""What it costs; the texts of which a word may be divided."""
_BROKEN_NAME = 12
_BELOW_FLOOR, _PER_POINT_BELOW = 30, 4
_CUT, _CUT_NAME = 62, 200
"""So a first name goes down to 18 pt before another text loses words, and no further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is the same on all badges of a sheet.

    Args:
        width: Of the label.
        height: Of the label.
        language: For hyphenation.
        heading: Small line at the top: the meeting.
        signs: The words beside the camera and their size, by the kind of sign.
        name_share: Of the height that the first name may take, and the most points of it.
        most_code: Largest side of the code.
        logo: Width and height of the picture in the upper right corner.
    """

    width: float
    height: float
    language: str = "de"
    heading: str = ""
    signs: tuple[tuple[Sign, tuple[str, float]], ...] = ()
    name_share: tuple[float, float] = (0.32, 48.0)
    most_code: float = 26.0
    logo: tuple[float, float] = (0.0, 0.0)

    def words_of(self, sign: Sign) -> tuple[str, float]:
        """Return the words of ``sign`` and their size."""
        return dict(self.signs).get(sign, ("", 1.0))

    @property
    def safe(self) -> float:
        """Margin that holders and cutters may cover; 5 mm, less on labels too low for it."""
        return 5.0 if self.height >= _USUAL else 4.0 if self.height >= _LOW else 3.0

    @property
    def code(self) -> float:
        """Side of the black part of the QR code: 20 to 26 mm where the label can hold it."""
        wanted = max(min(self.most_code, 0.41 * self.height), min(20.0, 0.55 * self.height))
        return min(wanted, 0.41 * self.width)

    @property
    def scale(self) -> float:
        """How much larger than on the usual label all texts may be."""
        return 1.4 if min(self.width, self.height) >= _ROOMY else 1.0

    @property
    def largest(self) -> float:
        """The first name on a label that has room for it: 32 pt on 80 x 50 mm, 48 pt on A7."""
        share, most = self.name_share
        return max(FLOOR, min(most * self.scale, 2 * round(share * self.height)))

    @property
    def right(self) -> float:
        """Right end of text and code."""
        return self.width - self.safe

    @property
    def bottom(self) -> float:
        """Lower end of text and code."""
        return self.height - self.safe

    @property
    def has_heading(self) -> bool:
        """Tell whether the heading is printed: on low labels the name needs its room."""
        return bool(self.heading or self.logo[0]) and self.height >= _LOW

    @property
    def heading_height(self) -> float:
        """Room of the heading."""
        return max(4.0 * self.scale, self.logo[1]) if self.has_heading else 0.0

    @property
    def heading_right(self) -> float:
        """Right end of the heading, left of the logo."""
        return self.right - (self.logo[0] + 2 if self.logo[0] else 0.0)

    @property
    def mark_height(self) -> float:
        """Height of the struck-out camera."""
        return min(10.0, max(4.0, 0.1 * self.height))

    @property
    def words_left(self) -> float:
        """Where the words begin."""
        return self.safe + 1.5 * self.mark_height

    @property
    def stripes(self) -> str:
        """Hatching along the left edge, outside the text, as an SVG path."""
        left, wide, step = 0.2 * self.safe, 0.5 * self.safe, 3.0
        count = int((self.height - 2 * left - wide) / step)
        first = (self.height - count * step + step / 2 + wide) / 2
        stripe = f"l{wide:.2f} -{wide:.2f}v{step / 2:.2f}l-{wide:.2f} {wide:.2f}z"
        return "".join(f"M{left:.2f} {first + row * step:.2f}{stripe}" for row in range(count))


def line_height(size: float, line: float = LINE) -> float:
    """Return the distance of lines of ``size``."""
    return size * MM_PER_PT * line


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """How one text may be set.

    Equal ways are one object, so that what was tried once is found again at once.

    Args:
        whole: The same without division: what needs room for that needs it here too.
        kind: Of the text.
        setting: Its weight and size, and whether a word may be divided.
        gap: White above it.
        leading: Distance of its lines.
        most: Lines that it may take.
        cut: Whether it may be cut.
    """

    kind: str
    setting: Setting
    gap: float
    leading: float
    most: int
    cut: bool
    whole: "Way | None" = None


@lru_cache(maxsize=4096)
def _way(kind: str, size: float, most: int, *, divide: bool, cut: bool, language: str) -> Way:
    return Way(
        kind=kind,
        setting=Setting(weight=WEIGHTS[kind], size=size, language=language, hyphenate=divide),
        gap=_GAPS[kind],
        leading=line_height(size),
        most=most,
        cut=cut,
        whole=_way(kind, size, most, divide=False, cut=cut, language=language) if divide else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One way to set a badge.

    Args:
        sizes: First name, surname, organisation, second line, function.
        most: Lines that each of them may take.
        divide: The texts of which a word may be divided.
        cut: The texts that may be cut.
        cost: What is given up; only for the order.
    """

    sizes: tuple[float, ...]
    most: tuple[int, ...]
    divide: tuple[str, ...]
    cut: tuple[str, ...] = ()
    cost: float = 0.0

    def ways(self, language: str) -> tuple[Way, ...]:
        """Return how each text is set, from top to bottom."""
        return tuple(
            _way(
                kind,
                size,
                most,
                divide=kind in self.divide,
                cut=kind in self.cut,
                language=language,
            )
            for kind, size, most in zip(KINDS, self.sizes, self.most, strict=True)
        )


Ways = tuple[Way, ...]


@lru_cache(maxsize=32)
def attempts(design: Design) -> tuple[tuple[Ways, Ways], ...]:
    """Return every way to set a badge, the one that gives up least first.

    With each the same without division, which needs as much room; one object for all that share
    it. In the last one every text may be cut; texts that still have no room are left out.
    """
    found = sorted((*_whole(design), *_shortened(design)), key=lambda attempt: attempt.cost)
    found.append(replace(found[-1], cut=KINDS))
    every = [attempt.ways(design.language) for attempt in found]
    shared: dict[Ways, Ways] = {}
    wholes = (tuple(way.whole or way for way in ways) for ways in every)
    return tuple(
        (ways, shared.setdefault(whole, whole)) for ways, whole in zip(every, wholes, strict=True)
    )


def _whole(design: Design) -> Iterator[Attempt]:
    """Yield the ways that print every word."""
    steps = int((design.largest - _SMALLEST) // 2) + 1
    firsts = [design.largest - 2 * step for step in range(steps)]
    for first, count, (cost, sizes), (cost_divided, divide) in product(
        firsts, (1, 2, 3), _LEVELS, _DIVIDED
    ):
        yield Attempt(
            sizes=(first, *(size * design.scale for size in sizes)),
            most=(count, 2, 3, 2, 2),
            divide=divide,
            cost=_loss(first, design) + cost + (count - 1) * _BROKEN_NAME + cost_divided,
        )


def _shortened(design: Design) -> Iterator[Attempt]:
    """Yield the ways that cut texts; names last of all."""
    for first, most, (cost, sizes), (lost, kinds) in product(
        (FLOOR, 18.0, _SMALLEST),
        ((1, 2, 3, 1, 1), (2, 1, 2, 1, 1), (1, 1, 1, 1, 1)),
        _LEVELS[5:],
        ((_CUT, OTHERS), (_CUT_NAME, KINDS)),
    ):
        yield Attempt(
            sizes=(first, *sizes),
            most=most,
            divide=KINDS,
            cut=kinds,
            cost=lost + _loss(first, design) - 3 * most[2] + cost / 10,
        )


def _loss(first: float, design: Design) -> float:
    """Return what a first name of this size gives up: little above the floor, much below it."""
    below = FLOOR - first
    return (design.largest - first) / 2 + (below > 0) * (_BELOW_FLOOR + below * _PER_POINT_BELOW)

"""Sheets of labels: where each badge lies on its page.

All lengths are millimetres, all positions run from the top left corner of the page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import TypeVar

from eventsvc.domain.errors import DomainError

T = TypeVar("T")

A4 = (210.0, 297.0)
TOLERANCE = 0.01
"""How far a sum of published lengths may miss the page's edge: rounding, not a mistake."""
MAX_OFFSET = 10.0
"""No printer shifts further; a larger number is a slip."""


class Confidence(StrEnum):
    """How well the numbers of a sheet are known."""

    TWO_SOURCES = "A"
    TWO_SOURCES_ADJUSTED = "A-"
    ONE_SOURCE = "B"
    OWN = "C"


class Backs(StrEnum):
    """What stands on the back, and how the printer turns the paper."""

    NONE = "none"
    LONG = "long"
    SHORT = "short"


class Fold(StrEnum):
    """How many labels one badge takes, and how they lie."""

    NONE = "none"
    CARD = "card"
    """Two beside each other, to be folded between them."""
    BUTTERFLY = "butterfly"
    """Two, the second on its head, to be folded over a ribbon."""


FACES: Mapping[Fold, tuple[int, ...]] = {
    Fold.NONE: (0,),
    Fold.CARD: (0, 0),
    Fold.BUTTERFLY: (0, 180),
}
"""The turn in degrees of each label that one badge takes."""


class SheetDoesNotFit(DomainError):
    """The labels of a sheet leave its page, overlap, or have no size."""

    code = "sheet-does-not-fit"


class StartOutsideSheet(DomainError):
    """The first label to print does not exist on the sheet."""

    code = "start-outside-sheet"


class NotALength(DomainError):
    """What was written is no number of millimetres."""

    code = "not-a-length"


class OffsetTooLarge(DomainError):
    """The shift is more than any printer needs."""

    code = "offset-too-large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A shift of all labels, mm to the right and down, for printers that pull in askew."""

    x: float = 0.0
    y: float = 0.0

    def __post_init__(self) -> None:
        if not (abs(self.x) <= MAX_OFFSET and abs(self.y) <= MAX_OFFSET):
            field = "y" if abs(self.x) <= MAX_OFFSET else "x"
            raise OffsetTooLarge(x=self.x, y=self.y, most=f"{MAX_OFFSET:g}", field=field)


NO_OFFSET = Offset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label on its page; ``turn`` in degrees (180: upside down)."""

    left: float
    top: float
    width: float
    height: float
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of labels as the shop sells it.

    Labels edge to edge and labels up to the page's edge are allowed.

    Args:
        name: Short name for the command line.
        label: Name for people.
        page: Width and height of the page.
        size: Width and height of a label.
        grid: Labels side by side, and one below the other.
        first: Left and top of the first label.
        pitch: From one label's left (top) to the next one's.
        corner: Radius of rounded corners.
        faces: One turn in degrees for each label that one badge takes. ``(0,)`` is a plain
            label; a card to fold has two faces, each showing the same badge.
        confidence: How well the numbers are known.
        source: Where the numbers come from.

    Raises:
        SheetDoesNotFit: At construction.
    """

    name: str
    label: str
    page: tuple[float, float] = A4
    size: tuple[float, float]
    grid: tuple[int, int]
    first: tuple[float, float]
    pitch: tuple[float, float]
    corner: float = 0.0
    faces: tuple[int, ...] = (0,)
    confidence: Confidence
    source: str

    def __post_init__(self) -> None:
        wrong = next(self._misfits(), None)
        if wrong:
            raise SheetDoesNotFit(sheet=self.name, field=wrong)

    def _misfits(self) -> Iterator[str]:
        """Yield which length or number cannot be, as ``size_x``, the likeliest first."""
        for axis, letter in enumerate("xy"):
            last = self.first[axis] + (self.grid[axis] - 1) * self.pitch[axis]
            if self.size[axis] <= 0:
                yield f"size_{letter}"
            if self.grid[axis] <= 0:
                yield f"grid_{letter}"
            if self.first[axis] < 0:
                yield f"first_{letter}"
            if self.grid[axis] > 1 and self.pitch[axis] < self.size[axis] - TOLERANCE:
                yield f"pitch_{letter}"
            if last + self.size[axis] > self.page[axis] + TOLERANCE:
                yield f"grid_{letter}"
        if not self.faces or self.grid[0] * self.grid[1] % len(self.faces):
            yield "faces"

    @property
    def per_page(self) -> int:
        """Badges on one page."""
        return self.grid[0] * self.grid[1] // len(self.faces)

    def pages_for(self, count: int, *, start: int = 1) -> int:
        """Return how many sheets ``count`` badges take from the label ``start``."""
        return -(-(count + start - 1) // self.per_page) if count else 0

    def boxes(self, offset: Offset = NO_OFFSET) -> list[Box]:
        """Return every label of a page, row by row."""
        columns, rows = self.grid
        return [
            Box(
                left=self.first[0] + column * self.pitch[0] + offset.x,
                top=self.first[1] + row * self.pitch[1] + offset.y,
                width=self.size[0],
                height=self.size[1],
                turn=self.faces[(row * columns + column) % len(self.faces)],
            )
            for row, column in product(range(rows), range(columns))
        ]


def mirrored(box: Box, sheet: Sheet, *, backs: Backs, offset: Offset = NO_OFFSET) -> Box:
    """Return where the back of ``box`` lies on the page that is printed on the other side.

    Turned on its long edge, a portrait page changes left and right. On its short edge it changes
    top and bottom, and its back stands on its head.
    """
    across = (backs is Backs.LONG) == (sheet.page[0] <= sheet.page[1])
    if across:
        left = sheet.page[0] - box.left - box.width + 2 * offset.x
        return replace(box, left=left)
    top = sheet.page[1] - box.top - box.height + 2 * offset.y
    return replace(box, top=top, turn=(box.turn + 180) % 360)


def pages(
    items: Sequence[T], sheet: Sheet, *, start: int = 1, offset: Offset = NO_OFFSET
) -> list[list[tuple[Box, T]]]:
    """Return, page by page, each label with what stands on it; a two-faced badge stands twice.

    Args:
        items: In the order they shall lie, row by row.
        sheet: The sheet they are printed on.
        start: First free place of the first sheet, counted from 1, row by row.
        offset: Shift of all labels.

    Raises:
        StartOutsideSheet: The sheet has no such place.
    """
    size, faces, boxes = sheet.per_page, len(sheet.faces), sheet.boxes(offset)
    if not 1 <= start <= size:
        raise StartOutsideSheet(start=start, most=size)
    first, end = start - 1, start - 1 + len(items)
    return [
        [
            (boxes[place % size * faces + face], items[place - first])
            for place in range(max(top, first), min(top + size, end))
            for face in range(faces)
        ]
        for top in range(0, end if items else 0, size)
    ]

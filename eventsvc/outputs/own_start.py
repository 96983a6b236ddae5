"""What an administrator begins with: one of our designs for one label, written as HTML and CSS."""

from dataclasses import dataclass
from typing import Any

from eventsvc.domain.own_designs import OwnDesign
from eventsvc.domain.sheets import Sheet
from eventsvc.outputs.badge_design import Design
from eventsvc.outputs.badge_template import BadgeTemplate, PrintOptions
from eventsvc.outputs.templating import render
from eventsvc.outputs.typesetting import MM_PER_PT

_BOXES = (
    # slot, share of the height below the sign, most points, weight
    ("given", 0.38, 72.0, 600),
    ("family", 0.15, 18.0, 400),
    ("organisation", 0.22, 17.0, 600),
    ("second_line", 0.1, 12.0, 400),
    ("function", 0.1, 12.0, 400),
)
_MODULES, _QUIET = 25, 4
"""Of the usual symbol (version 2) on one side, and of its white border."""
_LINE = 1.1
_NEARLY = 0.75
"""Share of its height that the first name keeps to stand above the code and not beside it."""


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a text stands (mm), and how large it is at most (points)."""

    slot: str
    top: float
    width: float
    height: float
    size: float
    weight: int


def copied(sheet: Sheet, options: PrintOptions) -> OwnDesign:
    """Return the design of ``options`` on the labels of ``sheet``, to be changed."""
    design = BadgeTemplate(sheet, options).design
    quiet = _QUIET / _MODULES * design.code
    facts: dict[str, Any] = {
        "language": options.languages[0],
        "design": design,
        "boxes": _boxes(design, quiet),
        "colour": options.colour,
        "code": (design.right - design.code - quiet, design.bottom - design.code - quiet),
        "side": design.code + 2 * quiet,
        "narrow": design.right - design.code - quiet - design.safe,
    }
    return OwnDesign(
        html=render("own_start.html", **facts).strip() + "\n",
        css=render("own_start.css", **facts).strip() + "\n",
    )


def _boxes(design: Design, quiet: float) -> list[_Box]:
    """Return the places of the texts, from top to bottom."""
    top = design.safe + design.mark_height + 1
    room, code_top = design.bottom - top - 3, design.bottom - design.code - quiet
    found = []
    for slot, share, most, weight in _BOXES:
        height = share * room
        if _NEARLY * height <= code_top - top < height:
            height = code_top - top  # a little lower, but as wide as the label
        right = design.right if top + height <= code_top else design.right - design.code - quiet
        fits = min(most * design.scale, height / MM_PER_PT / _LINE)
        found.append(_Box(slot, top, right - design.safe, height, int(fits * 2) / 2, weight))
        top += height + 0.01 * room
    return found

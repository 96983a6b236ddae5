"""The badge as a page of HTML: what stands on all badges of a print, and what may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheets import NO_OFFSET, Box, Offset, Sheet
from eventsvc.outputs import qr
from eventsvc.outputs.badge_design import WEIGHTS, Design
from eventsvc.outputs.badge_layout import Layout, Text
from eventsvc.outputs.fonts import REGULAR, SEMIBOLD
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.typesetting import Setting, clean, lines

_HEADING_SIZES = (7.5, 7.0, 6.5, 6.0)
_SMALLEST_WORDS = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOptions:
    """How badges are printed.

    Args:
        start: First free label of the first sheet, from 1.
        offset: Shift of all labels.
        languages: Of the program's words on the badge; the first is the document's.
        title: Of the document.
        heading: Small line on each badge, usually the meeting; empty: none.
        colour: Of the heading, as CSS writes it.
        proof: Overprint each badge, because its code leads nowhere yet.
    """

    start: int = 1
    offset: Offset = NO_OFFSET
    languages: tuple[str, ...] = ("de",)
    title: str = ""
    heading: str = ""
    colour: str = "#1a3f7a"
    proof: bool = False


DEFAULTS = PrintOptions()


class BadgeTemplate:
    """The design of a print, filled with badges."""

    def __init__(self, sheet: Sheet, options: PrintOptions) -> None:
        self.design = _design(sheet, options)
        self._options = options
        self._blanks: dict[bool, str] = {}

    @property
    def title(self) -> str:
        """Title of the document."""
        return self._options.title or self.gettext("Name badges")

    def alternative(self, symbol: qr.Symbol) -> str:
        """Return what is said for ``symbol`` to somebody who cannot see it."""
        return self.gettext("QR code: %(address)s") % {"address": symbol.address}

    def blank(self, layout: Layout) -> str:
        """Return all that does not depend on the person, on a page of the label's size."""
        no_photo = layout.badge.no_photo
        if no_photo not in self._blanks:
            badge = Badge(given="", family="", no_photo=no_photo)
            empty = replace(layout, badge=badge, texts=_SLOTS, symbol=None)
            self._blanks[no_photo] = self._alone(empty, slots=True)
        return self._blanks[no_photo]

    def whole(self, layout: Layout) -> str:
        """Return ``layout`` without its code, on a page of the label's size."""
        return self._alone(replace(layout, symbol=None), slots=False)

    def _alone(self, layout: Layout, *, slots: bool) -> str:
        size = self.design.width, self.design.height
        box = Box(left=0, top=0, width=size[0], height=size[1])
        return self.html([[(box, layout)]], page=size, slots=slots)

    def html(
        self,
        pages: Sequence[Sequence[tuple[Box, Layout]]],
        *,
        page: tuple[float, float],
        slots: bool = False,
    ) -> str:
        """Return ``pages`` as one document; with ``slots`` the texts only name their places."""
        return render(
            "badges.html",
            language=self._options.languages[0],
            title=self.title,
            page=page,
            pages=pages,
            design=self.design,
            slots=slots,
            colour=self._options.colour,
            svg_path=qr.svg_path,
            **self._shared,
        )

    @cached_property
    def _shared(self) -> dict[str, object]:
        design = self.design
        proof = self.gettext("TEST PRINT") if self._options.proof else ""
        return {
            "heading": _heading(design, design.right - design.safe, cut=True),
            "marked_heading": _heading(design, _beside_mark(design), cut=False),
            "stripes": design.stripes,
            "proof": proof,
            "proof_size": _proof_size(proof, design),
        }

    def gettext(self, text: str) -> str:
        """Return ``text`` in the language of the document."""
        return translations(self._options.languages[0]).gettext(text)


_SLOTS = tuple(
    Text(kind=kind, lines=("x",), size=10, weight=weight, top=0)
    for kind, weight in (*WEIGHTS.items(), ("address", REGULAR))
)


def _design(sheet: Sheet, options: PrintOptions) -> Design:
    design = Design(
        width=sheet.size[0],
        height=sheet.size[1],
        language=options.languages[0],
        heading=clean(options.heading, REGULAR).text,
    )
    return replace(design, no_photo=_no_photo(design, options.languages))


def _no_photo(design: Design, languages: Sequence[str]) -> tuple[str, float]:
    """Return the words beside the mark and their size: as many languages as stay readable."""
    words = list(
        dict.fromkeys(translations(language).gettext("No photos") for language in languages)
    )
    unit = Setting(weight=SEMIBOLD, size=1, language="", hyphenate=False)
    largest, room = 2.1 * design.mark_height, design.right - design.words_left
    while True:
        text = " · ".join(words)
        size = min(largest, room / unit.width(text))
        if size >= _SMALLEST_WORDS or len(words) == 1:
            return text, size
        words.pop()


def _heading(design: Design, room: float, *, cut: bool) -> tuple[str, float]:
    """Return the heading as it fits into ``room``, and its size; empty where it does not."""
    for size in _HEADING_SIZES if design.has_heading else ():
        setting = Setting(weight=REGULAR, size=size * design.scale, language="", hyphenate=False)
        found = lines(
            design.heading, setting, widths=[room], cut=cut and size == _HEADING_SIZES[-1]
        )
        if found:
            return found[0], setting.size
    return "", 1.0


def _beside_mark(design: Design) -> float:
    text, size = design.no_photo
    words = Setting(weight=SEMIBOLD, size=size, language="", hyphenate=False)
    return max(0.0, design.right - design.words_left - words.width(text) - 3)


def _proof_size(proof: str, design: Design) -> float:
    """Return the size in points at which ``proof`` crosses the label."""
    unit = Setting(weight=SEMIBOLD, size=1, language="", hyphenate=False)
    return 0.74 * design.width / unit.width(proof) if proof else 1.0

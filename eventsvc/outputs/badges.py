"""Name badges: values in, a PDF of sheets out.

All lengths are millimetres, all positions run from the top left corner of the page. The whole
sheet is laid out by WeasyPrint; whoever makes that faster replaces the inside of ``badges_pdf``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheets import NO_OFFSET, Offset, Sheet, pages
from eventsvc.outputs import fonts, qr
from eventsvc.outputs.badge_design import FLOOR, Design
from eventsvc.outputs.badge_layout import Layout, lay_out
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.typesetting import Setting, clean, lines


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
_HEADING_SIZES = (7.5, 7.0, 6.5, 6.0)
_SMALLEST_WORDS = 7.0


class Concern(StrEnum):
    """What is wrong with a badge; each has its sentence at the edge."""

    FIRST_NAME_SMALL = "first-name-small"
    TEXT_CUT = "text-cut"
    GLYPH_MISSING = "glyph-missing"
    CODE_TOO_DENSE = "code-too-dense"
    CODE_TOO_SMALL = "code-too-small"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegibilityWarning:
    """A person whose badge will not read well.

    Args:
        index: Place in the list of badges, from 0.
        name: The person.
        concern: What is wrong.
        detail: Points of the first name; names of the fields cut; characters that no font has;
            the address or the module size of the code.
    """

    index: int
    name: str
    concern: Concern
    detail: str


def badges_pdf(badges: Sequence[Badge], *, sheet: Sheet, options: PrintOptions = DEFAULTS) -> bytes:
    """Return the PDF of all ``badges``, in their order; equal input gives equal bytes.

    Tagged (PDF/UA-1), fonts embedded, codes as black vectors. A text that does not fit is cut,
    a character in no font is replaced: ask ``legibility`` first.

    Raises:
        StartOutsideSheet: The sheet has no label ``options.start``.
        PdfError: The template is broken.
    """
    language = options.languages[0]
    with fonts.RENDERING:
        design = _design(sheet, options)
        layouts = [lay_out(badge, design) for badge in badges]
        proof = translations(language).gettext("TEST PRINT") if options.proof else ""
        html = render(
            "badges.html",
            language=language,
            title=options.title or translations(language).gettext("Name badges"),
            page=sheet.page,
            pages=pages(layouts, sheet, start=options.start, offset=options.offset),
            design=design,
            heading=_heading(design, design.right - design.safe, cut=True),
            marked_heading=_heading(design, _beside_mark(design), cut=False),
            stripes=design.stripes,
            proof=proof,
            proof_size=_proof_size(proof, design),
            colour=options.colour,
            svg_path=qr.svg_path,
        )
        return html_to_pdf(html)


def legibility(
    badges: Sequence[Badge], *, sheet: Sheet, options: PrintOptions = DEFAULTS
) -> tuple[LegibilityWarning, ...]:
    """Return what will not read well, by person in the order given; empty: print away."""
    design = _design(sheet, options)
    return tuple(
        LegibilityWarning(index=index, name=badge.name, concern=concern, detail=detail)
        for index, badge in enumerate(badges)
        for concern, detail in _concerns(lay_out(badge, design), design)
    )


def _concerns(layout: Layout, design: Design) -> list[tuple[Concern, str]]:
    found = []
    if 0 < layout.first_name_size < FLOOR:
        found.append((Concern.FIRST_NAME_SMALL, f"{layout.first_name_size:g}"))
    if layout.cut:
        found.append((Concern.TEXT_CUT, ", ".join(layout.cut)))
    if layout.missing:
        signs = (f"{sign} (U+{ord(sign):04X})" for sign in layout.missing)
        found.append((Concern.GLYPH_MISSING, ", ".join(signs)))
    if layout.symbol and layout.symbol.is_too_dense:
        found.append((Concern.CODE_TOO_DENSE, layout.symbol.address))
    if layout.symbol and layout.symbol.is_too_small(design.code):
        found.append((Concern.CODE_TOO_SMALL, f"{layout.symbol.module_mm(design.code):.2f}"))
    return found


def _design(sheet: Sheet, options: PrintOptions) -> Design:
    design = Design(
        width=sheet.size[0],
        height=sheet.size[1],
        language=options.languages[0],
        heading=clean(options.heading, fonts.REGULAR).text,
    )
    return replace(design, no_photo=_no_photo(design, options.languages))


def _no_photo(design: Design, languages: Sequence[str]) -> tuple[str, float]:
    """Return the words beside the mark and their size: as many languages as stay readable."""
    words = list(
        dict.fromkeys(translations(language).gettext("No photos") for language in languages)
    )
    unit = Setting(weight=fonts.SEMIBOLD, size=1, language="", hyphenate=False)
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
        setting = Setting(
            weight=fonts.REGULAR, size=size * design.scale, language="", hyphenate=False
        )
        found = lines(
            design.heading, setting, widths=[room], cut=cut and size == _HEADING_SIZES[-1]
        )
        if found:
            return found[0], setting.size
    return "", 1.0


def _beside_mark(design: Design) -> float:
    text, size = design.no_photo
    words = Setting(weight=fonts.SEMIBOLD, size=size, language="", hyphenate=False)
    return max(0.0, design.right - design.words_left - words.width(text) - 3)


def _proof_size(proof: str, design: Design) -> float:
    """Return the size in points at which ``proof`` crosses the label."""
    unit = Setting(weight=fonts.SEMIBOLD, size=1, language="", hyphenate=False)
    return 0.74 * design.width / unit.width(proof) if proof else 1.0

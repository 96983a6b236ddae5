"""Name badges: values in, a PDF of sheets out.

All lengths are millimetres, all positions run from the top left corner of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.badge_styles import Field
from eventsvc.domain.badges import Badge, Sign
from eventsvc.domain.sheets import Sheet, mirrored, pages
from eventsvc.outputs import qr
from eventsvc.outputs.apart import Told, apart, silent
from eventsvc.outputs.badge_design import FLOOR, Design
from eventsvc.outputs.badge_layout import NO_SYMBOLS, Layout, Symbols
from eventsvc.outputs.badge_template import DEFAULTS, BadgeTemplate, PrintOptions
from eventsvc.outputs.fonts import RENDERING
from eventsvc.outputs.own_template import OwnTemplate
from eventsvc.outputs.stamp import Backs, Stamp

__all__ = [
    "NO_SYMBOLS",
    "Concern",
    "LegibilityWarning",
    "PrintOptions",
    "Symbols",
    "badges_pdf",
    "cut_heading",
    "legibility",
]


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


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """How the QR codes of a print turn out. Lengths in millimetres."""

    version: int
    module: float
    quiet_zone: float
    is_too_dense: bool
    is_too_small: bool


def code_facts(
    badges: Sequence[Badge], *, sheet: Sheet, symbols: Symbols = NO_SYMBOLS
) -> CodeFacts | None:
    """Return how the largest code of ``badges`` turns out on ``sheet``; None without a code."""
    addresses = [badge.address for badge in badges if badge.address]
    if not addresses:
        return None
    longest = max(addresses, key=len)
    found = symbols.get(longest) or qr.symbol(longest)
    side = Design(width=sheet.size[0], height=sheet.size[1]).code
    module = found.module_mm(side)
    return CodeFacts(
        version=found.version,
        module=module,
        quiet_zone=qr.QUIET_ZONE * module,
        is_too_dense=found.is_too_dense,
        is_too_small=found.is_too_small(side),
    )


@apart
def badges_pdf(
    badges: Sequence[Badge],
    *,
    sheet: Sheet,
    options: PrintOptions = DEFAULTS,
    symbols: Symbols = NO_SYMBOLS,
    told: Told = silent,
) -> bytes:
    """Return the PDF of all ``badges``, in their order; equal input gives equal bytes.

    Tagged (PDF/UA-1), fonts embedded, codes as black vectors. A text that does not fit is cut,
    a character in no font is replaced: ask ``legibility`` first. A QR code that is not among the
    stored ``symbols`` is computed, 8 ms each.

    Raises:
        StartOutsideSheet: The sheet has no label ``options.start``.
        PdfError: The template is broken.
    """
    with RENDERING:
        template = template_of(sheet, options)
        stamp = Stamp(
            lay_out=lambda badge: template.lay_out(badge, symbols=symbols),
            blank=template.blank,
            whole=template.whole,
            page=sheet.page,
            alternative=template.alternative,
            backs=_backs(template, sheet, options) if template.has_backs else None,
            cut_marks=options.cut_marks,
        )
        return stamp.pdf(
            pages(badges, sheet, start=options.start, offset=options.offset),
            title=template.title,
            language=options.languages[0],
            told=lambda done: told(done // len(sheet.faces)),
        )


def template_of(sheet: Sheet, options: PrintOptions) -> BadgeTemplate | OwnTemplate:
    """Return the design of a print: ours, or one that somebody wrote."""
    return OwnTemplate(sheet, options) if options.own else BadgeTemplate(sheet, options)


def _backs(template: BadgeTemplate | OwnTemplate, sheet: Sheet, options: PrintOptions) -> Backs:
    """Return the backs of a print; there are as many kinds as signs."""
    kinds: dict[Sign, str] = {}

    def html(badge: Badge) -> str:
        if badge.sign not in kinds:
            kinds[badge.sign] = template.back(badge)
        return kinds[badge.sign]

    return Backs(html, lambda box: mirrored(box, sheet, backs=options.backs, offset=options.offset))


@apart
def hard_to_read(
    badges: Sequence[Badge], *, sheet: Sheet, options: PrintOptions = DEFAULTS
) -> frozenset[int]:
    """Return the places of the badges that will not read well, from 0."""
    return frozenset(found.index for found in legibility(badges, sheet=sheet, options=options))


@apart
def legibility(
    badges: Sequence[Badge], *, sheet: Sheet, options: PrintOptions = DEFAULTS
) -> tuple[LegibilityWarning, ...]:
    """Return what will not read well, by person in the order given; empty: print away."""
    template = template_of(sheet, options)
    return tuple(
        LegibilityWarning(index=index, name=badge.name, concern=concern, detail=detail)
        for index, badge in enumerate(badges)
        for concern, detail in _concerns(template.lay_out(badge))
    )


@apart
def cut_heading(*, sheet: Sheet, options: PrintOptions = DEFAULTS) -> str:
    """Return the heading of the badges as it is cut; empty: it has room, or is not printed.

    It is the same on all of them; beside a sign about photos it is left out where it has no room.
    """
    return template_of(sheet, options).cut_heading


def _concerns(layout: Layout) -> list[tuple[Concern, str]]:
    found = []
    if 0 < layout.first_name_size < FLOOR:
        found.append((Concern.FIRST_NAME_SMALL, f"{layout.first_name_size:g}"))
    # The heading is nobody's own: it is told once, for all badges (cut_heading).
    if cut := [kind for kind in layout.cut if kind != Field.HEADING]:
        found.append((Concern.TEXT_CUT, ", ".join(cut)))
    if layout.missing:
        signs = (f"{sign} (U+{ord(sign):04X})" for sign in layout.missing)
        found.append((Concern.GLYPH_MISSING, ", ".join(signs)))
    if layout.symbol and layout.symbol.is_too_dense:
        found.append((Concern.CODE_TOO_DENSE, layout.symbol.address))
    black = layout.black
    if layout.symbol and layout.symbol.is_too_small(black):
        found.append((Concern.CODE_TOO_SMALL, f"{layout.symbol.module_mm(black):.2f}"))
    return found

"""The badge as a page of HTML: what stands on all badges of a print, and what may be chosen."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from eventsvc.domain.badges import Badge, Sign
from eventsvc.domain.own_designs import OwnDesign
from eventsvc.domain.sheets import NO_OFFSET, Backs, Box, Offset, Sheet
from eventsvc.outputs import qr
from eventsvc.outputs.badge_design import WEIGHTS, Design
from eventsvc.outputs.badge_layout import NO_SYMBOLS, Layout, Symbols, Text, lay_out
from eventsvc.outputs.fonts import REGULAR, SEMIBOLD
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.typesetting import MM_PER_PT, Setting, clean, lines


def _(text: str) -> str:
    """Mark ``text`` for translation; it is translated where it is drawn."""
    return text


SIGN_WORDS = {
    Sign.NO_PHOTOS: _("No photos"),
    Sign.PHOTOS: _("Photos are fine"),
    Sign.ASK: _("Please ask before a photo"),
}
_HEADING_SIZES = (7.5, 7.0, 6.5, 6.0)
_SMALLEST_WORDS = 7.0


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture (PNG) and its size in pixels."""

    data: bytes
    width: int
    height: int


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
        name_share: See ``Design``.
        most_code: See ``Design``.
        logo: PNG for the upper right corner.
        agenda: What stands on the backs: time and title.
        backs: Whether there are backs, and how the printer turns the paper.
        cut_marks: Print small crosses at the corners of the labels.
        own: A design that somebody wrote, instead of ours.
    """

    start: int = 1
    offset: Offset = NO_OFFSET
    languages: tuple[str, ...] = ("de",)
    title: str = ""
    heading: str = ""
    colour: str = "#1a3f7a"
    proof: bool = False
    name_share: tuple[float, float] = (0.32, 48.0)
    most_code: float = 26.0
    logo: Logo | None = None
    agenda: tuple[tuple[str, str], ...] = ()
    backs: Backs = Backs.NONE
    cut_marks: bool = False
    own: OwnDesign | None = None

    @property
    def is_foreign(self) -> bool:
        """Tell that what is drawn was written by somebody; see ``outputs.apart``."""
        return self.own is not None


DEFAULTS = PrintOptions()


class BadgeTemplate:
    """The design of a print, filled with badges."""

    def __init__(self, sheet: Sheet, options: PrintOptions) -> None:
        self.design = _design(sheet, options)
        self._options = options
        self._blanks: dict[Sign, str] = {}

    @property
    def title(self) -> str:
        """Title of the document."""
        return self._options.title or self.gettext("Name badges")

    def alternative(self, symbol: qr.Symbol) -> str:
        """Return what is said for ``symbol`` to somebody who cannot see it."""
        return self.gettext("QR code: %(address)s") % {"address": symbol.address}

    def blank(self, layout: Layout) -> str:
        """Return all that does not depend on the person, on a page of the label's size."""
        sign = layout.badge.sign
        if sign not in self._blanks:
            badge = Badge(given="", family="", mark=sign)
            empty = replace(layout, badge=badge, texts=_SLOTS, symbol=None)
            self._blanks[sign] = self._alone(empty, slots=True)
        return self._blanks[sign]

    @property
    def has_backs(self) -> bool:
        """Tell whether a page of backs follows each page."""
        return self._options.backs is not Backs.NONE and bool(self._options.agenda)

    def back(self, badge: Badge) -> str:
        """Return the back of ``badge``, which bears the same sign, on a page of its size."""
        options, design = self._options, self.design
        top = design.safe + (design.mark_height + 1 if badge.sign is not Sign.NONE else 0.0)
        return render(
            "badge_back.html",
            language=options.languages[0],
            title=self.title,
            design=design,
            sign=badge.sign,
            stripes=design.stripes,
            top=top,
            heading=design.heading or options.title,
            lines=options.agenda,
            size=_back_size(options.agenda, design, height=design.bottom - top),
        )

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

    def lay_out(self, badge: Badge, *, symbols: Symbols = NO_SYMBOLS) -> Layout:
        """Return ``badge`` set on the label."""
        return lay_out(badge, self.design, symbols=symbols)

    @cached_property
    def proof(self) -> tuple[str, float]:
        """The overprint of badges whose code leads nowhere yet, and its size; empty: none."""
        words = self.gettext("TEST PRINT") if self._options.proof else ""
        return words, _proof_size(words, self.design)

    @cached_property
    def _shared(self) -> dict[str, object]:
        design = self.design
        return {
            "heading": self._heading,
            "marked_headings": {
                sign: _heading(design, _beside_mark(design, sign), cut=False)
                for sign, _ in design.signs
            },
            "logo": data_address(self._options.logo) if design.logo[0] else "",
            "stripes": design.stripes,
            "proof": self.proof[0],
            "proof_size": self.proof[1],
        }

    @cached_property
    def _heading(self) -> tuple[str, float]:
        design = self.design
        return _heading(design, design.heading_right - design.safe, cut=True)

    @property
    def cut_heading(self) -> str:
        """The heading as it is cut; empty: it is whole, or the label bears none."""
        printed = self._heading[0]
        return printed if printed != self.design.heading else ""

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
        name_share=options.name_share,
        most_code=options.most_code,
    )
    if options.logo:
        height = 0.8 * design.mark_height
        width = min(height * options.logo.width / options.logo.height, 0.3 * design.width)
        design = replace(design, logo=(width, width * options.logo.height / options.logo.width))
    signs = tuple((sign, _words(sign, design, options.languages)) for sign in SIGN_WORDS)
    return replace(design, signs=signs)


def data_address(logo: Logo | None) -> str:
    """Return the picture as an address that needs no file."""
    data = base64.b64encode(logo.data).decode("ascii") if logo else ""
    return f"data:image/png;base64,{data}"


def _back_size(agenda: Sequence[tuple[str, str]], design: Design, *, height: float) -> float:
    """Return the largest size at which the agenda has room on the back, 6 pt at least."""
    width = design.width - 2 * design.safe
    for size in (12.0, 11.0, 10.0, 9.0, 8.0, 7.5, 7.0, 6.5):
        setting = Setting(weight=REGULAR, size=size, language="", hyphenate=False)
        times = max(setting.width(clean(time, REGULAR).text) for time, _ in agenda)
        room = width - times - 2.5
        count = sum(
            setting.least_lines(clean(title, REGULAR).text, 0.9 * room) if title else 1
            for _, title in agenda
        )
        if room > 0 and (count + 2) * size * 1.25 * MM_PER_PT + 0.6 * len(agenda) + 1 <= height:
            return size
    return 6.0


def _words(sign: Sign, design: Design, languages: Sequence[str]) -> tuple[str, float]:
    """Return the words beside a sign and their size: as many languages as stay readable."""
    words = list(
        dict.fromkeys(translations(language).gettext(SIGN_WORDS[sign]) for language in languages)
    )
    unit = Setting(weight=SEMIBOLD, size=1, language="", hyphenate=False)
    largest, room = 2.1 * design.mark_height, design.heading_right - design.words_left
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


def _beside_mark(design: Design, sign: Sign) -> float:
    text, size = design.words_of(sign)
    words = Setting(weight=SEMIBOLD, size=size, language="", hyphenate=False)
    return max(0.0, design.heading_right - design.words_left - words.width(text) - 3)


def _proof_size(proof: str, design: Design) -> float:
    """Return the size in points at which ``proof`` crosses the label."""
    unit = Setting(weight=SEMIBOLD, size=1, language="", hyphenate=False)
    return 0.74 * design.width / unit.width(proof) if proof else 1.0

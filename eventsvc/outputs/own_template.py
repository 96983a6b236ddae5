"""A design that an administrator wrote, filled with badges; the stamp draws it like any other.

Each text gets smaller in steps until it fits its slot, then a word is divided, then it is cut.
Slots are measured where the style sheet puts them, in CSS pixels; layouts are millimetres.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import escape

from eventsvc.domain.badge_styles import Field
from eventsvc.domain.badges import Badge, Sign
from eventsvc.domain.own_designs import CODE, LOGO, TEXT_SLOTS, Design, read
from eventsvc.domain.sheets import Sheet
from eventsvc.outputs.badge_layout import (
    LONGEST,
    NO_SYMBOLS,
    Layout,
    Symbols,
    Text,
    symbol_of,
    texts_of,
)
from eventsvc.outputs.badge_template import BadgeTemplate, PrintOptions, data_address
from eventsvc.outputs.engine.texts import Slot, skeleton, width_in
from eventsvc.outputs.fonts import REGULAR, SEMIBOLD
from eventsvc.outputs.templating import render
from eventsvc.outputs.typesetting import SLACK, Setting, clean, lines

MM_PER_PX, PT_PER_PX = 25.4 / 96, 0.75
_LEAST, _SMALLEST = 0.25, 5.0
"""Share of the size in the style sheet, and points, below which no text gets."""
_STEPS = 16
_USUAL_LINE = 1.15
"""Line height in em where the style sheet says none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _InSlot(Setting):
    """How a text is set in a slot: its fonts and spacing are those of the style sheet."""

    slot: Slot

    def width(self, text: str) -> float:
        """Return the width of ``text``, mm."""
        return width_in(self.slot, text, self.size / PT_PER_PX) * MM_PER_PX * SLACK


class OwnTemplate:
    """The template of ``options.own``; all else is as in the design it was copied from."""

    def __init__(self, sheet: Sheet, options: PrintOptions) -> None:
        if options.own is None:
            raise ValueError("no design of one's own")
        self._usual = BadgeTemplate(sheet, replace(options, own=None))
        self._options = options
        self._read: Design = read(options.own)
        self.title, self.alternative = self._usual.title, self._usual.alternative
        self.has_backs, self.back = self._usual.has_backs, self._usual.back

    @cached_property
    def _same(self) -> Mapping[str, str]:
        """What stands on all badges."""
        found = {"heading": clean(self._options.heading, REGULAR).text}
        if self._options.logo:
            found[LOGO] = data_address(self._options.logo)
        return found

    def lay_out(self, badge: Badge, *, symbols: Symbols = NO_SYMBOLS) -> Layout:
        """Return ``badge`` set into the slots; no text leaves its slot."""
        cleaned = {kind: clean(text, SEMIBOLD) for kind, text in self._texts(badge).items()}
        symbol = symbol_of(badge.address, symbols) if badge.address else None
        empty = Layout(
            badge=badge, texts=(), symbol=symbol, code=(0.0, 0.0, 0.0), cut=(), missing=()
        )
        slots = skeleton(self.blank(empty)).slots
        placed, cut = [], []
        for kind, slot in slots.items():  # in the order of the design, which is that of reading
            found = cleaned.get(kind)
            if found and found.text:
                text, is_cut = self._placed(kind, found.text, slot)
                placed.append(text)
                cut += [kind] * (is_cut or len(found.text) > LONGEST)
        return replace(
            empty,
            texts=tuple(placed),
            symbol=symbol if CODE in slots else None,
            code=_square(slots[CODE]) if CODE in slots else empty.code,
            cut=tuple(cut),
            missing=tuple(sorted({sign for one in cleaned.values() for sign in one.missing})),
        )

    @property
    def cut_heading(self) -> str:
        """The heading as it is cut; empty: it is whole, or the design has no place for it."""
        layout = self.lay_out(Badge(given="x", family="x"))
        if Field.HEADING not in layout.cut:
            return ""
        return " ".join(
            line for text in layout.texts if text.kind == Field.HEADING for line in text.lines
        )

    def _texts(self, badge: Badge) -> dict[str, str]:
        found = texts_of(badge)
        extra = {
            "address": badge.short_address,
            "heading": self._same["heading"],
            "sign": self._usual.design.words_of(badge.sign)[0],
        }
        found |= {kind: text for kind, text in extra.items() if text}
        return {kind: found[kind] for kind in TEXT_SLOTS if kind in found}

    def _present(self, layout: Layout) -> set[str]:
        """Return what ``data-if`` finds."""
        found = {*self._texts(layout.badge), *self._same.keys() & {LOGO}}
        if layout.symbol:
            found.add(CODE)
        return found if layout.badge.sign is Sign.NONE else found | {layout.badge.sign.value}

    def blank(self, layout: Layout) -> str:
        """Return all that does not depend on the person, on a page of the label's size."""
        texts = dict.fromkeys(TEXT_SLOTS, "x")
        return self._page(texts, present=self._present(layout), sizes=())

    def whole(self, layout: Layout) -> str:
        """Return ``layout`` without its code, on a page of the label's size."""
        texts = {
            text.kind: "<br>".join(str(escape(line)) for line in text.lines)
            for text in layout.texts
        }
        return self._page(texts, present=self._present(layout), sizes=layout.texts)

    def _page(self, texts: Mapping[str, str], *, present: set[str], sizes: tuple[Text, ...]) -> str:
        own = self._options.own
        return render(
            "own_badge.html",
            language=self._options.languages[0],
            title=self.title,
            design=self._usual.design,
            css=own.css if own else "",
            html=self._read.filled(
                {**dict.fromkeys(TEXT_SLOTS, ""), **texts, **self._logo}, present=present
            ),
            sizes=sizes,
            proof=self._usual.proof,
        )

    @property
    def _logo(self) -> dict[str, Any]:
        return {LOGO: self._same[LOGO]} if LOGO in self._same else {}

    def _placed(self, kind: str, text: str, slot: Slot) -> tuple[Text, bool]:
        """Return ``text`` in ``slot`` as large as it fits, and whether it was cut."""
        largest = slot.style["font_size"] * PT_PER_PX
        least = min(largest, max(_LEAST * largest, _SMALLEST))
        ratio = _line_ratio(slot.style)
        sizes = [largest - (largest - least) * step / (_STEPS - 1) for step in range(_STEPS)]
        tries = [(size, False) for size in sizes] + [(size, True) for size in sizes[_STEPS // 2 :]]
        for size, divide in tries:
            if found := self._lines(text, slot, size, ratio, divide=divide, cut=False):
                return _text(kind, found, size, slot, ratio), False
        found = self._lines(text, slot, least, ratio, divide=True, cut=True) or [""]
        return _text(kind, found, least, slot, ratio), True

    def _lines(
        self, text: str, slot: Slot, size: float, ratio: float, *, divide: bool, cut: bool
    ) -> list[str] | None:
        setting = _InSlot(
            weight=REGULAR,
            size=size,
            language=self._options.languages[0],
            hyphenate=divide,
            slot=slot,
        )
        count = max(1, int(slot.height * PT_PER_PX / (size * ratio) + 0.05))
        return lines(text[:LONGEST], setting, widths=[slot.width * MM_PER_PX] * count, cut=cut)


def _text(kind: str, found: list[str], size: float, slot: Slot, ratio: float) -> Text:
    return Text(kind, tuple(found), size, REGULAR, slot.top * MM_PER_PX, ratio)


def _line_ratio(style: Any) -> float:
    """Return the line height in em."""
    said = style["line_height"]
    if said == "normal":
        return _USUAL_LINE
    if isinstance(said, int | float):
        return float(said)
    return float(said.value / style["font_size"])


def _square(slot: Slot) -> tuple[float, float, float]:
    """Return the place of the code: its quiet zone fills the slot."""
    side = min(slot.width, slot.height) * MM_PER_PX
    return slot.left * MM_PER_PX, slot.top * MM_PER_PX, side

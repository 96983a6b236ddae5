"""Where each text of a badge stands, and how large: one rule for every label size.

The text runs down from the top; the QR code holds the lower right corner, and lines beside its
quiet zone are shorter. Of all ways to set a badge the one that gives up least is taken. Sizes
are points, lengths millimetres from the label's top left corner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from eventsvc.domain.badges import Badge, Sign
from eventsvc.outputs import qr
from eventsvc.outputs.badge_design import KINDS, LINE, OTHERS, Design, Way, attempts, line_height
from eventsvc.outputs.engine.texts import measure
from eventsvc.outputs.fonts import REGULAR, SEMIBOLD
from eventsvc.outputs.typesetting import ELLIPSIS, MM_PER_PT, SLACK, Setting, clean, lines

Symbols = Mapping[str, qr.Symbol]
"""Stored symbols by their address."""
NO_SYMBOLS: Symbols = MappingProxyType({})
LONGEST = 120
"""Characters of one text that any label could hold; more are cut before they are measured."""
_ADDRESS_SIZES = ((7.5, 1), (7.0, 1), (6.5, 1), (7.0, 2), (6.0, 2), (5.5, 3), (5.0, 4))


class Text(NamedTuple):
    """One text as it is set; ``top``: of its first line, ``line``: height of each in em."""

    kind: str
    lines: tuple[str, ...]
    size: float
    weight: int
    top: float
    line: float = LINE

    @property
    def leading(self) -> float:
        """Distance of its lines."""
        return line_height(self.size, self.line)

    @property
    def below(self) -> float:
        """Lower end."""
        return self.top + self.leading * len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A badge ready to draw, and what had to be given up.

    Args:
        badge: What is printed.
        texts: Its texts, from top to bottom.
        symbol: Its QR code, if it has one.
        code: Left, top and side of the symbol with its quiet zone.
        cut: Kinds of the texts that did not fit.
        missing: Characters that no font has.
    """

    badge: Badge
    texts: tuple[Text, ...]
    symbol: qr.Symbol | None
    code: tuple[float, float, float]
    cut: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def first_name_size(self) -> float:
        """Points; 0 when there is none."""
        return next((text.size for text in self.texts if text.kind == "given"), 0.0)

    @property
    def black(self) -> float:
        """Side of the code without its quiet zone."""
        if self.symbol is None:
            return 0.0
        return self.code[2] * self.symbol.modules / (self.symbol.modules + 2 * qr.QUIET_ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where text may stand: beside the code, from ``code_top`` down, only to ``narrow``."""

    left: float
    right: float
    narrow: float
    top: float
    code_top: float
    bottom: float

    def available(self, top: float, leading: float) -> float:
        """Return the length of a line between ``top`` and ``top + leading``."""
        return (self.right if top + leading <= self.code_top else self.narrow) - self.left


def lay_out(badge: Badge, design: Design, *, symbols: Symbols = NO_SYMBOLS) -> Layout:
    """Return ``badge`` set on a label of ``design``; no text ever leaves the label.

    A symbol that is not among the stored ``symbols`` is computed.
    """
    texts = texts_of(badge)
    cleaned = {kind: clean(text, SEMIBOLD) for kind, text in texts.items()}
    symbol = symbol_of(badge.address, symbols) if badge.address else None
    room = _room(badge, design, symbol)
    address = _address(badge, room, design)
    if address:
        room = replace(room, bottom=address.top - 0.9)
    placed, cut = _set(
        {kind: found.text[:LONGEST] for kind, found in cleaned.items()}, room, design
    )
    overlong = [kind for kind, found in cleaned.items() if len(found.text) > LONGEST]
    return Layout(
        badge=badge,
        texts=(*_spread(placed, room), *([address] if address else [])),
        symbol=symbol,
        code=_code(symbol, design) if symbol else (0.0, 0.0, 0.0),
        cut=tuple(kind for kind in KINDS if kind in {*cut, *overlong}),
        missing=tuple(sorted({sign for found in cleaned.values() for sign in found.missing})),
    )


def symbol_of(address: str, symbols: Symbols) -> qr.Symbol:
    """Return the stored symbol of ``address``, else compute it."""
    return symbols[address] if address in symbols else qr.symbol(address)


def texts_of(badge: Badge) -> dict[str, str]:
    """Return the texts by kind; a person of one name has it in the large line."""
    given, family = (badge.given, f"{badge.title} {badge.family}")
    if not given.strip():
        given, family = badge.family, badge.title
    texts = (given, family, badge.organisation, badge.second_line, badge.function)
    return {kind: text for kind, text in zip(KINDS, texts, strict=True) if text.strip()}


def _room(badge: Badge, design: Design, symbol: qr.Symbol | None) -> _Room:
    mark = 0.0 if badge.sign is Sign.NONE else design.mark_height + 0.3
    head = max(design.heading_height, mark)
    quiet = qr.QUIET_ZONE * symbol.module_mm(design.code) if symbol else 0.0
    taken = design.code + quiet if symbol else 0.0
    return _Room(
        left=design.safe,
        right=design.right,
        narrow=design.right - taken,
        top=design.safe + head,
        code_top=design.bottom - taken,
        bottom=design.bottom,
    )


def _code(symbol: qr.Symbol, design: Design) -> tuple[float, float, float]:
    """Return the place of ``symbol``: its black part ends where text ends."""
    quiet = qr.QUIET_ZONE * symbol.module_mm(design.code)
    side = design.code + 2 * quiet
    return design.right + quiet - side, design.bottom + quiet - side, side


def _address(badge: Badge, room: _Room, design: Design) -> Text | None:
    """Return the printed address, left of the code on its lower edge."""
    short = clean(badge.short_address, REGULAR).text
    for size, most in _ADDRESS_SIZES if short else ():
        setting = Setting(weight=REGULAR, size=size * design.scale, language="", hyphenate=False)
        found = lines(short, setting, widths=[room.narrow - room.left] * most, cut=False)
        if found:
            text = Text("address", tuple(found), setting.size, REGULAR, 0.0)
            return text._replace(top=room.bottom - text.below)
    return None


def _set(texts: dict[str, str], room: _Room, design: Design) -> tuple[list[Text], list[str]]:
    """Return the texts placed in the first way that has room for all, and the kinds cut."""
    tried: dict[tuple[Way, float], Text | None] = {}
    least = _Least(texts, room)
    has_room: dict[int, bool] = {}
    every = attempts(design)
    for ways, whole in every:
        enough = has_room.get(id(whole))
        if enough is None:
            enough = has_room[id(whole)] = least.fits(whole)
        if enough or ways is every[-1][0]:
            placed = _flow(texts, ways, room, tried)
            if len(placed) == len(texts):
                break
    found = {text.kind: text for text in placed}
    cut = [
        kind
        for kind, text in texts.items()
        if kind not in found
        or (found[kind].lines[-1].endswith(ELLIPSIS) and not text.endswith(ELLIPSIS))
    ]
    return placed, cut


class _Least(dict[Way, tuple[float, float]]):
    """The least height of a text in each way, above the code and beside it.

    Most ways cannot fit, and this tells it without setting a line.
    """

    def __init__(self, texts: dict[str, str], room: _Room) -> None:
        super().__init__()
        self._texts, self._room = texts, room

    def __missing__(self, way: Way) -> tuple[float, float]:
        room, text = self._room, self._texts.get(way.kind)
        self[way] = found = (
            _least_height(text, way, room.right - room.left),
            _least_height(text, way, room.narrow - room.left),
        )
        return found

    def fits(self, ways: tuple[Way, ...]) -> bool:
        """Tell whether all texts may have room."""
        top, beside, bottom = self._room.top, self._room.code_top, self._room.bottom
        for way in ways:
            wide, narrow = self[way]
            top += narrow if top + way.gap + way.leading > beside else wide
            if top > bottom:
                return False
        return True


def _least_height(text: str | None, way: Way, width: float) -> float:
    if text is None:
        return 0.0
    count = 1 if way.cut else way.setting.least_lines(text, width)
    return inf if count > way.most else way.gap + count * way.leading


def _flow(
    texts: dict[str, str],
    ways: tuple[Way, ...],
    room: _Room,
    tried: dict[tuple[Way, float], Text | None],
) -> list[Text]:
    """Return the texts one below the other, up to the first that does not fit."""
    placed: list[Text] = []
    top = room.top
    for way in ways:
        if way.kind not in texts:
            continue
        if (way, top) not in tried:
            tried[way, top] = _placed(texts[way.kind], way, top, room)
        found = tried[way, top]
        if found is None:
            break
        placed.append(found)
        top = found.below
    return placed


def _placed(text: str, way: Way, above: float, room: _Room) -> Text | None:
    """Return ``text`` below ``above``, or None when it has no room in this way."""
    top, setting = above + way.gap, way.setting
    if top + way.leading <= room.bottom and setting.width(text) <= room.available(top, way.leading):
        return Text(way.kind, (text,), setting.size, setting.weight, top)
    tops = [top + line * way.leading for line in range(way.most)]
    widths = [room.available(at, way.leading) for at in tops if at + way.leading <= room.bottom]
    found = lines(text, way.setting, widths=widths, cut=way.cut) if widths else None
    if found is None:
        return None
    return Text(way.kind, tuple(found), setting.size, setting.weight, top)


def _spread(texts: list[Text], room: _Room) -> list[Text]:
    """Return ``texts`` with the white that is left shared out above name and organisation."""
    spare = room.bottom - texts[-1].below if texts else 0.0
    spread: list[Text] = []
    free, held = spare, 0.0
    for text in reversed(texts):
        share = min(0.6 * spare, 9.0) if text.kind in OTHERS else min(0.1 * spare, 4.0)
        lower = _lowered(text, min(share, free), room)
        free = lower.top - text.top  # no further than the text below it, or they would overlap
        spread.append(lower)
        held = free if text.kind in OTHERS else held  # too wide beside the code: all stay above
    return [
        text._replace(top=text.top + held) if text.kind in OTHERS else lower
        for text, lower in zip(texts, spread[::-1], strict=True)
    ]


def _lowered(text: Text, most: float, room: _Room) -> Text:
    """Return ``text`` up to ``most`` further down, as far as its lines stay off the code."""
    if most <= 0:
        return text
    em, leading = text.size * MM_PER_PT * SLACK, text.leading
    widths = [measure(line, text.weight).width * em for line in text.lines]
    if max(widths) <= room.narrow - room.left:
        return text._replace(top=text.top + most)
    for quarter in (4, 3, 2, 1):
        top = text.top + most * quarter / 4
        if all(
            width <= room.available(top + line * leading, leading)
            for line, width in enumerate(widths)
        ):
            return text._replace(top=top)
    return text

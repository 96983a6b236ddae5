"""Designs of badges that an administrator writes: the HTML that is understood, and its faults.

``data-slot`` names what is written into an element, ``data-if`` when an element is there at all
(``data-if="not function"`` is the opposite). Nothing else is filled in, and nothing runs.
Lines count from 1.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from html.parser import HTMLParser

MOST = 60_000
"""Characters of HTML or CSS."""
TEXT_SLOTS = (
    "given",
    "family",
    "organisation",
    "second_line",
    "function",
    "address",
    "heading",
    "sign",
)
CODE, LOGO = "code", "logo"
SLOTS = (*TEXT_SLOTS, CODE, LOGO)
CONDITIONS = (*SLOTS, "no-photos", "photos", "ask")
"""What ``data-if`` asks for: that a slot has something in it, or which sign a person bears."""
_VOID = frozenset({"br", "hr", "img"})
_SVG = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "title")
)
_TEXT = frozenset(
    ("div", "p", "span", "b", "strong", "i", "em", "small", "h1", "h2", "h3", "ul", "ol", "li")
)
_KNOWN = _VOID | _SVG | _TEXT


class Part(StrEnum):
    """Where a fault is."""

    HTML = "html"
    CSS = "css"


class Reason(StrEnum):
    """What is wrong."""

    TOO_LONG = "too-long"
    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    ADDRESS = "address"
    BRACES = "braces"
    NOT_CLOSED = "not-closed"
    NOT_OPENED = "not-opened"
    SLOT = "slot"
    SLOT_TWICE = "slot-twice"
    SLOT_INSIDE = "slot-inside"
    SLOT_TURNED = "slot-turned"
    CONDITION = "condition"
    NO_NAME = "no-name"
    NO_ROOM = "no-room"
    PROPERTY = "property"
    VALUE = "value"
    RULE = "rule"
    TOO_MUCH = "too-much"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps a design from being drawn. ``line`` 0: the whole part."""

    part: Part
    line: int
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OwnDesign:
    """A design as it was written."""

    html: str
    css: str


@dataclass(slots=True)
class _Element:
    """An element by its places in the text: its tag, what is inside, its end."""

    tag: str
    line: int
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    slot: str = ""
    condition: str = ""


@dataclass(slots=True)
class Design:
    """The HTML of a design, read; ``faults`` must be empty before it is ``filled``."""

    html: str
    elements: list[_Element] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def filled(self, texts: Mapping[str, str], *, present: Collection[str]) -> str:
        """Return the HTML with ``texts`` in its slots, without what is not ``present``.

        ``texts`` are HTML already; that of the logo is the address of its picture.
        """
        parts, at = [], 0
        for start, end, new in sorted(self._edits(texts, present)):
            if start >= at:
                parts += [self.html[at:start], new]
                at = end
        return "".join((*parts, self.html[at:]))

    def _edits(
        self, texts: Mapping[str, str], present: Collection[str]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield begin and end of what is replaced, and by what; the outer before the inner."""
        for one in self.elements:
            wanted = one.condition.removeprefix("not ")
            is_there = (wanted in present) != one.condition.startswith("not ")
            if (one.condition and not is_there) or (one.slot == LOGO and LOGO not in present):
                yield one.start, one.end, ""
            elif one.slot == LOGO:
                end = one.start + len("<img")
                yield end, end, f' src="{escape(texts[LOGO])}"'
            elif one.slot in texts:
                yield one.inner, one.inner_end, texts[one.slot]


class _Reader(HTMLParser):
    """Notes elements and faults."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found = Design(html)
        self._open: list[_Element] = []
        self._starts = [0]
        for line in html.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.feed(html)
        self.close()
        for one in self._open:
            self.fault(Reason.NOT_CLOSED, one.tag, line=one.line)

    def fault(self, reason: Reason, detail: str = "", *, line: int = 0) -> None:
        """Note what is wrong where the reader is, or in ``line``."""
        self.found.faults.append(Fault(Part.HTML, line or self.getpos()[0], reason, detail))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins, and ends at once where it can hold nothing."""
        one = self._begun(tag, attrs)
        if tag in _VOID:
            one.inner_end = one.end = one.inner
        else:
            self._open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends where it begins; HTML has none but those that are void."""
        one = self._begun(tag, attrs)
        if tag not in _VOID and not any(outer.tag == "svg" for outer in self._open):
            self.fault(Reason.NOT_CLOSED, tag)
        one.inner_end = one.end = one.inner

    def handle_endtag(self, tag: str) -> None:
        """End the element that was opened last."""
        if not any(one.tag == tag for one in self._open):
            self.fault(Reason.NOT_OPENED, tag)
            return
        while (one := self._open.pop()).tag != tag:
            self.fault(Reason.NOT_CLOSED, one.tag, line=one.line)
        one.inner_end = self._place()
        one.end = self.found.html.find(">", one.inner_end) + 1 or len(self.found.html)

    def handle_data(self, data: str) -> None:
        """Refuse what would be a placeholder elsewhere."""
        if "{{" in data or "{%" in data:
            self.fault(Reason.BRACES)

    def _begun(self, tag: str, attrs: list[tuple[str, str | None]]) -> _Element:
        start = self._place()
        one = _Element(tag, self.getpos()[0], start, start + len(self.get_starttag_text() or ""))
        if tag not in _KNOWN:
            self.fault(Reason.ELEMENT, tag)
        for name, value in attrs:
            self._attribute(one, name, value or "")
        self.found.elements.append(one)
        return one

    def _attribute(self, one: _Element, name: str, value: str) -> None:
        if name == "data-slot":
            self._slot(one, value)
        elif name == "data-if":
            one.condition = " ".join(value.split())
            if one.condition.removeprefix("not ") not in CONDITIONS:
                self.fault(Reason.CONDITION, value)
        elif name == "style" or name.startswith("on"):
            self.fault(Reason.ATTRIBUTE, name)
        elif name in {"src", "href", "xlink:href"} and not value.startswith("data:image/"):
            self.fault(Reason.ADDRESS, value)

    def _slot(self, one: _Element, value: str) -> None:
        one.slot = value
        if value not in SLOTS or (value == LOGO) != (one.tag == "img"):
            self.fault(Reason.SLOT, value)
        elif any(other.slot == value for other in self.found.elements):
            self.fault(Reason.SLOT_TWICE, value)
        elif any(outer.slot for outer in self._open):
            self.fault(Reason.SLOT_INSIDE, value)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column


def read(own: OwnDesign) -> Design:
    """Return the design with what is wrong in its HTML and can be told without drawing it."""
    long = [part for part, text in zip(Part, (own.html, own.css), strict=True) if len(text) > MOST]
    if long:
        return Design("", faults=[Fault(part, 0, Reason.TOO_LONG, str(MOST)) for part in long])
    found = _Reader(own.html).found
    if not any(one.slot in {"given", "family"} for one in found.elements):
        found.faults.append(Fault(Part.HTML, 0, Reason.NO_NAME))
    if "</style" in own.css.lower():
        line = own.css.lower().partition("</style")[0].count("\n") + 1
        found.faults.append(Fault(Part.CSS, line, Reason.RULE, "</style"))
    return found

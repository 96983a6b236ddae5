"""WeasyPrint's private parts: measuring text, and drawing it without laying out a page for it.

The only module that touches them (the version is pinned). Whatever is drawn here comes from the
same Pango, the same fonts and the same drawing code as a page that WeasyPrint lays out itself;
a test compares both glyph by glyph. Lengths are CSS pixels (1/96 inch), from the top left corner.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, TypeVar

from eventsvc.outputs.fonts import RENDERING, configuration
from eventsvc.outputs.pdf import strictly

T = TypeVar("T")
_MEASURED_AT = 100.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Width in em, and the characters that no font of this machine can draw."""

    width: float
    missing: frozenset[str]


@lru_cache(maxsize=20_000)
def measure(text: str, weight: int) -> Measured:
    """Return how wide ``text`` is on one line, shaped and kerned as it will be printed."""
    if not text:
        return Measured(0.0, frozenset())
    from weasyprint.text.line_break import line_size  # noqa: PLC0415 -- slow import

    with RENDERING:
        layout = _measuring(weight)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, _ = line_size(line, layout.style)
        unknown = frozenset(_unknown(line))
    return Measured(width / _MEASURED_AT, unknown)


def _unknown(line: Any) -> Iterator[str]:
    """Yield the characters of a Pango line that would be drawn as boxes."""
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415 -- slow import

    run = line.runs
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        for index in range(glyphs.num_glyphs):
            glyph = glyphs.glyphs[index].glyph
            if glyph != pango.PANGO_GLYPH_EMPTY and glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                yield chr(glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG)
        run = run.next


@lru_cache(maxsize=2)
def _measuring(weight: int) -> Any:
    """Return a Pango layout in the style that the page's CSS gives to text of ``weight``."""
    from weasyprint.text.line_break import Layout  # noqa: PLC0415 -- slow import

    html = (
        f"<p data-slot='x' style=\"font: {weight} {_MEASURED_AT}px 'Fira Sans', sans-serif; "
        'white-space: pre">x</p>'
    )
    return Layout(skeleton(html).slots["x"].style)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """Where a text goes: the style and the place that the design's CSS gives it."""

    name: str
    style: Any
    left: float
    width: float

    def indent(self, width: float) -> float:
        """Return how far right a line of ``width`` begins (CSS Text 3, 7.1)."""
        start = float(self.style["direction"] == "rtl")
        shares = {"left": 0.0, "right": 1.0, "center": 0.5, "end": 1 - start}
        free = self.width - width
        return free * (shares.get(self.style["text_align_all"], start) if free > 0 else start)


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """A page laid out once, to be drawn any number of times: its slots by name, its words."""

    page: Any
    slots: dict[str, Slot]
    words: tuple[str, ...]


@lru_cache(maxsize=64)
def skeleton(html: str) -> Skeleton:
    """Return the only page of ``html``; what stands in its ``data-slot`` elements is not drawn.

    Raises:
        PdfError: A part is missing, a style is not understood.
    """
    from weasyprint import HTML  # noqa: PLC0415 -- slow import
    from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415 -- slow import

    with RENDERING, strictly() as fetcher:
        [page] = HTML(string=html, url_fetcher=fetcher).render(font_config=configuration()).pages
    slots: dict[str, Slot] = {}
    boxes = list(page._page_box.descendants(placeholders=True))  # noqa: SLF001 -- they lie nowhere else
    for box in boxes:
        name = box.element.get("data-slot") if box.element is not None else None
        if name is not None and isinstance(box, TextBox):
            box.text = ""
        elif name is not None and name not in slots:
            slots[name] = Slot(name, box.style, box.content_box_x(), box.width)
    words = (box.text.strip() for box in boxes if isinstance(box, TextBox))
    return Skeleton(page, slots, tuple(filter(None, words)))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its drawing operators, its width, and its reach around the baseline."""

    operators: bytes
    width: float
    above: float
    below: float


@dataclass(slots=True)
class _TextBox:
    """What WeasyPrint's drawing asks of a box of text."""

    style: Any
    pango_layout: Any = None
    text: str = ""
    baseline: float = 0.0


def _resized(style: Any, size: float) -> Any:
    """Return ``style`` as the cascade makes it for a font of ``size``: lengths in em follow."""
    from weasyprint.css import ComputedStyle  # noqa: PLC0415 -- slow import

    resized = ComputedStyle(
        style.parent_style,
        style.cascaded,
        style.pseudo_type,
        style.root_style,
        style.base_url,
        style.font_config,
        style.initial_page_sizes,
    )
    resized["font_size"] = size
    return resized


class _Setter:
    """Sets lines of one slot at one size."""

    def __init__(self, slot: Slot, size: float, leading: float) -> None:
        self.box = _TextBox(_resized(slot.style, size))
        self.leading = leading
        self.used = False
        self._renew()
        self.strut = self._above(" ")[0]

    def _renew(self) -> None:
        from weasyprint.text.ffi import pango  # noqa: PLC0415 -- slow import
        from weasyprint.text.line_break import Layout  # noqa: PLC0415 -- slow import

        layout = self.box.pango_layout = Layout(self.box.style)
        # Drawing does the same, and a change would make Pango shape the text a second time.
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)

    def _above(self, text: str) -> tuple[float, float]:
        """Return how far a line box reaches above its baseline, and the width of ``text``.

        Half of the leading goes above the text, half below (CSS 2.1, 10.8.1).
        """
        from weasyprint.text.ffi import FROM_UNITS, pango  # noqa: PLC0415 -- slow import
        from weasyprint.text.line_break import line_size  # noqa: PLC0415 -- slow import

        layout, style = self.box.pango_layout, self.box.style
        if self.used and (style["letter_spacing"] != "normal" or style["word_spacing"]):
            self._renew()  # or the spaces of the last text would stay
            layout = self.box.pango_layout
        self.used = True
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, height = line_size(line, style)
        baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        return baseline + (self.leading - height) / 2, width

    def line(self, text: str, stream: Any) -> Line | None:
        from weasyprint.draw.text import draw_first_line  # noqa: PLC0415 -- slow import
        from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415 -- slow import
        from weasyprint.matrix import Matrix  # noqa: PLC0415 -- slow import

        self.box.text = text
        TextBox.process_text_transform(self.box)
        above, width = self._above(self.box.text)
        stream.stream = []
        stream.begin_text()
        pictures = draw_first_line(stream, self.box, "clip", "none", Matrix(d=-1))
        stream.end_text()
        if pictures:  # coloured glyphs are drawn as images beside the text
            return None
        # Without BT, the text matrix and ET, which belong to the place.
        operators = b" ".join(map(_bytes, stream.stream[2:-1]))
        below = self.leading - min(above, self.strut)
        return Line(operators, width, max(above, self.strut), below)


def _bytes(operator: Any) -> bytes:
    return operator if isinstance(operator, bytes) else str(operator).encode("ascii")


class Press:
    """Draws on the pages of one document; whatever repeats is drawn once and kept."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream.clone()
        self._forms: dict[object, bytes] = {}
        self._setters: dict[tuple[Slot, float, float], _Setter] = {}
        self._lines: dict[tuple[Slot, float, float, str], Line | None] = {}
        self._colours: dict[Slot, bytes] = {}

    def form(self, drawn: Skeleton) -> bytes:
        """Return the operators that draw ``drawn`` with its upper left corner at 0, 0."""
        from weasyprint.draw import draw_page  # noqa: PLC0415 -- slow import

        if drawn not in self._forms:
            group = self._stream.add_group(0, 0, drawn.page.width, drawn.page.height)
            del group.extra["Group"]  # opaque ink needs no transparency, printers draw it faster
            draw_page(drawn.page._page_box, group)  # noqa: SLF001
            self._forms[drawn] = b"/%b Do" % group.id.encode("ascii")
        return self._forms[drawn]

    def picture(self, key: str, draw: Callable[[], bytes], *, side: float) -> bytes:
        """Return the operators that draw the square picture ``key``, made by ``draw`` once."""
        from pydyf import Array, Stream  # noqa: PLC0415 -- slow import

        if key not in self._forms:
            objects = self._stream._resources["XObject"]  # noqa: SLF001
            box = Array([0, 0, side, side])
            extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": box}
            name = f"x{len(objects)}"
            objects[name] = Stream([draw()], extra, compress=True)
            self._forms[key] = b"/%b Do" % name.encode("ascii")
        return self._forms[key]

    def line(self, slot: Slot, text: str, *, size: float, leading: float) -> Line | None:
        """Return ``text`` as ``slot`` sets it, or None when only a full layout can draw it."""
        key = (slot, size, leading, text)
        if key not in self._lines:
            if key[:3] not in self._setters:
                self._setters[key[:3]] = _Setter(slot, size, leading)
            self._lines[key] = self._setters[key[:3]].line(text, self._stream)
        return self._lines[key]

    def colour(self, slot: Slot) -> bytes:
        """Return the operators that choose the colour of ``slot``."""
        if slot not in self._colours:
            stream = self._stream.clone()
            stream.set_color(slot.style["color"])
            self._colours[slot] = b" ".join(map(_bytes, stream.stream))
        return self._colours[slot]


@dataclass(slots=True)
class _Paper:
    """A page as WeasyPrint writes it, drawn by us."""

    width: float
    height: float
    draw: Callable[[Any], bytes]
    bleed: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("top", "right", "bottom", "left"), 0)
    )
    links: tuple[()] = ()
    bookmarks: tuple[()] = ()
    anchors: dict[str, Any] = field(default_factory=dict)
    forms: dict[None, list[Any]] = field(default_factory=lambda: {None: []})

    def paint(self, stream: Any, scale: float) -> None:
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            stream.stream.append(self.draw(stream))


def _deflate(part: Any) -> None:
    """Compress a stream ourselves: the writer's level 9 takes twice the time for 1 %."""
    from pydyf import Stream  # noqa: PLC0415 -- slow import

    if isinstance(part, Stream) and part.compress:
        part.compress = False
        part.stream = [zlib.compress(b"\n".join(map(_bytes, part.stream)))]
        part.extra["Filter"] = "/FlateDecode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The pages of a document: their size, and what the document says about itself."""

    width: float
    height: float
    title: str
    language: str


def write(
    sheets: Sequence[T],
    paper: Paper,
    *,
    draw: Callable[[Press, T], bytes],
    finish: Callable[[Any], None],
) -> bytes:
    """Return a PDF with one page for each of ``sheets``, drawn by ``draw``.

    ``finish`` gets the whole ``pydyf.PDF`` before it is written.
    """
    from weasyprint.document import Document  # noqa: PLC0415 -- slow import
    from weasyprint.pdf.metadata import DocumentMetadata  # noqa: PLC0415 -- slow import

    presses: list[Press] = []

    def on(stream: Any, sheet: T) -> bytes:
        if not presses:
            presses.append(Press(stream))
        return draw(presses[0], sheet)

    def finisher(document: Any, pdf: Any) -> None:
        finish(pdf)
        document.metadata.include_in_pdf(pdf, "ua", 1, conformance=None, compress=True)
        for part in pdf.objects:
            _deflate(part)

    pages = [_Paper(paper.width, paper.height, partial(on, sheet=sheet)) for sheet in sheets]
    metadata = DocumentMetadata(title=paper.title, lang=paper.language)
    with RENDERING, strictly() as fetcher:
        document = Document(pages, metadata, fetcher, configuration(), {}, None)
        return bytes(document.write_pdf(finisher=finisher, pdf_version="1.7"))

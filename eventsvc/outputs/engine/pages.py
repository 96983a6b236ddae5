"""Pages: forms that repeat, texts in their places, and the document that holds them."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from eventsvc.outputs.engine.texts import Line, Setter, Skeleton, Slot, as_bytes
from eventsvc.outputs.fonts import RENDERING, configuration
from eventsvc.outputs.pdf import strictly

T = TypeVar("T")


class Press:
    """Draws on the pages of one document; whatever repeats is drawn once and kept."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream.clone()
        self._forms: dict[object, bytes] = {}
        self._setters: dict[tuple[Slot, float, float], Setter] = {}
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
                self._setters[key[:3]] = Setter(slot, size, leading)
            self._lines[key] = self._setters[key[:3]].line(text, self._stream)
        return self._lines[key]

    def colour(self, slot: Slot) -> bytes:
        """Return the operators that choose the colour of ``slot``."""
        if slot not in self._colours:
            stream = self._stream.clone()
            stream.set_color(slot.style["color"])
            self._colours[slot] = b" ".join(map(as_bytes, stream.stream))
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
        part.stream = [zlib.compress(b"\n".join(map(as_bytes, part.stream)))]
        part.extra["Filter"] = "/FlateDecode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The pages of a document: their size, and what the document says about itself."""

    width: float
    height: float
    title: str
    language: str


class _Painter(Generic[T]):
    """Draws one page after the other, and keeps those that are done compressed."""

    def __init__(self, draw: Callable[[Press, T], bytes]) -> None:
        self._draw = draw
        self._press: Press | None = None
        self._last: Any = None

    def paint(self, stream: Any, *, sheet: T) -> bytes:
        self._press = self._press or Press(stream)
        if self._last:
            _deflate(self._last)
        self._last = stream
        return self._draw(self._press, sheet)


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

    def finisher(document: Any, pdf: Any) -> None:
        finish(pdf)
        document.metadata.include_in_pdf(pdf, "ua", 1, conformance=None, compress=True)
        for part in pdf.objects:
            _deflate(part)

    painter = _Painter(draw)
    pages = [
        _Paper(paper.width, paper.height, partial(painter.paint, sheet=sheet)) for sheet in sheets
    ]
    metadata = DocumentMetadata(title=paper.title, lang=paper.language)
    with RENDERING, strictly() as fetcher:
        document = Document(pages, metadata, fetcher, configuration(), {}, None)
        return bytes(document.write_pdf(finisher=finisher, pdf_version="1.7"))

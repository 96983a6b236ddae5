"""Pages: forms that repeat, texts in their places, and the document that holds them."""

from dataclasses import dataclass
from typing import Any

from eventsvc.outputs.engine.file import PdfFile
from eventsvc.outputs.engine.texts import Line, Setter, Skeleton, Slot, as_bytes, plain_line

PT_PER_PX = 0.75
_MOST_LINES = 4000
"""Kept for badges to come; a longer print draws some twice and needs no more memory."""


class Press:
    """Draws on the pages of one document; whatever repeats is drawn once and kept."""

    def __init__(self, file: PdfFile, stream: Any) -> None:
        self._file, self._stream = file, stream
        self._forms: dict[object, bytes] = {}
        self._pictures: dict[str, int] = {}
        self._setters: dict[tuple[Slot, float, float], Setter] = {}
        self._lines: dict[tuple[Slot, float, float, str], Line | None] = {}
        self._hard: set[tuple[Slot, float, float, str]] = set()
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

    def picture(self, key: str, deflated: bytes, *, side: float) -> bytes:
        """Return the operators that draw the square picture ``key``, written to the file once."""
        if key not in self._forms:
            name, number = f"s{len(self._pictures)}", self._file.reserve()
            entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %d %d]" % (side, side)
            self._file.put_deflated(number, deflated, entries)
            self._pictures[name] = number
            self._forms[key] = b"/%b Do" % name.encode("ascii")
        return self._forms[key]

    def resources(self, objects: Any) -> bytes:
        """Return the dictionary of all that was drawn with; ``objects`` gets its parts."""
        from weasyprint import DEFAULT_OPTIONS  # noqa: PLC0415 -- slow import
        from weasyprint.pdf import _use_references  # noqa: PLC0415 -- slow import
        from weasyprint.pdf.fonts import build_fonts_dictionary  # noqa: PLC0415 -- slow import

        resources, options = self._stream._resources, {**DEFAULT_OPTIONS, "pdf_version": "1.7"}  # noqa: SLF001
        fonts = build_fonts_dictionary(objects, self._stream._fonts, True, True, options)  # noqa: SLF001
        objects.add_object(fonts)
        resources["Font"] = fonts.reference
        _use_references(objects, resources, self._stream._images, {})  # noqa: SLF001
        for name, number in self._pictures.items():
            resources["XObject"][name] = b"%d 0 R" % number
        return bytes(resources.data)

    def line(self, slot: Slot, text: str, *, size: float, leading: float) -> Line | None:
        """Return ``text`` as ``slot`` sets it, or None when only a full layout can draw it."""
        key = (slot, size, leading, text)
        if len(self._lines) > _MOST_LINES:
            self._lines.clear()
            self._hard.clear()
        if key not in self._lines:
            self._lines[key] = plain_line(slot, text, self._stream, size=size, leading=leading)
        if self._lines[key] is None and key not in self._hard:
            self._hard.add(key)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The pages of a document: their size in points, and what the document says about itself."""

    width: float
    height: float
    title: str
    language: str


class Document:
    """A PDF whose pages are written one after the other, and not kept."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self.file = file = PdfFile()
        self._catalogue, self._pages, self._resources = (file.reserve() for _ in range(3))
        self._objects = _Objects(file)
        self.press = Press(file, _stream(self._objects, paper))
        self._numbers: list[int] = []

    def reserve_page(self) -> int:
        """Return the number of the next page."""
        return self.file.reserve()

    def add_page(self, number: int, content: bytes, entries: bytes) -> None:
        """Write a page that is drawn in CSS pixels from its upper left corner."""
        paper, stream = self._paper, self.file.reserve()
        flipped = b"%.5g 0 0 -%.5g 0 %.6f cm\n" % (PT_PER_PX, PT_PER_PX, paper.height)
        self.file.put_stream(stream, flipped + content)
        box = b"[0 0 %.6f %.6f]" % (paper.width, paper.height)
        self.file.put(
            number,
            b"<</Type/Page/Parent %d 0 R/MediaBox%b/TrimBox%b/Resources %d 0 R/Contents %d 0 R%b>>"
            % (self._pages, box, box, self._resources, stream, entries),
        )
        self._numbers.append(number)

    def finish(self, entries: bytes) -> bytes:
        """Return the file; ``entries`` of the catalogue come from the structure tree."""
        kids = b" ".join(b"%d 0 R" % number for number in self._numbers)
        self.file.put(
            self._pages, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._numbers), kids)
        )
        self.file.put(self._resources, self.press.resources(self._objects))
        return self._objects.finish(self._paper, self._catalogue, self._pages, entries)


class _Objects:
    """What WeasyPrint takes for a PDF: it numbers objects, and they are written at the end."""

    def __init__(self, file: PdfFile) -> None:
        from pydyf import Dictionary  # noqa: PLC0415 -- slow import

        self._file = file
        self._waiting: list[Any] = []
        self.catalog = Dictionary({"Type": "/Catalog"})

    def add_object(self, part: Any) -> None:
        """Give ``part`` a number."""
        part.number = self._file.reserve()
        self._waiting.append(part)

    def finish(self, paper: Paper, catalogue: int, pages: int, entries: bytes) -> bytes:
        """Write everything that waits, and return the file."""
        from pydyf import String  # noqa: PLC0415 -- slow import
        from weasyprint import VERSION  # noqa: PLC0415 -- slow import
        from weasyprint.pdf.metadata import DocumentMetadata  # noqa: PLC0415 -- slow import

        metadata = DocumentMetadata(title=paper.title, lang=paper.language)
        metadata.include_in_pdf(self, "ua", 1, conformance=None, compress=True)
        for part in self._waiting:
            self._put(part)
        self.catalog["Lang"] = String(paper.language)
        said = self.catalog.data[2:-2], pages, entries
        self._file.put(catalogue, b"<<%b/Pages %d 0 R%b>>" % said)
        names = String(f"WeasyPrint {VERSION}").data, String(paper.title).data
        info = self._file.add(b"<</Producer%b/Title%b>>" % names)
        return self._file.finish(root=catalogue, info=info)

    def _put(self, part: Any) -> None:
        from pydyf import Dictionary, Stream  # noqa: PLC0415 -- slow import

        if not isinstance(part, Stream):
            self._file.put(part.number, part.data)
        elif part.compress:
            content = b"\n".join(map(as_bytes, part.stream))
            self._file.put_stream(part.number, content, Dictionary(part.extra).data[2:-2])
        else:
            self._file.put_plain(part.number, part.data)


def _stream(objects: _Objects, paper: Paper) -> Any:
    """Return a stream as WeasyPrint makes one for each page; everything is drawn by copies."""
    from pydyf import Array, Dictionary  # noqa: PLC0415 -- slow import
    from tinycss2.color5 import (  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow import
        D50,
        D65,
    )
    from weasyprint.pdf.stream import Stream  # noqa: PLC0415 -- slow import

    reach = Array((-125, 125, -125, 125))
    colours = Dictionary(
        {
            name: Array(("/Lab", Dictionary({"WhitePoint": Array(white), "Range": reach})))
            for name, white in (("lab-d50", D50), ("lab-d65", D65))
        }
    )
    objects.add_object(colours)
    kinds = ("ExtGState", "XObject", "Pattern", "Shading")
    resources = Dictionary({kind: Dictionary() for kind in kinds})
    resources["ColorSpace"] = colours.reference
    rectangle = (0, 0, paper.width / PT_PER_PX, paper.height / PT_PER_PX)
    return Stream({}, rectangle, resources, {}, None, {}, None, compress=True)

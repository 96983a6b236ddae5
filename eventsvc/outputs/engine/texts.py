"""Texts: how wide they are, which style a page gives them, and what draws them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from eventsvc.outputs.engine.shaping import MEASURED_AT, Face, is_plain, language_of
from eventsvc.outputs.fonts import RENDERING, configuration
from eventsvc.outputs.pdf import strictly


@dataclass(frozen=True, slots=True)
class Measured:
    """Width in em, and the characters that no font of this machine can draw."""

    width: float
    missing: frozenset[str]


@lru_cache(maxsize=8192)
def measure(text: str, weight: int) -> Measured:
    """Return how wide ``text`` is on one line, shaped and kerned as it will be printed."""
    if not text:
        return Measured(0.0, frozenset())
    from weasyprint.text.line_break import line_size  # noqa: PLC0415 -- slow import

    with RENDERING:
        layout, face = _measuring(weight)
        shaped = face.shape(text) if face else None
        if shaped:
            return Measured(shaped.width, frozenset())
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, _ = line_size(line, layout.style)
        unknown = frozenset(_unknown(line))
    return Measured(width / MEASURED_AT, unknown)


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
def _measuring(weight: int) -> tuple[Any, Face | None]:
    """Return a Pango layout in the style that the page's CSS gives to text of ``weight``."""
    from weasyprint.text.line_break import Layout  # noqa: PLC0415 -- slow import

    html = (
        f"<p data-slot='x' style=\"font: {weight} {MEASURED_AT}px 'Fira Sans', sans-serif; "
        'white-space: pre">x</p>'
    )
    style = skeleton(html).slots["x"].style
    return Layout(style), face_of(style)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """Where a text goes: the style and the place that the design's CSS gives it."""

    name: str
    style: Any
    left: float
    top: float
    width: float
    height: float
    face: Face | None

    def indent(self, width: float) -> float:
        """Return how far right a line of ``width`` begins (CSS Text 3, 7.1)."""
        start = float(self.style["direction"] == "rtl")
        shares = {"left": 0.0, "right": 1.0, "center": 0.5, "end": 1 - start}
        free = self.width - width
        return free * (shares.get(self.style["text_align_all"], start) if free > 0 else start)


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """A page laid out once: its slots by name, its words, the slots that CSS would turn."""

    page: Any
    slots: dict[str, Slot]
    words: tuple[str, ...]
    turned: tuple[str, ...]


@lru_cache(maxsize=64)
def skeleton(html: str, *, is_whole: bool = False) -> Skeleton:
    """Return the only page of ``html``; what stands in its slots is drawn if it ``is_whole``.

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
            box.text = box.text if is_whole else ""
        elif name is not None and name not in slots:
            slots[name] = _slot(name, box)
    words = (box.text.strip() for box in boxes if isinstance(box, TextBox))
    return Skeleton(page, slots, tuple(filter(None, words)), _turned(boxes))


def _slot(name: str, box: Any) -> Slot:
    return Slot(
        name=name,
        style=box.style,
        left=box.content_box_x(),
        top=box.content_box_y(),
        width=box.width,
        height=box.height,
        face=face_of(box.style),
    )


def _turned(boxes: Iterable[Any]) -> tuple[str, ...]:
    """Return the names of slots inside of boxes that are transformed."""
    inside = (
        inner
        for box in boxes
        if box.style["transform"]
        for inner in (
            box,
            *(box.descendants(placeholders=True) if hasattr(box, "children") else ()),
        )
    )
    names = (box.element.get("data-slot") for box in inside if box.element is not None)
    return tuple(sorted({name for name in names if name}))


@lru_cache(maxsize=8192)
def width_in(slot: Slot, text: str, size: float) -> float:
    """Return how wide ``text`` is in the fonts of ``slot`` at ``size``, pixels."""
    shaped = slot.face.shape(text) if slot.face else None
    if shaped:
        return shaped.width * size
    with RENDERING:
        return Setter(slot, size, size).width(text)


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


class Setter:
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

    def width(self, text: str) -> float:
        """Return how wide ``text`` will be."""
        from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415 -- slow import

        self.box.text = text
        TextBox.process_text_transform(self.box)
        return self._above(self.box.text)[1]

    def line(self, text: str, stream: Any) -> Line | None:
        """Return ``text``, its fonts noted in ``stream``; None when only a layout can draw it."""
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
        operators = b" ".join(map(as_bytes, stream.stream[2:-1]))
        below = self.leading - min(above, self.strut)
        return Line(operators, width, max(above, self.strut), below)


def plain_line(slot: Slot, text: str, stream: Any, *, size: float, leading: float) -> Line | None:
    """Return a plain text as WeasyPrint would draw it; None when only a ``Setter`` can."""
    face = slot.face
    shaped = face.shape(text) if face else None
    if not face or not shaped:
        return None
    font = stream.add_font(face.pango_font)[0]
    widths, said = font.widths, font.to_unicode
    for glyph, _ in shaped.glyphs:
        if glyph not in said:
            said[glyph] = face.said[glyph]
            widths.setdefault(glyph, face.thousandths(glyph))
    shown = f"/{font.hash} {size:.6g} Tf [<{face.shown(shaped, size)}>] TJ".replace("<>", "")
    above = face.above * size + (leading - face.height * size) / 2
    return Line(shown.encode("ascii"), shaped.width * size, above, leading - above)


@lru_cache(maxsize=64)
def _face(font: int, language: str) -> list[Face]:  # noqa: ARG001 -- only keys
    """Return where the face of a font and a language is kept; at first empty."""
    return []


def face_of(style: Any) -> Face | None:
    """Return the font that plain texts of ``style`` have; None when only Pango can set them."""
    from weasyprint.text.fonts import get_pango_font_key  # noqa: PLC0415 -- slow import
    from weasyprint.text.line_break import Layout  # noqa: PLC0415 -- slow import

    if not is_plain(style):
        return None
    face = Face(Layout(_resized(style, MEASURED_AT)), language_of(style["lang"]))
    kept = _face(get_pango_font_key(face.pango_font)[0], face.language)
    kept.append(face)
    return kept[0]


def as_bytes(operator: Any) -> bytes:
    """Return an operator of a content stream as it is written."""
    return operator if isinstance(operator, bytes) else str(operator).encode("ascii")

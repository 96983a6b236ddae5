"""Printed pages as other programs see them: pictures, words, codes."""

import io
from collections.abc import Iterator
from ctypes import c_double, c_int, c_uint, create_string_buffer
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import raw
from pyzbar import pyzbar

from eventsvc.domain.sheets import Sheet

MM_PER_INCH = 25.4


def pictures(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    found = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return found


def labels(pdf: bytes, sheet: Sheet, *, dpi: int) -> Iterator[Image.Image]:
    """Yield each label by itself, as a phone sees it."""
    dots = dpi / MM_PER_INCH
    for picture in pictures(pdf, dpi=dpi):
        for box in sheet.boxes():
            right, bottom = box.left + box.width, box.top + box.height
            yield picture.crop(
                tuple(round(side * dots) for side in (box.left, box.top, right, bottom))
            )


def codes_by_zxing(picture: Image.Image) -> list[str]:
    return sorted(code.text for code in zxingcpp.read_barcodes(np.asarray(picture)))


def codes_by_zbar(picture: Image.Image) -> list[str]:
    found = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return sorted(code.data.decode() for code in found)


def page_texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def ink(pdf: bytes, *, dpi: int = 150) -> np.ndarray:
    """Return the first page as an array, true where it is not white."""
    return np.asarray(pictures(pdf, dpi=dpi)[0]) < 250


def cut_out(inked: np.ndarray, *, box: tuple[float, float, float, float], dpi: int = 150):
    """Return the part of ``inked`` in ``box``: left, top, right, bottom in mm."""
    left, top, right, bottom = (round(side / MM_PER_INCH * dpi) for side in box)
    return inked[top:bottom, left:right]


def lines_of_text(pdf: bytes) -> Iterator[tuple[str, float, float]]:
    """Yield each line of the first page with the left and the upper end of its ink, mm."""
    page = pdfium.PdfDocument(pdf)[0]
    text, height = page.get_textpage(), page.get_height()
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        yield words, left / 72 * MM_PER_INCH, (height - top) / 72 * MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as a viewer draws it; points from the lower left corner of the page."""

    character: str
    font: str
    colour: tuple[int, ...]
    matrix: tuple[float, ...]
    corners: tuple[float, ...]


def glyphs(pdf: bytes) -> list[list[Glyph]]:
    """Return the glyphs of each page in the order in which they are drawn."""
    document = pdfium.PdfDocument(pdf)
    found = [list(_page_glyphs(page.get_textpage())) for page in document]
    document.close()
    return found


def _page_glyphs(page: pdfium.PdfTextPage) -> Iterator[Glyph]:
    for index in range(raw.FPDFText_CountChars(page)):
        if raw.FPDFText_IsGenerated(page, index) == 1:
            continue  # a space or a line break that pdfium adds between the texts
        name, flags = create_string_buffer(200), c_int()
        raw.FPDFText_GetFontInfo(page, index, name, 200, flags)
        colour = [c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(page, index, *colour)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, matrix)
        size = raw.FPDFText_GetFontSize(page, index)
        left, right, bottom, top = (c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(page, index, left, right, bottom, top)
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        yield Glyph(
            character=chr(raw.FPDFText_GetUnicode(page, index)),
            font=name.value.decode().partition("+")[2],
            colour=tuple(part.value for part in colour),
            matrix=tuple(size * part for part in (matrix.a, matrix.b, matrix.c, matrix.d)),
            corners=tuple(part.value for part in (x, y, left, right, bottom, top)),
        )

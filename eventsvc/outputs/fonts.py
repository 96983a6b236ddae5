"""The fonts of printed pages, and how wide a text is in them.

The only module that touches WeasyPrint's private parts (its version is pinned): measuring asks
the same Pango that lays the page out, so a text measured here fits there, in any script.
Widths are in em: multiply by the font size.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import RLock
from typing import Any

from eventsvc.paths import STATIC

REGULAR, SEMIBOLD = 400, 600
_FILES = {REGULAR: "FiraSans-Regular.woff2", SEMIBOLD: "FiraSans-SemiBold.woff2"}
_FOLDER = STATIC / "vendor" / "fira-sans"
_MEASURED_AT = 100.0

RENDERING = RLock()
"""Held while anything is measured or rendered: Pango's font map is not made for threads."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Width in em, and the characters that no font of this machine can draw."""

    width: float
    missing: frozenset[str]


@lru_cache(maxsize=1)
def configuration() -> Any:
    """Return WeasyPrint's font configuration with Fira Sans in it; made once per process."""
    from weasyprint import CSS  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    fonts = FontConfiguration()
    css = "".join(_face(weight, name) for weight, name in _FILES.items())
    CSS(string=css, font_config=fonts, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    return fonts


def _face(weight: int, name: str) -> str:
    data = base64.b64encode((_FOLDER / name).read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "Fira Sans"; font-weight: {weight}; '
        f"src: url(data:font/woff2;base64,{data}) }}"
    )


@lru_cache(maxsize=20_000)
def measure(text: str, weight: int) -> Measured:
    """Return how wide ``text`` is on one line, shaped and kerned as it will be printed."""
    if not text:
        return Measured(0.0, frozenset())
    from weasyprint.text.line_break import line_size  # noqa: PLC0415 -- slow import

    with RENDERING:
        layout = _layout(weight)
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
def _layout(weight: int) -> Any:
    """Return a Pango layout in the style that the page's CSS gives to text of ``weight``."""
    from weasyprint import HTML  # noqa: PLC0415 -- slow import
    from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415 -- slow import
    from weasyprint.text.line_break import Layout  # noqa: PLC0415 -- slow import

    html = (
        f"<p style=\"font: {weight} {_MEASURED_AT}px 'Fira Sans', sans-serif; "
        'white-space: pre">x</p>'
    )
    page = HTML(string=html).render(font_config=configuration()).pages[0]
    [box] = [box for box in page._page_box.descendants() if isinstance(box, TextBox)]  # noqa: SLF001 -- the style lies nowhere else
    return Layout(box.style)

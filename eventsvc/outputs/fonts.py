"""The fonts of printed pages."""

import base64
from functools import lru_cache
from threading import RLock
from typing import Any

from eventsvc.paths import STATIC

REGULAR, SEMIBOLD = 400, 600
_FILES = {REGULAR: "FiraSans-Regular.woff2", SEMIBOLD: "FiraSans-SemiBold.woff2"}
_FOLDER = STATIC / "vendor" / "fira-sans"

RENDERING = RLock()
"""Held while anything is measured or rendered: Pango's font map is not made for threads."""


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

"""HTML to PDF, strictly: what WeasyPrint would only warn about is an error here."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from eventsvc.outputs import fonts


class PdfError(Exception):
    """The PDF would not look as its template says."""


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _no_warnings() -> Iterator[None]:
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
    if collector.lines:
        raise PdfError("; ".join(collector.lines))


def html_to_pdf(html: str, *, tagged: bool = True) -> bytes:
    """Return ``html`` as a PDF. It may hold ``data:`` URLs only: no file, no network.

    Fira Sans in Regular and SemiBold is there without being asked for. The date stands in no
    metadata, so equal HTML gives equal bytes.

    Args:
        html: A whole document with ``lang`` and a title.
        tagged: Conform to PDF/UA-1 (ISO 14289-1), for screen readers; needs ``lang``, a title
            and a text for each picture.

    Raises:
        PdfError: A part is missing, a style is not understood, a character is in no font.
    """
    from weasyprint import HTML  # noqa: PLC0415 -- slow import

    fetcher, refused = _inline_only()
    with fonts.RENDERING, _no_warnings():
        pdf = HTML(string=html, url_fetcher=fetcher).write_pdf(
            font_config=fonts.configuration(), pdf_variant="pdf/ua-1" if tagged else None
        )
    if refused:
        raise PdfError("; ".join(refused))
    return bytes(pdf)


def _inline_only() -> tuple[Any, list[str]]:
    """Return a fetcher of ``data:`` URLs and the list of those it refused.

    WeasyPrint passes over some refusals without a word: the first of several sources of a font.
    """
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    refused: list[str] = []

    class InlineOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.lower().startswith("data:"):
                refused.append(f"must not be fetched: {url}")
            return super().fetch(url, headers)

    return InlineOnly(allowed_protocols=["data"]), refused

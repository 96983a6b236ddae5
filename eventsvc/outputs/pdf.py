"""HTML to PDF, strictly: what WeasyPrint would only warn about is an error here."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from eventsvc.outputs import fonts
from eventsvc.outputs.apart import apart


class PdfError(Exception):
    """The PDF would not look as its template says; the arguments are what is wrong, one each."""

    def __str__(self) -> str:
        """Return all of it."""
        return "; ".join(map(str, self.args))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def strictly() -> Iterator[Any]:
    """Give a fetcher of ``data:`` URLs; raise PdfError at the end if anything went wrong.

    WeasyPrint passes over some refusals without a word: the first of several sources of a font.
    """
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    fetcher, refused = _inline_only()
    logger.addHandler(collector)
    try:
        yield fetcher
    finally:
        logger.removeHandler(collector)
    if collector.lines or refused:
        raise PdfError(*(collector.lines or refused))


@apart
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

    with fonts.RENDERING, strictly() as fetcher:
        pdf = HTML(string=html, url_fetcher=fetcher).write_pdf(
            font_config=fonts.configuration(), pdf_variant="pdf/ua-1" if tagged else None
        )
    return bytes(pdf)


def _inline_only() -> tuple[Any, list[str]]:
    """Return a fetcher of ``data:`` URLs and the list of those it refused."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    refused: list[str] = []

    class InlineOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.lower().startswith("data:"):
                refused.append(f"must not be fetched: {url}")
            return super().fetch(url, headers)

    return InlineOnly(allowed_protocols=["data"]), refused

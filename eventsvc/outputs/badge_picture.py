"""A badge as a picture, for its bearer: the same drawing as on the sheet, cut out."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheets import Sheet
from eventsvc.outputs.apart import apart
from eventsvc.outputs.badges import NO_SYMBOLS, PrintOptions, Symbols, badges_pdf

PIXELS_PER_INCH = 200
SHEET_PIXELS_PER_INCH = 96


@apart
def badge_png(badge: Badge, *, sheet: Sheet, options: PrintOptions) -> bytes:
    """Return one face of ``badge`` as it prints on ``sheet``; equal input gives equal bytes.

    Raises:
        PdfError: The template is broken.
    """
    label = replace(
        sheet, page=sheet.size, grid=(1, 1), first=(0.0, 0.0), pitch=sheet.size, faces=(0,)
    )
    return _first_page(badges_pdf([badge], sheet=label, options=options), PIXELS_PER_INCH)


@apart
def sheet_png(
    badges: Sequence[Badge],
    *,
    sheet: Sheet,
    options: PrintOptions,
    symbols: Symbols = NO_SYMBOLS,
) -> bytes:
    """Return the first sheet of a print to look at on a screen."""
    pdf = badges_pdf(badges, sheet=sheet, options=options, symbols=symbols)
    return _first_page(pdf, SHEET_PIXELS_PER_INCH)


def _first_page(pdf: bytes, resolution: int) -> bytes:
    import pypdfium2  # noqa: PLC0415 -- slow import

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=resolution / 72).to_pil()
    finally:
        document.close()
    written = BytesIO()
    picture.save(written, format="PNG", optimize=True)
    return written.getvalue()

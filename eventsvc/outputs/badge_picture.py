"""A badge as a picture, for its bearer: the same drawing as on the sheet, cut out."""

from dataclasses import replace
from io import BytesIO

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheets import Sheet
from eventsvc.outputs.apart import apart
from eventsvc.outputs.badges import PrintOptions, badges_pdf

PIXELS_PER_INCH = 200


@apart
def badge_png(badge: Badge, *, sheet: Sheet, options: PrintOptions) -> bytes:
    """Return one face of ``badge`` as it prints on ``sheet``; equal input gives equal bytes.

    Raises:
        PdfError: The template is broken.
    """
    import pypdfium2  # noqa: PLC0415 -- slow import

    label = replace(
        sheet, page=sheet.size, grid=(1, 1), first=(0.0, 0.0), pitch=sheet.size, faces=(0,)
    )
    pdf = badges_pdf([badge], sheet=label, options=options)
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=PIXELS_PER_INCH / 72).to_pil()
    finally:
        document.close()
    written = BytesIO()
    picture.save(written, format="PNG", optimize=True)
    return written.getvalue()

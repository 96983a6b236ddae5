"""The page an organiser prints before the badges: does this printer meet these labels?

Held against the light behind a sheet of labels, outlines and rulers show how far to shift.
"""

from eventsvc.domain.sheets import NO_OFFSET, Offset, Sheet
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render

_TICKS = ((10, 4.0), (5, 2.8), (1, 1.6))
"""Every so many mm, a tick so long (mm)."""


def calibration_pdf(sheet: Sheet, *, offset: Offset = NO_OFFSET, language: str = "de") -> bytes:
    """Return one page with the outline of each label of ``sheet``, rulers and how to use them."""
    width, height = sheet.page
    html = render(
        "calibration.html",
        language=language,
        sheet=sheet,
        boxes=sheet.boxes(offset),
        offset=offset,
        across="".join(f"M{at} 0v{_tick(at)}" for at in range(int(width) + 1)),
        down="".join(f"M0 {at}h{_tick(at)}" for at in range(int(height) + 1)),
        reference=100 if sheet.size[0] >= 115 else 50 if sheet.size[0] >= 60 else 40,  # noqa: PLR2004
    )
    return html_to_pdf(html)


def _tick(at: int) -> float:
    """Return the length of the tick at ``at`` mm."""
    return next(length for every, length in _TICKS if at % every == 0)

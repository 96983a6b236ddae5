"""A thousand badges, ten on a page: ours, WeasyPrint as anyone would use it, and reportlab."""

import base64
import io
from collections.abc import Sequence
from html import escape

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.outputs.badges import PrintOptions, badges_pdf
from eventsvc.outputs.qr import QUIET_ZONE, Symbol, rectangles

SHEET = SHEETS[DEFAULT_SHEET]
MEETING = "Thüringer Netzwerktreffen Smart City – Gera, 30.08.2022"
NO_PHOTOS = "Keine Fotos"
NOTO = "/usr/share/fonts/truetype/noto/NotoSans-{}.ttf"


def stamp(badges: Sequence[Badge]) -> bytes:
    """Ours: texts fitted to the label, tagged."""
    options = PrintOptions(heading=MEETING)
    return badges_pdf(badges, sheet=SHEET, options=options, symbols=SYMBOLS)


SYMBOLS: dict[str, Symbol] = {}
"""As the database keeps them."""
NAIVE = """<!DOCTYPE html><html lang="de"><title>Badges</title><style>
@page { size: A4; margin: 13.5mm 17.5mm }
body { margin: 0; font-family: "Noto Sans" }
.sheet { display: grid; grid-template-columns: 80mm 80mm; gap: 5mm 15mm; break-after: page }
.badge { height: 50mm; display: flex; justify-content: space-between; align-items: flex-end }
.text { display: flex; flex-direction: column; justify-content: space-between; padding: 5mm }
.given { font-size: 24pt; font-weight: bold }
.family { font-size: 16pt } .name { font-weight: bold }
p { margin: 0; font-size: 9pt } img { width: 27mm; height: 27mm }
</style>"""


def naive(badges: Sequence[Badge]) -> bytes:
    """WeasyPrint with grid and flex, and a PNG of the code made for each badge; nothing fitted."""
    from weasyprint import HTML

    sheets = (
        "".join(map(_naive_badge, badges[start : start + 10]))
        for start in range(0, len(badges), 10)
    )
    return HTML(
        string=NAIVE + "".join(f'<div class="sheet">{sheet}</div>' for sheet in sheets)
    ).write_pdf()


def _naive_badge(badge: Badge) -> str:
    import qrcode

    png = io.BytesIO()
    qrcode.make(badge.address, error_correction=qrcode.ERROR_CORRECT_M).save(png)
    words = {"": MEETING, "given": badge.given, "family": badge.family, "name": badge.organisation}
    texts = "".join(f'<p class="{name}">{escape(text)}</p>' for name, text in words.items())
    mark = f"<p>{NO_PHOTOS}</p>" if badge.no_photo else ""
    return (
        f'<div class="badge"><div class="text">{mark}{texts}<p>{escape(badge.function)}</p>'
        f'<p>{badge.short_address}</p></div><img alt="" src="data:image/png;base64,'
        f'{base64.b64encode(png.getvalue()).decode()}"></div>'
    )


def canvas(badges: Sequence[Badge]) -> bytes:
    """A reportlab canvas, one form for each code: it draws only, at fixed sizes, untagged."""
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(weight, NOTO.format(weight)))
    output = io.BytesIO()
    page = Canvas(output, pagesize=(210 * mm, 297 * mm), pageCompression=1)
    drawn: set[str] = set()
    for number, badge in enumerate(badges):
        if number and number % 10 == 0:
            page.showPage()
        x, y = 17.5 + 95 * (number % 10 % 2), 297 - 13.5 - 50 - 55 * (number % 10 // 2)
        _canvas_badge(page, badge, (x * mm, y * mm), drawn, mm)
    page.save()
    return output.getvalue()


def _canvas_badge(page, badge, corner, drawn, mm) -> None:
    if badge.address not in drawn:
        drawn.add(badge.address)
        _canvas_code(page, badge.address)
    texts = [
        ("Regular", 7.5, 43, MEETING),
        ("Bold", 24, 34, badge.given),
        ("Regular", 16, 27, badge.family),
        ("Bold", 12, 18, badge.organisation),
        ("Regular", 10, 12, badge.function),
        ("Regular", 7, 6, badge.short_address),
        *([("Bold", 10, 46, NO_PHOTOS)] if badge.no_photo else []),
    ]
    x, y = corner
    for font, size, height, text in texts:
        page.setFont(font, size)
        page.drawString(x + 5 * mm, y + height * mm, text)
    page.saveState()
    page.translate(x + 48 * mm, y)
    page.scale(27 * mm / 33, 27 * mm / 33)
    page.doForm(badge.address)
    page.restoreState()


def _canvas_code(page, address) -> None:
    found = SYMBOLS[address]
    page.beginForm(address, 0, 0, 33, 33)
    path = page.beginPath()
    for x, y, width, height in rectangles(found):
        path.rect(x + QUIET_ZONE, 33 - QUIET_ZONE - y - height, width, height)
    page.drawPath(path, stroke=0, fill=1)
    page.endForm()


ENGINES = {"stamp": stamp, "naive": naive, "canvas": canvas}

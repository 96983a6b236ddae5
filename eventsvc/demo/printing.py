"""What the sample office prints on: a sheet it measured, a printer that shifts, a design."""

from eventsvc.domain.badge_styles import SHEET_OF, DesignName
from eventsvc.domain.own_designs import OwnDesign
from eventsvc.domain.sheets import Offset
from eventsvc.paths import DEMO
from eventsvc.services.acts import Act
from eventsvc.services.badges import own_designs, sheets

SHEET = "Restbestand, 8 Etiketten 90 x 62 mm"
MEASURES = {
    "x": {"page": 210.0, "size": 90.0, "grid": 2, "first": 12.0, "pitch": 96.0},
    "y": {"page": 297.0, "size": 62.0, "grid": 4, "first": 18.5, "pitch": 66.0},
    "corner": 2.0,
    "fold": "none",
}
PRINTER = "Drucker im Büro"
_SHIFT = Offset(x=0.8, y=-0.5)


def add_printing(network_id: int, *, act: Act) -> None:
    """Add them; badges of meetings begin with our own design all the same."""
    base = DesignName.CLASSIC
    labels = sheets.sheet_called(network_id, SHEET_OF[base])
    sheets.create(SHEET, MEASURES, nonce="", act=act)
    sheets.remember_printer(PRINTER, sheet=labels, offset=_SHIFT, act=act)
    html, css = ((DEMO / name).read_text("utf-8") for name in ("badge.html", "badge.css"))
    own = OwnDesign(html, css)
    own_designs.create("Turm", base=base, sheet=labels, own=own, nonce="", act=act)

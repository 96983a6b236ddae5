"""On what badges are printed: the sheet, its first free label, the shift of the printer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventsvc.db.queries.sheets import printers
from eventsvc.domain.badges import Order, Which
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, UnknownSheet
from eventsvc.domain.sheets import NotALength, Offset, Sheet, StartOutsideSheet
from eventsvc.services import sheets
from eventsvc.services.print_runs import Asked
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import PrinterRow

_LONGEST = 64
"""Characters of a printer's name."""
PAPER = ("printer", "sheet", "start", "x", "y", "order")
"""What an address says of paper and order (``Wish.paper``)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form asks for. Lengths in millimetres."""

    which: Which
    sheet: Sheet
    start: int
    offset: Offset
    order: Order
    printer: str

    @property
    def paper(self) -> dict[str, Any]:
        """The choice of paper and order, as a form sends it."""
        return {
            "printer": self.printer,
            "sheet": self.sheet.name,
            "start": self.start,
            "x": self.offset.x,
            "y": self.offset.y,
            "order": self.order.value,
        }

    @property
    def asked(self) -> Asked:
        """The same for a print that nobody waits for."""
        return Asked(
            which=self.which,
            order=self.order,
            sheet=self.sheet,
            start=self.start,
            offset=self.offset,
        )


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to print on, and with."""

    sheets: Mapping[str, Sheet]
    printers: Sequence["PrinterRow"]

    def printer(self, name: str) -> "PrinterRow | None":
        """Return the printer called ``name``."""
        return next((row for row in self.printers if row.name == name), None)

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called ``name``.

        Raises:
            UnknownSheet: There is none.
        """
        if name not in self.sheets:
            raise UnknownSheet(sheet=name, known=", ".join(self.sheets))
        return self.sheets[name]


def stock() -> Stock:
    """Return the sheets and the printers of the network (two questions)."""
    network_id = current_network().id
    return Stock(sheets.sheets_of(network_id), printers(network_id))


def wish_of(values: "MultiDict[str, str]", there: Stock) -> Wish:
    """Return what ``values`` ask for; what is left out is as with the printer, else the usual.

    Without a word about the paper it is that of the printer used last.

    Raises:
        UnknownSheet, StartOutsideSheet, NotALength, OffsetTooLarge: It cannot be printed.
    """
    name = values.get("printer", "").strip()[:_LONGEST]
    is_silent = not {"printer", "sheet"} & values.keys()
    known = there.printers[0] if is_silent and there.printers else there.printer(name)
    usual = known.sheet if known and known.sheet in there.sheets else DEFAULT_SHEET
    sheet = there.sheet(values.get("sheet", usual))
    return Wish(
        which=values.get("which", Which.ALL, type=Which),
        sheet=sheet,
        start=start_on(sheet, values),
        offset=Offset(
            x=_millimetres(values, "x", known.x if known else 0.0),
            y=_millimetres(values, "y", known.y if known else 0.0),
        ),
        order=values.get("order", Order.NAME, type=Order),
        printer=known.name if known else name,
    )


def start_on(sheet: Sheet, values: "MultiDict[str, str]") -> int:
    """Return the first free label.

    Raises:
        StartOutsideSheet: The sheet has no such label.
    """
    start = values.get("start", 1, type=int)
    if not 1 <= start <= sheet.per_page:
        raise StartOutsideSheet(start=start, most=sheet.per_page)
    return start


@blueprint.post("/<network>/meetings/<meeting>/badges/paper")
@requires("badges.print")
def choose_paper(network: str, meeting: str) -> ResponseReturnValue:
    """Take the paper from now on; with the name of a printer its sheet and shift are kept."""
    wanted_meeting(meeting)
    if request.form.get("forget"):
        sheets.forget_printer(request.form["forget"], act=acting())
        flash(_("The printer is forgotten."))
        address = url_for("organiser.show_badges", network=network, meeting=meeting, open="paper")
        return redirect(f"{address}#paper", HTTPStatus.SEE_OTHER)
    wish = wish_of(request.form, stock())
    if wish.printer:
        sheets.remember_printer(wish.printer, sheet=wish.sheet, offset=wish.offset, act=acting())
        flash(_("Remembered for this printer: the sheet and how far it shifts."))
    address = url_for(
        "organiser.show_badges", network=network, meeting=meeting, **wish.paper, open="paper"
    )
    return redirect(f"{address}#paper", HTTPStatus.SEE_OTHER)


def _millimetres(values: "MultiDict[str, str]", name: str, usual: float) -> float:
    """Return a length; a decimal comma is one."""
    text = values.get(name, "").strip()
    try:
        return float(text.replace(",", ".")) if text else usual
    except ValueError:
        raise NotALength(value=text) from None

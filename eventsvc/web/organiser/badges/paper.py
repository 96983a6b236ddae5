"""On what badges are printed: the sheet, its first free label, the shift of the printer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from eventsvc.db.queries.sheets import printers
from eventsvc.domain.badges import Order, Which
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, UnknownSheet
from eventsvc.domain.sheets import (
    NotALength,
    Offset,
    OffsetTooLarge,
    Sheet,
    StartOutsideSheet,
)
from eventsvc.outputs.formats import number_text
from eventsvc.services.badges import sheets
from eventsvc.services.badges.print_runs import Asked
from eventsvc.web.forms.fields import Choice, Field, Line, short_line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.badges.words import ORDERS, sheet_label
from eventsvc.web.organiser.blueprint import current_network

if TYPE_CHECKING:
    from eventsvc.db.models import PrinterRow

_LONGEST = 64
"""Characters of a printer's name."""
_DIGITS = 10
NO_PAPER = (UnknownSheet, StartOutsideSheet, NotALength, OffsetTooLarge)
"""What ``wish_of`` refuses."""
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
            raise UnknownSheet(sheet=name, known=", ".join(self.sheets), field="sheet")
        return self.sheets[name]


def stock() -> Stock:
    """Return the sheets and the printers of the network (two questions)."""
    network_id = current_network().id
    return Stock(sheets.sheets_of(network_id), printers(network_id))


def usual_wish(there: Stock) -> Wish:
    """Return the paper of who chose none: that of the printer used last, else the usual sheet."""
    return wish_of(MultiDict(), there)


def paper_form(there: Stock, shown: Wish) -> Form:
    """Return the choice of paper as a form beside ``shown``; ``wish_of`` reads it."""
    printer = Line(
        name="printer",
        label=_("Name of the printer"),
        hint=_("With a name, sheet and shift are remembered for the next time and for the desk."),
        reader=short_line,
    )
    order = Choice(
        name="order", label=_("Order of the badges"), options=list(ORDERS.items()), required=True
    )
    labels = _label_fields(there, most=shown.sheet.per_page)
    return Form((Section(None, (printer, *labels, *_shift_fields(), order)),))


def _label_fields(there: Stock, *, most: int) -> tuple[Field, ...]:
    return (
        Choice(
            name="sheet",
            label=_("Labels in the printer"),
            hint=_("The number stands on the packet."),
            options=[(one.name, sheet_label(one)) for one in there.sheets.values()],
            required=True,
        ),
        Line(
            name="start",
            label=_("First free label"),
            hint=_("1 is the label at the top left; a sheet has %(most)s.", most=most),
            type="number",
            required=True,
        ),
    )


def _shift_fields() -> tuple[Field, ...]:
    return (
        Line(
            name="x",
            label=_("Shift to the right in millimetres"),
            hint=_("When the printer pulls in askew; less than 0 shifts to the left."),
            writer=_written,
            required=True,
        ),
        Line(name="y", label=_("Shift down in millimetres"), writer=_written, required=True),
    )


def wish_of(values: MultiDict[str, str], there: Stock) -> Wish:
    """Return what ``values`` ask for; what is left out is as with the printer, else the usual.

    Without a word about the paper it is that of the printer used last.

    Raises:
        NO_PAPER: It cannot be printed; ``field`` of the facts says what of it.
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


def start_on(sheet: Sheet, values: MultiDict[str, str]) -> int:
    """Return the first free label.

    Raises:
        StartOutsideSheet: The sheet has no such label.
    """
    typed = values.get("start", "").strip() or "1"
    start = int(typed) if typed.isdecimal() and len(typed) < _DIGITS else 0
    if not 1 <= start <= sheet.per_page:
        raise StartOutsideSheet(start=typed, most=sheet.per_page, field="start")
    return start


def _written(length: float) -> str:
    return number_text(length, language=current_language())


def _millimetres(values: MultiDict[str, str], name: str, usual: float) -> float:
    """Return a length; a decimal comma is one."""
    text = values.get(name, "").strip()
    try:
        return float(text.replace(",", ".")) if text else usual
    except ValueError:
        raise NotALength(value=text, field=name) from None

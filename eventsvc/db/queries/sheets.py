"""Paper: sheets of labels that an office measured itself, and its printers."""

from collections.abc import Sequence

from sqlalchemy import select

from eventsvc.db.models import LabelSheetRow, PrinterRow
from eventsvc.db.transaction import session

MOST_SHEETS = 200
MOST_PRINTERS = 50


def label_sheets(network_id: int) -> Sequence[LabelSheetRow]:
    """Return the network's own sheets, by their names for people."""
    return (
        session()
        .scalars(
            select(LabelSheetRow)
            .where(LabelSheetRow.network_id == network_id)
            .order_by(LabelSheetRow.label, LabelSheetRow.id)
            .limit(MOST_SHEETS)
        )
        .all()
    )


def printers(network_id: int) -> Sequence[PrinterRow]:
    """Return the network's printers, the one used last first."""
    return (
        session()
        .scalars(
            select(PrinterRow)
            .where(PrinterRow.network_id == network_id)
            .order_by(PrinterRow.used_at.desc(), PrinterRow.id.desc())
            .limit(MOST_PRINTERS)
        )
        .all()
    )

"""Paper: the sheets of labels there are for a network, those it measured itself, its printers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from eventsvc.db.models import LabelSheetRow, NetworkRow, PrinterRow
from eventsvc.db.queries import sheets as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.sheet_presets import SHEETS, UnknownSheet
from eventsvc.domain.sheets import FACES, Confidence, Fold, Offset, Sheet
from eventsvc.domain.slugs import free_slug
from eventsvc.services.acts import Act

_LENGTHS = ("page", "size", "grid", "first", "pitch")


class TooManySheets(DomainError):
    """The network has as many sheets of its own as it may."""

    code = "too-many-sheets"


def sheets_of(network_id: int) -> Mapping[str, Sheet]:
    """Return every sheet that the network may print on, its own ones last (one question)."""
    own = {row.key: sheet_of(row) for row in queries.label_sheets(network_id)}
    return {**SHEETS, **own}


def sheet_called(network_id: int, name: str) -> Sheet:
    """Return one of them (no question for a preset).

    Raises:
        UnknownSheet: There is none; its facts list those there are.
    """
    if name in SHEETS:
        return SHEETS[name]
    known = sheets_of(network_id)
    if name not in known:
        raise UnknownSheet(sheet=name, known=", ".join(known))
    return known[name]


def measured(name: str, label: str, measures: Mapping[str, Any]) -> Sheet:
    """Return the sheet with these ``measures``, as they are kept.

    Raises:
        SheetDoesNotFit: There can be no such sheet.
    """
    x, y = (measures[axis] for axis in "xy")
    lengths = {length: (x[length], y[length]) for length in _LENGTHS}
    return Sheet(
        name=name,
        label=label,
        **lengths,
        corner=measures["corner"],
        faces=FACES[Fold(measures["fold"])],
        confidence=Confidence.OWN,
        source="",
    )


def sheet_of(row: LabelSheetRow) -> Sheet:
    """Return a sheet that was measured by the office."""
    return measured(row.key, row.label, row.measures)


def create(label: str, measures: Mapping[str, Any], *, nonce: str, act: Act) -> LabelSheetRow:
    """Keep a sheet of the network's own.

    Raises:
        DoneAlready: The same form was sent before.
        SheetDoesNotFit, TooManySheets: There can be no such sheet, or no further one.
    """
    measured("", label, measures)
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        known = sheets_of(network.id)
        if len(known) - len(SHEETS) >= queries.MOST_SHEETS:
            raise TooManySheets(most=queries.MOST_SHEETS)
        key = free_slug(label, taken={"new", *known})
        row = LabelSheetRow(network_id=network.id, key=key, label=label, measures=dict(measures))
        writing.add(row)
        act.note("sheet.created", f"sheet:{key}")
    return row


def change(key: str, label: str, measures: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Measure a sheet anew.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
        SheetDoesNotFit: There can be no such sheet.
    """
    measured(key, label, measures)
    with transaction():
        row = expect(own_sheet(act.network_id or 0, key), version)
        row.label, row.measures = label, dict(measures)
        act.note("sheet.changed", f"sheet:{key}")


def delete(key: str, *, version: int, act: Act) -> None:
    """Forget a sheet; what was printed on it stays recorded.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction() as writing:
        writing.delete(expect(own_sheet(act.network_id or 0, key), version))
        act.note("sheet.deleted", f"sheet:{key}")


def own_sheet(network_id: int, key: str) -> LabelSheetRow:
    """Return a sheet that the network measured itself.

    Raises:
        NotFound: There is none.
    """
    for row in queries.label_sheets(network_id):
        if row.key == key:
            return row
    raise NotFound


def remember_printer(name: str, *, sheet: Sheet, offset: Offset, act: Act) -> None:
    """Keep what lies in the printer ``name`` and how it shifts; the next print begins with it."""
    with transaction() as writing:
        known = {row.name: row for row in queries.printers(act.network_id or 0)}
        values = {"sheet": sheet.name, "used_at": act.at, **asdict(offset)}
        row = known.get(name) or PrinterRow(network_id=act.network_id, name=name)
        for field, value in values.items():
            setattr(row, field, value)
        writing.add(row)
        act.note("printer.remembered", "printers")


def forget_printer(name: str, *, act: Act) -> None:
    """Forget a printer that stands here no more; one that is not known is forgotten already."""
    with transaction() as writing:
        for row in queries.printers(act.network_id or 0):
            if row.name == name:
                writing.delete(row)
                act.note("printer.forgotten", "printers")

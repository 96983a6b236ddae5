"""What the caller says about columns: ``Heading=field`` or ``C=field``."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from eventsvc.domain.spelling import fold
from eventsvc.inputs.attendees.headings import LOOKED_AT, MAPPABLE, find_headings
from eventsvc.inputs.errors import FieldUnknown, MappingMistaken
from eventsvc.inputs.sheets import MAX_COLUMNS, Table, column_letters


def read_mapping(texts: Iterable[str]) -> Mapping[str, str]:
    """Return heading or letter to field from texts like ``Behörde=organisation``.

    Raises:
        FieldUnknown: A text names no field; its facts list those there are.
    """
    pairs = {}
    for text in texts:
        heading, _, kind = text.rpartition("=")
        if kind.strip() not in MAPPABLE or not heading.strip():
            raise FieldUnknown(field=kind.strip(), fields=", ".join(MAPPABLE))
        pairs[heading.strip()] = kind.strip()
    return MappingProxyType(pairs)


def keyed(mapping: Mapping[str, str], table: Table) -> Mapping[str, str]:
    """Return ``mapping`` by folded heading, and by ``:C`` where it names a letter.

    A text that is some cell's text is a heading, even if it looks like a letter.

    Raises:
        MappingMistaken: A column is nowhere in ``table``.
        FieldUnknown: A value is no field.
    """
    cells = {fold(text) for text in _texts(table)}
    letters = {column_letters(at) for at in range(MAX_COLUMNS)}
    found = {}
    for column, kind in mapping.items():
        if kind not in MAPPABLE:
            raise FieldUnknown(field=kind, fields=", ".join(MAPPABLE))
        if fold(column) and fold(column) in cells:
            found[fold(column)] = kind
        elif column.strip().upper() in letters:
            found[f":{column.strip().upper()}"] = kind
        else:
            raise MappingMistaken(column=column, columns=_headings(table))
    return MappingProxyType(found)


def _texts(table: Table) -> Iterator[str]:
    """Yield what may name a column: cells near the top, and two heading lines joined."""
    for sheet in table.sheets:
        for row in sheet.rows[:LOOKED_AT]:
            yield from filter(None, row.cells)
        if headings := find_headings(sheet, mapping={}):
            yield from headings.texts


def _headings(table: Table) -> str:
    """Return the texts of the widest row near the top, which most likely are the headings."""
    rows = [row for sheet in table.sheets for row in sheet.rows[:10]]
    widest = max(rows, key=lambda row: len(row.filled), default=None)
    return ", ".join(widest.cells[at] for at in widest.filled) if widest else ""

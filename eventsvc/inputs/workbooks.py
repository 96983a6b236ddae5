"""XLSX workbooks: stored values as text, never a formula's evaluation.

The sizes in the container are checked before anything is unpacked; parts with a document
type declaration are refused, since no workbook has one and entity bombs need one.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from eventsvc.inputs.errors import FileIsDamaged, FileRefused, FileUnpacksTooLarge, TooManyCells
from eventsvc.inputs.sheets import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    Row,
    Sheet,
)

_MAX_PARTS = 2_000
_MAX_VISITED = 20_000_000
"""Cells walked over, blank ones included: a single cell far to the right makes 16,384."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


@dataclass(frozen=True, slots=True)
class _Scan:
    """What the raw parts tell before they are parsed."""

    has_formulas: bool
    is_struck_somewhere: bool
    merged: MappingProxyType[str, tuple[tuple[int, int, int], ...]]
    """Sheet part to (column, first row, last row) of cells merged downwards."""


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the worksheets of an XLSX file, charts left out.

    Numbers, dates and truth values become plain text (``2022-08-30 09:00``, ``1``, ``TRUE``).
    A cell merged over several rows counts for each of them. A formula gives its stored result,
    or stands in ``Row.formulas`` when the file holds none.

    Raises:
        FileUnpacksTooLarge: Unpacking would take more memory than a list needs.
        TooManyCells: There are more rows or columns than a list has.
        FileIsDamaged: The workbook cannot be read.
    """
    try:
        return _read(data)
    except FileRefused:
        raise
    except Exception as error:  # noqa: BLE001 -- openpyxl raises whatever a broken part leads to
        raise FileIsDamaged(reason=f"{type(error).__name__}: {error}"[:200]) from None


def _read(data: bytes) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import

    scan = _scan(data)
    with warnings.catch_warnings():
        # Missing default styles and unknown extensions do not touch the values.
        warnings.simplefilter("ignore")
        stored = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        written = None
        if scan.has_formulas:
            written = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheets = []
        for sheet in stored.worksheets:
            twin = written[sheet.title] if written is not None else None
            rows = _rows(sheet, twin, scan)
            sheets.append(Sheet(sheet.title, rows, is_hidden=sheet.sheet_state != "visible"))
    return tuple(sheets)


def _scan(data: bytes) -> _Scan:
    has_formulas = is_struck = False
    merged = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or len(parts) > _MAX_PARTS:
            raise FileUnpacksTooLarge(megabytes=MAX_UNPACKED_BYTES // MEGABYTE)
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            content = archive.read(part)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise FileIsDamaged(reason=f"{part.filename}: <!DOCTYPE")
            if "/worksheets/" in part.filename:
                has_formulas = has_formulas or bool(_FORMULA.search(content))
                merged[part.filename.lstrip("/")] = tuple(_merged_downwards(content))
            elif part.filename.endswith("styles.xml"):
                is_struck = b"strike" in content
    return _Scan(has_formulas, is_struck, MappingProxyType(merged))


def _merged_downwards(content: bytes) -> Iterator[tuple[int, int, int]]:
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 -- slow import

    for left, top, _, bottom in _MERGED.findall(content):
        if int(bottom) > int(top):
            yield column_index_from_string(left.decode()) - 1, int(top), int(bottom)


def _rows(sheet: Any, twin: Any, scan: _Scan) -> tuple[Row, ...]:
    # Some programs write a wrong dimension; without it openpyxl reads what is there.
    sheet.reset_dimensions()
    formulas: Iterable[Sequence[Any]] = ()
    if twin is not None:
        twin.reset_dimensions()
        formulas = twin.iter_rows()
    rows: list[Row] = []
    cells, visited, others = 0, 0, iter(formulas)
    for number, found in enumerate(sheet.iter_rows(), start=1):
        visited += 1 + len(found)
        if visited > _MAX_VISITED:
            raise TooManyCells(rows=MAX_ROWS, columns=MAX_COLUMNS)
        row = _row(number, found, next(others, ()), can_be_struck=scan.is_struck_somewhere)
        if not row.cells and not row.formulas:
            continue
        cells += len(row.cells)
        if len(rows) >= MAX_ROWS or len(row.cells) > MAX_COLUMNS or cells > MAX_CELLS:
            raise TooManyCells(rows=MAX_ROWS, columns=MAX_COLUMNS)
        rows.append(row)
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    return _with_merged(rows, scan.merged.get(path, ()))


def _row(number: int, stored: Sequence[Any], written: Sequence[Any], *, can_be_struck: bool) -> Row:
    texts = [_text(cell.value) for cell in stored]
    formulas = {
        at: str(cell.value)
        for at, cell in enumerate(written)
        if cell.data_type == "f" and not (at < len(texts) and texts[at])
    }
    while texts and not texts[-1]:
        texts.pop()
    filled = [cell for cell in stored if cell.value is not None]
    is_struck = can_be_struck and bool(filled) and all(_is_struck(cell) for cell in filled)
    return Row(number, tuple(texts), MappingProxyType(formulas), is_struck)


def _is_struck(cell: Any) -> bool:
    font = getattr(cell, "font", None)
    return bool(font is not None and font.strike)


def _text(value: object) -> str:
    """Return a cell's value as its sheet shows it, without the formats of a country."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    return str(value)


def _with_merged(rows: Sequence[Row], merged: Sequence[tuple[int, int, int]]) -> tuple[Row, ...]:
    """Repeat the text of a cell merged downwards in each row below it that has other text."""
    places = {row.number: at for at, row in enumerate(rows)}
    cells = [list(row.cells) for row in rows]
    for column, top, bottom in merged:
        text = rows[places[top]].cell(column) if top in places else ""
        if not text:
            continue
        for at in range(places[top] + 1, len(rows)):
            if rows[at].number > bottom:
                break
            cells[at].extend([""] * (column + 1 - len(cells[at])))
            cells[at][column] = text
    return tuple(
        Row(row.number, tuple(own), row.formulas, row.is_struck)
        for row, own in zip(rows, cells, strict=True)
    )

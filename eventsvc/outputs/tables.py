"""Tables for spreadsheet programs: CSV and XLSX that show text and run nothing.

A cell that begins with ``=``, ``+``, ``-``, ``@`` (their full-width forms too), a tab or a line
break may be run as a formula by the program that opens the file. Such a cell gets an
apostrophe in front, which :mod:`eventsvc.inputs.tables` takes off again.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_PHONE = re.compile(r"^\+\d[\d ()/.\-]*$")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60
_NARROWEST = 8


def defused(text: str) -> str:
    """Return ``text`` so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if _STARTS_FORMULA.match(text) else text


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return ``rows`` as Excel opens them by a double click: UTF-8 with mark, semicolons, CRLF.

    A telephone number with + keeps its digits readable behind the apostrophe: without it, the
    program shows a rounded number.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([defused(_CONTROLS.sub("", cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Iterable[Sequence[str]], *, title: str = "") -> bytes:
    """Return ``rows`` as a workbook of one sheet in which every cell is text.

    The first row is bold and stays in view. Telephone numbers need no apostrophe here.
    """
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- slow import
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- slow import

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = re.sub(r"[\\/*?:\[\]]", " ", title)[:31].strip("' ") or "1"
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row, start=1):
            clean = _CONTROLS.sub("", text)
            cell = sheet.cell(number, at)
            cell.value = clean if _PHONE.match(clean) else defused(clean)
            cell.data_type = "s"
            if number == 1:
                cell.font = bold
            elif len(clean) > _WIDEST:
                cell.alignment = wrapped
            widths[at] = max(widths.get(at, _NARROWEST), min(len(clean) + 2, _WIDEST))
    for at, width in widths.items():
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()

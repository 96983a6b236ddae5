"""Files that a view makes: a PDF to print or to keep, a table for spreadsheet programs."""

from collections.abc import Iterable, Sequence

from flask import Response

from eventsvc.outputs.tables import csv_bytes, xlsx_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_file(pdf: bytes, filename: str, *, disposition: str = "attachment") -> Response:
    """Return ``pdf`` as an answer; ``disposition`` "inline" opens it, so that it prints at once."""
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    return response


def table_file(rows: Iterable[Sequence[str]], *, form: str, title: str, filename: str) -> Response:
    """Return ``rows`` as an answer. ``form``: xlsx or csv; it ends ``filename``."""
    if form == "xlsx":
        response = Response(xlsx_bytes(rows, title=title), content_type=XLSX)
    else:
        response = Response(csv_bytes(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}.{form}"'
    return response

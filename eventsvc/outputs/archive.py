"""Everything held of a person as one file: JSON for programs, a table for each list in it."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from eventsvc.outputs.tables import csv_bytes

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same for every file: equal facts give equal bytes."""


def archive_zip(facts: Mapping[str, Any]) -> bytes:
    """Return ``facts`` as a ZIP: data.json, and one CSV per list of maps (GDPR Art. 15, 20)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(facts, ensure_ascii=False, indent=2, default=str)
        _add(archive, "data.json", (text + "\n").encode())
        for name, value in facts.items():
            if isinstance(value, list) and value:
                _add(archive, f"{name}.csv", _table(value))
            elif isinstance(value, dict):
                _add(archive, f"{name}.csv", _table([value]))
    return data.getvalue()


def _table(rows: list[dict[str, Any]]) -> bytes:
    heads = list(rows[0])
    lines = [[_cell(row.get(head)) for head in heads] for row in rows]
    return csv_bytes([heads, *lines])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)

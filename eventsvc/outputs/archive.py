"""Everything held of a person as one file: JSON for programs, a table for each list in it."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from eventsvc.outputs.personal_copy import Section
from eventsvc.outputs.tables import csv_bytes

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same for every file: equal facts give equal bytes."""


def archive_zip(
    facts: Mapping[str, Any], parts: Sequence[Section], *, readme: str, notice: str
) -> bytes:
    """Return ``facts`` as a ZIP (GDPR Art. 15, 20).

    README.txt explains the rest, in the reader's language as the tables are; data.json is for
    programs; ``notice``, a page, says what data is used for and which rights there are.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", readme.encode("utf-8-sig"))
        _add(archive, "notice.html", notice.encode())
        text = json.dumps(facts, ensure_ascii=False, indent=2, default=str)
        _add(archive, "data.json", (text + "\n").encode())
        for part in parts:
            _add(archive, f"{part.key}.csv", csv_bytes([part.heads, *part.rows]))
    return data.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)

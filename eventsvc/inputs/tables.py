"""Files with tables: whatever an office saves, as sheets of text.

Nothing is evaluated, nothing outside the file is opened, and sizes are checked before a
reader unpacks anything. What is no table is refused by what it is.
"""

import io
import zipfile

from eventsvc.inputs.delimited import read_delimited
from eventsvc.inputs.errors import (
    FileEmpty,
    FileIsDamaged,
    FileIsEncrypted,
    FileIsNoTable,
    FileIsOldExcel,
    FileIsOpenDocument,
    FileRefused,
    FileTooLarge,
)
from eventsvc.inputs.recipients import looks_like_recipients, read_recipients
from eventsvc.inputs.sheets import MAX_BYTES, MEGABYTE, Table
from eventsvc.inputs.texts import decoded
from eventsvc.inputs.workbooks import read_workbook

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"BEGIN:VCARD", "vCard"),
    (b"BEGIN:VCALENDAR", "iCalendar"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"Received:", "e-mail"),
    (b"Return-Path:", "e-mail"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_HTML = ("<!doctype html", "<html", "<table", "<head", "<?xml")
_PARTS_OF_KINDS = (("word/", "DOCX"), ("ppt/", "PPTX"), ("xl/workbook.bin", "XLSB"))


def read_table(data: bytes, *, encoding: str | None = None) -> Table:
    """Return the sheets in ``data``; its kind is told by the content, never by a file name.

    ``encoding`` overrides what is found out for a text file.

    Raises:
        FileRefused: One of its subclasses: empty, too large, damaged, encrypted, no table.
    """
    if len(data) > MAX_BYTES:
        raise FileTooLarge(megabytes=MAX_BYTES // MEGABYTE)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty
    if data.startswith(_OLE):
        raise _compound_file(data)
    if data.startswith(_ZIP):
        return _zipped(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise FileIsNoTable(kind=kind)
    return _text(data, encoding)


def _text(data: bytes, encoding: str | None) -> Table:
    text, used = decoded(data, encoding=encoding)
    if not text.strip():
        raise FileEmpty
    start = text.lstrip()[:20].lower()
    if start.startswith(_HTML):
        raise FileIsNoTable(kind="XML" if start.startswith("<?xml") else "HTML")
    if start.startswith(("{", "[{", '["')):
        raise FileIsNoTable(kind="JSON")
    if looks_like_recipients(text):
        return read_recipients(text, encoding=used)
    return Table("csv", (read_delimited(text),), encoding=used)


def _compound_file(data: bytes) -> FileRefused:
    """Tell what a file of the old container format is; Office encrypts workbooks into one."""
    for stream, refusal in (
        ("EncryptedPackage", FileIsEncrypted()),
        ("WordDocument", FileIsNoTable(kind="DOC")),
        ("PowerPoint Document", FileIsNoTable(kind="PPT")),
        ("Workbook", FileIsOldExcel()),
        ("Book", FileIsOldExcel()),
        ("__substg1.0_", FileIsNoTable(kind="MSG")),
    ):
        if stream.encode("utf-16-le") in data:
            return refusal
    return FileIsNoTable(kind="OLE")


def _zipped(data: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise FileIsDamaged(reason=str(error)) from None
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise FileIsOpenDocument
    if kind:
        raise FileIsNoTable(kind=kind.decode("ascii", "replace"))
    for part, name in _PARTS_OF_KINDS:
        if any(entry.startswith(part) for entry in names):
            raise FileIsNoTable(kind=name)
    if "[Content_Types].xml" not in names:
        raise FileIsNoTable(kind="ZIP")
    sheets = read_workbook(data)
    if not any(sheet.rows for sheet in sheets):
        raise FileEmpty
    return Table("xlsx", sheets)

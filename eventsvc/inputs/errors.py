"""Files that cannot be read as a list at all: each refusal has a code, facts and one sentence.

What is wrong with a single row of a readable list is no refusal but a
:class:`~eventsvc.inputs.attendees.problems.Problem`.
"""

from eventsvc.domain.errors import DomainError
from eventsvc.inputs.sentences import N_


class FileRefused(DomainError):
    """The file is no list that can be read."""

    code = "file-refused"


class FileEmpty(FileRefused):
    """There is nothing in the file, or nothing but blank cells."""

    code = "file-empty"


class FileTooLarge(FileRefused):
    """The file has more than the limit. Facts: ``megabytes`` (the limit)."""

    code = "file-too-large"


class FileUnpacksTooLarge(FileRefused):
    """The workbook is small, what it unpacks to is not. Facts: ``megabytes`` (the limit)."""

    code = "file-unpacks-too-large"


class TooManyCells(FileRefused):
    """The table is larger than any attendee list. Facts: ``rows``, ``columns`` (the limits)."""

    code = "table-too-large"


class FileIsNoTable(FileRefused):
    """The file is of another kind. Facts: ``kind`` (``PDF``, ``PNG``, ``DOCX`` …)."""

    code = "file-is-no-table"


class FileIsOldExcel(FileRefused):
    """The file has the format of Excel before 2007 (.xls)."""

    code = "file-is-old-excel"


class FileIsOpenDocument(FileRefused):
    """The file is an OpenDocument table (.ods)."""

    code = "file-is-open-document"


class FileIsEncrypted(FileRefused):
    """The workbook can be opened with a password only."""

    code = "file-is-encrypted"


class FileIsDamaged(FileRefused):
    """The file claims to be a workbook and cannot be read as one. Facts: ``reason``."""

    code = "file-is-damaged"


class EncodingUnknown(FileRefused):
    """The letters cannot be decoded. Facts: ``encoding`` (the one tried last)."""

    code = "encoding-unknown"


class QuoteNeverClosed(FileRefused):
    """A quotation mark is opened and never closed. Facts: ``row`` (where the cell begins)."""

    code = "quote-never-closed"


class HeadingsMissing(FileRefused):
    """No row of the file names its columns. Facts: ``rows`` (how many were looked at)."""

    code = "headings-missing"


class MappingMistaken(FileRefused):
    """A column named by the caller does not exist. Facts: ``column``, ``columns``."""

    code = "mapping-column-unknown"


class FieldUnknown(FileRefused):
    """A field named by the caller does not exist. Facts: ``field``, ``fields``."""

    code = "mapping-field-unknown"


REFUSALS: dict[str, str] = {
    "file-refused": N_("This file cannot be read as a list. Save it as XLSX or CSV."),
    "file-empty": N_("The file is empty. Choose the file that holds the list."),
    "file-too-large": N_(
        "The file is larger than %(megabytes)s MB. Remove pictures and sheets that are not "
        "needed, or split the list."
    ),
    "file-unpacks-too-large": N_(
        "The workbook unpacks to more than %(megabytes)s MB. Copy the list into a new, empty "
        "workbook and save that one."
    ),
    "table-too-large": N_(
        "The table has more than %(rows)s rows or %(columns)s columns. Copy only the list into a "
        "new workbook, or split it."
    ),
    "file-is-no-table": N_(
        "This is a file of the kind %(kind)s, not a list. Save the list as XLSX or CSV and choose "
        "that file."
    ),
    "file-is-old-excel": N_(
        "The file has the old Excel format (.xls). Open it and save it as “Excel workbook "
        "(.xlsx)” or as CSV."
    ),
    "file-is-open-document": N_(
        "The file is an OpenDocument table (.ods). Open it and save it as XLSX or CSV."
    ),
    "file-is-encrypted": N_(
        "The workbook is protected by a password. Remove the password (File, Information, Protect "
        "workbook) and save it again."
    ),
    "file-is-damaged": N_(
        "The workbook is damaged and cannot be opened (%(reason)s). Open it in your spreadsheet "
        "program and save it again."
    ),
    "encoding-unknown": N_(
        "The letters of the file cannot be read as %(encoding)s. Save it as “CSV UTF-8”."
    ),
    "quote-never-closed": N_(
        "In row %(row)s a quotation mark is opened and never closed, so that the rest of the file "
        "is one cell. Remove or close it."
    ),
    "headings-missing": N_(
        "None of the first %(rows)s rows names the columns. Add a row of headings such as “First "
        "name”, “Last name”, “Organisation”, “E-mail”, or say which column holds what."
    ),
    "mapping-column-unknown": N_(
        "There is no column “%(column)s”. The list has: %(columns)s. Name one of them, or its "
        "letter."
    ),
    "picture-refused": N_(
        "This is no picture that can be shown. Choose a file of the kind PNG, JPEG or WebP."
    ),
    "picture-too-large": N_(
        "The picture has more than %(megabytes)s MB or %(megapixels)s million pixels. Save it "
        "smaller and choose it again."
    ),
    "mapping-field-unknown": N_("There is no field “%(field)s”. Use one of: %(fields)s."),
}
"""Code to sentence, in English, with the refusal's facts as placeholders."""

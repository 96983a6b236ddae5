"""Lists that leave the house, as files: each says when it was made and what it may be used for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.handouts import Audience, Field
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.tables import csv_bytes, xlsx_bytes
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.vcard import Contact, vcf


class Format(StrEnum):
    """The files a list comes as; the value ends the file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    VCARD = "vcf"


MEDIA_TYPES: Mapping[Format, str] = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.VCARD: "text/vcard; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a list. ``title``: the meeting's or the network's; ``made``: in words."""

    title: str
    audience: Audience
    why: str
    made: str
    organiser: str
    language: str
    fields: Sequence[Field]
    lines: Sequence[Mapping[Field, str]]


def written(sheet: Sheet, *, form: Format) -> bytes:
    """Return ``sheet`` as a file."""
    if form is Format.PDF:
        return _pdf(sheet)
    if form is Format.VCARD:
        return b"".join(vcf(_contact(sheet, line)) for line in sheet.lines)
    rows = list(_rows(sheet))
    return csv_bytes(rows) if form is Format.CSV else xlsx_bytes(rows, title=sheet.title)


def note_of(sheet: Sheet) -> str:
    """Return the sentence that each list bears: when, what for, whom to ask."""
    words = translations(sheet.language).gettext(
        "Made on %(made)s by %(organiser)s, for this purpose only: %(why)s. Delete it afterwards."
    )
    return words % {"made": sheet.made, "organiser": sheet.organiser, "why": sheet.why}


def heading_of(field: Field, *, language: str) -> str:
    """Return what a column is called."""
    translated = translations(language).gettext
    return {
        Field.NAME: translated("Name"),
        Field.ORGANISATION: translated("Organisation"),
        Field.FUNCTION: translated("Function"),
        Field.EMAIL: translated("E-mail address"),
    }[field]


def _rows(sheet: Sheet) -> Iterator[Sequence[str]]:
    yield [heading_of(field, language=sheet.language) for field in sheet.fields]
    for line in sheet.lines:
        yield [line[field] for field in sheet.fields]
    yield []
    yield [f"{sheet.title}. {note_of(sheet)}"]


def _pdf(sheet: Sheet) -> bytes:
    return html_to_pdf(
        render(
            "lists/handout.html",
            language=sheet.language,
            sheet=sheet,
            note=note_of(sheet),
            headings=[heading_of(field, language=sheet.language) for field in sheet.fields],
        )
    )


def _contact(sheet: Sheet, line: Mapping[Field, str]) -> Contact:
    return Contact(
        org=line.get(Field.ORGANISATION) or sheet.title,
        name=line.get(Field.NAME) or None,
        title=line.get(Field.FUNCTION, ""),
        email=line.get(Field.EMAIL, ""),
        note=note_of(sheet),
    )

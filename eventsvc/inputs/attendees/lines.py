"""Which rows are people, and what the others are: sub-headings, totals, cancelled, remarks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from eventsvc.domain.name_words import is_placeholder
from eventsvc.domain.names import split_name
from eventsvc.domain.organisations import kind_said_by
from eventsvc.domain.spelling import clean, fold, words
from eventsvc.inputs.attendees.fields import NAME_FIELDS, Field
from eventsvc.inputs.attendees.lists import Column
from eventsvc.inputs.attendees.values import (
    Reply,
    email_in,
    is_blank,
    is_total,
    reply_in,
    says_gone,
)
from eventsvc.inputs.sheets import Row

_LONGEST_SUB_HEADING = 80
_WORDS_OF_A_CANCELLATION = 3
"""A longer note ("vertritt Max Muster, der abgesagt hat") may be about somebody else."""
_DEFUSED = re.compile(r"^'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that our own tables put in front of what could be run as a formula."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one sheet."""

    columns: tuple[Column, ...]
    by_field: Mapping[Field, Column]
    consents: tuple[Column, ...]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> Self:
        """Return the layout of ``columns``, in which only those that are sure are read."""
        read = tuple(column for column in columns if column.is_read)
        return cls(
            read,
            {column.field: column for column in reversed(read) if column.field},
            tuple(column for column in read if column.question is not None),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One row seen through the columns that are read."""

    row: Row
    layout: Layout

    def text(self, kind: Field) -> str:
        """Return what the row says for ``kind``, empty when nothing or a mere dash."""
        column = self.column(kind)
        text = clean(self.row.cell(column.index)) if column else ""
        text = _DEFUSED.sub("", text)
        return "" if is_blank(text) else text

    def column(self, kind: Field) -> Column | None:
        """Return the column that is read for ``kind``."""
        return self.layout.by_field.get(kind)

    @property
    def read(self) -> Mapping[Field, str]:
        """The non-empty texts of the columns that are read, consents and notes left out."""
        kinds = self.layout.by_field.keys() - {Field.CONSENT, Field.NOTES}
        return {kind: text for kind in kinds if (text := self.text(kind))}

    @property
    def has_lost_formula(self) -> bool:
        """Whether a column that is read holds a formula without its result."""
        return any(column.index in self.row.formulas for column in self.layout.columns)

    @property
    def only_cell(self) -> str:
        """The text of the one cell that is filled; empty when there are more."""
        filled = self.row.filled
        return clean(self.row.cells[filled[0]]) if len(filled) == 1 else ""


def why_skipped(line: Line) -> tuple[str, str] | None:
    """Return the reason and the text that says so when ``line`` is no person to take."""
    if line.row.is_struck:
        return "crossed-out", ""
    first = clean(line.row.cells[line.row.filled[0]]) if line.row.filled else ""
    if is_total(first) and not any(map(email_in, line.row.cells)):
        return "total", first
    read = line.read
    if not read and not line.has_lost_formula:
        return _without_content(line)
    if line.only_cell and set(read) <= NAME_FIELDS and kind_said_by(line.only_cell):
        return "sub-heading", line.only_cell
    if placeholder := _placeholder(line):
        return "placeholder", placeholder
    return _cancelled(line)


def _without_content(line: Line) -> tuple[str, str]:
    text = line.only_cell
    if not text or text.replace(".", "").isdigit():
        return "nothing-read", text
    if len(text) > _LONGEST_SUB_HEADING or text.endswith((".", "!")) or text.startswith("*"):
        return "remark", text
    return "sub-heading", text.rstrip(":")


def _placeholder(line: Line) -> str:
    """Return the text that stands for a person not yet named; empty when all is said."""
    texts = [line.text(kind) for kind in (Field.NAME, Field.GIVEN, Field.FAMILY)]
    named = [text for text in texts if text]
    whole = fold("".join(named))
    if named and (is_placeholder(whole) or all(map(is_placeholder, named))):
        return " ".join(named)
    if line.text(Field.NAME):
        name = split_name(line.text(Field.NAME))
        if is_placeholder(name.given + name.family):
            return line.text(Field.NAME)
    return ""


def _cancelled(line: Line) -> tuple[str, str] | None:
    status, note = line.text(Field.STATUS), line.text(Field.NOTES)
    if reply_in(status) is Reply.GONE:
        return "cancelled", status
    is_short = len(words(note)) <= _WORDS_OF_A_CANCELLATION
    if is_short and says_gone(note) and reply_in(note) is Reply.GONE:
        return "cancelled", note
    return None


def is_unclear(line: Line) -> bool:
    """Tell whether the one filled cell is a lone word under a name, in a list that has more.

    It may be a sub-heading, which would say the organisation of the rows below.
    """
    is_name = bool(line.read) and set(line.read) <= NAME_FIELDS
    return (
        len(line.layout.columns) > 1
        and is_name
        and bool(line.only_cell)
        and len(line.only_cell.split()) == 1
    )

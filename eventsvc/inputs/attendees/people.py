"""One row to one person: name, organisation, address, reply and consents, and their problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from eventsvc.domain.names import Name, split_name, split_titles
from eventsvc.domain.spelling import clean
from eventsvc.inputs.attendees.consents import Answer, Consent, Purpose, answer_to
from eventsvc.inputs.attendees.fields import NAME_FIELDS, Field
from eventsvc.inputs.attendees.lines import Line, is_unclear
from eventsvc.inputs.attendees.lists import AttendeeRow, Column
from eventsvc.inputs.attendees.problems import Problem
from eventsvc.inputs.attendees.values import (
    Reply,
    attends_in,
    email_in,
    holds_several_emails,
    is_blank,
    is_cell_error,
    is_damaged,
    names_several_people,
    reply_in,
    says_gone,
    says_minor,
)

LONGEST_TEXT = 255
"""Characters that a cell may have that goes onto badges and pages."""

_SHORTER: Mapping[str, tuple[int, tuple[Field, ...]]] = MappingProxyType(
    {
        "title": (64, (Field.TITLE, Field.NAME, Field.GIVEN, Field.FAMILY)),
        "given": (LONGEST_TEXT, (Field.GIVEN, Field.NAME)),
        "family": (LONGEST_TEXT, (Field.FAMILY, Field.NAME)),
        "email": (254, (Field.EMAIL,)),
        "phone": (64, (Field.PHONE,)),
    }
)
"""Parts of a person → the most characters kept, and the columns they come from."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a row cannot tell by itself."""

    sheet: str
    sub_heading: str = ""
    is_waiting: bool = False
    heading_width: int | None = None
    """How many cells a CSV's heading row has; None where cells cannot slip."""
    columns_of_counts: frozenset[int] = frozenset()
    """Consent columns that hold other numbers than 0 and 1."""


def person(line: Line, around: Around) -> AttendeeRow:
    """Return the person of ``line``; what could not be read is empty."""
    name = _name(line)
    reply = reply_in(line.text(Field.STATUS))
    return AttendeeRow(
        sheet=around.sheet,
        row=line.row.number,
        title=name.title,
        given=name.given,
        family=name.family_and_suffix,
        organisation=_organisation(line, name, around),
        second_line=line.text(Field.SECOND_LINE),
        table=line.text(Field.TABLE),
        is_minor=says_minor(line.text(Field.MINOR)),
        function=line.text(Field.FUNCTION),
        email=email_in(line.text(Field.EMAIL)) or "",
        phone=line.text(Field.PHONE),
        partstat=_partstat(reply, line),
        is_waiting=around.is_waiting or reply is Reply.WAITING,
        attends=attends_in(line.text(Field.ATTENDS)) or "",
        consents=_consents(line, around),
        cells=line.row.cells,
    )


def _name(line: Line) -> Name:
    whole = line.text(Field.NAME)
    given, family = line.text(Field.GIVEN), line.text(Field.FAMILY)
    if "@" in whole:
        whole = ""
    if not given and "," in family:
        whole, family = family, ""
    if whole and not (given or family):
        name = split_name(whole)
    else:
        title, given = split_titles(given)
        name = Name(title=title, given=given, family=family)
        if not given:
            title, family = split_titles(family)
            name = Name(title=title, family=family)
    return replace(
        name,
        title=_joined(line.text(Field.TITLE), name.title),
        given=_joined(name.given, line.text(Field.MIDDLE)),
        suffix=_joined(name.suffix, line.text(Field.SUFFIX)),
    )


def _joined(first: str, second: str) -> str:
    return first if second in first else f"{first} {second}".strip()


def _organisation(line: Line, name: Name, around: Around) -> str:
    own = line.text(Field.ORGANISATION) or name.organisation
    if own or line.column(Field.ORGANISATION):
        return own
    return around.sub_heading


def _partstat(reply: Reply | None, line: Line) -> str:
    if reply is Reply.WAITING:
        return Reply.OPEN.value
    if reply is None:
        return Reply.OPEN.value if line.text(Field.STATUS) else ""
    return reply.value


def _consents(line: Line, around: Around) -> Mapping[Purpose, Consent]:
    found = {}
    for column in line.layout.consents:
        answer, words = _answer(line, column, around)
        if column.question is not None and answer is not Answer.UNKNOWN:
            found[column.question.purpose] = Consent(answer, words, column.heading)
    return MappingProxyType(found)


def _answer(line: Line, column: Column, around: Around) -> tuple[Answer, str]:
    words = clean(line.row.cell(column.index))
    if column.question is None:
        return Answer.UNKNOWN, words
    ticks = column.index not in around.columns_of_counts
    return answer_to(column.question, words, numbers_are_ticks=ticks), words


def problems_of(line: Line, taken: AttendeeRow, around: Around) -> Iterator[Problem]:
    """Yield what is wrong with ``line``: first what holds the row back, then the hints."""
    at = _Maker(line, around.sheet)
    yield from _damaged_cells(line, at)
    yield from _slipped_cells(line, at, around)
    yield from _too_long_parts(line, taken, at)
    yield from _wrong_names(line, taken, at)
    yield from _wrong_emails(line, at)
    yield from _hints(line, at)
    for column in line.layout.consents:
        answer, words = _answer(line, column, around)
        # A "no" under "no photos" is an answer too, and nothing but its record is unclear.
        if answer is Answer.UNKNOWN and words and not is_blank(words):
            yield at.problem("consent-unclear", column, words)


@dataclass(frozen=True, slots=True)
class _Maker:
    line: Line
    sheet: str

    def problem(
        self,
        code: str,
        column: Column | None,
        value: str = "",
        *,
        blocks: bool = False,
        **facts: object,
    ) -> Problem:
        return Problem(
            code,
            self.sheet,
            self.line.row.number,
            column=column.index if column else None,
            heading=column.heading if column else "",
            value=value if len(value) <= LONGEST_TEXT else value[:80] + "…",
            facts=MappingProxyType(facts),
            blocks=blocks,
        )


def _damaged_cells(line: Line, at: _Maker) -> Iterator[Problem]:
    for column in line.layout.columns:
        if column.field is Field.NOTES:
            continue
        text = clean(line.row.cell(column.index))
        if formula := line.row.formulas.get(column.index):
            yield at.problem("formula-without-result", column, formula, blocks=True)
        elif is_cell_error(text):
            yield at.problem("cell-error", column, text, blocks=True)
        elif is_damaged(text):
            yield at.problem("letters-damaged", column, text, blocks=True)
        elif len(text) > LONGEST_TEXT:
            yield at.problem("text-too-long", column, text, blocks=True, limit=LONGEST_TEXT)


def _too_long_parts(line: Line, taken: AttendeeRow, at: _Maker) -> Iterator[Problem]:
    """Yield what is too long only where it is kept: joined of several cells, or a short field."""
    for part, (most, kinds) in _SHORTER.items():
        columns = [column for kind in kinds if (column := line.column(kind))]
        told = any(len(clean(line.row.cell(column.index))) > LONGEST_TEXT for column in columns)
        if len(getattr(taken, part)) > most and columns and not told:
            yield at.problem("text-too-long", columns[0], blocks=True, limit=most)


def _slipped_cells(line: Line, at: _Maker, around: Around) -> Iterator[Problem]:
    if around.heading_width is None:
        return
    beyond = [column for column in line.row.filled if column >= around.heading_width]
    if beyond:
        value = clean(line.row.cells[beyond[0]])
        yield at.problem("too-many-cells", None, value, blocks=True)


def _wrong_names(line: Line, taken: AttendeeRow, at: _Maker) -> Iterator[Problem]:
    for kind in NAME_FIELDS:
        column = line.column(kind)
        raw = line.row.cell(column.index) if column else ""
        if column and names_several_people(raw) and not is_cell_error(clean(raw)):
            yield at.problem("several-people", column, clean(raw), blocks=True)
    lost = line.has_lost_formula
    if not (taken.given or taken.family) and not lost:
        yield at.problem("name-missing", None, blocks=True)
    elif is_unclear(line) and not lost:
        yield at.problem("row-unclear", None, line.only_cell, blocks=True)


def _wrong_emails(line: Line, at: _Maker) -> Iterator[Problem]:
    column, text = line.column(Field.EMAIL), line.text(Field.EMAIL)
    if not column or not text:
        return
    if holds_several_emails(text):
        yield at.problem("several-emails", column, text, blocks=True)
    elif email_in(text) is None and not is_cell_error(text):
        yield at.problem("email-unusable", column, text, blocks=True)


def _hints(line: Line, at: _Maker) -> Iterator[Problem]:
    status, attends, note = (
        (line.column(kind), line.text(kind)) for kind in (Field.STATUS, Field.ATTENDS, Field.NOTES)
    )
    if status[1] and reply_in(status[1]) is None:
        yield at.problem("status-unknown", *status)
    if attends[1] and attends_in(attends[1]) is None:
        yield at.problem("attends-unknown", *attends)
    if says_gone(note[1]):
        yield at.problem("note-mentions-cancellation", *note)

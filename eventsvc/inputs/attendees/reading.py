"""Reading an attendee list: a table in, people, problems and everything left out.

Each row of the file ends up in exactly one place: taken, held back or skipped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from eventsvc.domain.names import display_name
from eventsvc.domain.spelling import clean, fold
from eventsvc.inputs.attendees.fields import Field
from eventsvc.inputs.attendees.headings import LOOKED_AT, Headings, columns_of, find_headings
from eventsvc.inputs.attendees.lines import Layout, Line, why_skipped
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow, Column, HeldRow
from eventsvc.inputs.attendees.mapping import keyed
from eventsvc.inputs.attendees.people import Around, person, problems_of
from eventsvc.inputs.attendees.problems import Problem, Skipped
from eventsvc.inputs.attendees.values import Reply, is_role, is_sheet_of_the_gone, reply_in
from eventsvc.inputs.errors import HeadingsMissing
from eventsvc.inputs.sheets import Row, Sheet, Table

_NO_MAPPING: Mapping[str, str] = MappingProxyType({})
_RECIPIENTS = (("Name", Field.NAME), ("E-Mail", Field.EMAIL))


def read_attendees(table: Table, *, mapping: Mapping[str, str] = _NO_MAPPING) -> AttendeeList:
    """Return the people in ``table``.

    ``mapping`` says what columns hold, by heading or letter (``{"Behörde": "organisation",
    "G": "photo"}``), and goes before what is found out. A column that is not sure is not read;
    it is in ``AttendeeList.unsure`` with the guess.

    Raises:
        HeadingsMissing: No sheet names its columns, and the mapping names no letters.
        MappingMistaken, FieldUnknown: The mapping does not fit the table.
    """
    keys = keyed(mapping, table)
    outcome = _Outcome()
    is_read = False
    for sheet in table.sheets:
        if sheet.is_hidden:
            outcome.skip_all(sheet.rows, sheet, "hidden-sheet")
            continue
        headings = _headings(table, sheet, keys)
        if headings is None:
            outcome.skip_all(sheet.rows, sheet, "sheet-without-headings")
            continue
        is_read = True
        _read_sheet(outcome, table, sheet, headings, keys)
    if not is_read:
        raise HeadingsMissing(rows=LOOKED_AT)
    return outcome.finished()


@dataclass
class _Outcome:
    """What has been read so far, over all sheets."""

    rows: list[AttendeeRow] = field(default_factory=list)
    held: list[HeldRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    seen: dict[str, AttendeeRow] = field(default_factory=dict)

    def skip(self, row: Row, sheet: Sheet, reason: str, value: str = "") -> None:
        self.skipped.append(Skipped(reason, sheet.name, row.number, value, row.cells))

    def skip_all(self, rows: Sequence[Row], sheet: Sheet, reason: str) -> None:
        for row in rows:
            self.skip(row, sheet, reason)

    def finished(self) -> AttendeeList:
        return AttendeeList(
            tuple(self.rows),
            tuple(self.held),
            tuple(self.skipped),
            tuple(self.problems),
            tuple(self.columns),
        )


def _headings(table: Table, sheet: Sheet, keys: Mapping[str, str]) -> Headings | None:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    if table.kind == "recipients":
        texts = tuple(heading for heading, _ in _RECIPIENTS)
        return Headings(-1, -1, texts, texts)
    found = find_headings(sheet, mapping=keys)
    if found is None and any(key.startswith(":") for key in keys):
        return Headings(-1, -1, ("",) * width, ("",) * width)
    return found


def _read_sheet(
    outcome: _Outcome, table: Table, sheet: Sheet, headings: Headings, keys: Mapping[str, str]
) -> None:
    columns = columns_of(sheet, headings, mapping=keys)
    outcome.columns.extend(columns)
    for at, row in enumerate(sheet.rows[: headings.last + 1]):
        outcome.skip(row, sheet, "heading" if at >= headings.first else "preamble", _line(row))
    rows = sheet.rows[headings.last + 1 :]
    if is_sheet_of_the_gone(sheet.name):
        outcome.skip_all(rows, sheet, "cancelled-sheet")
        return
    titles = {_folded(row) for row in sheet.rows[max(headings.first, 0) : headings.last + 1]}
    layout = Layout.of(columns)
    sub_heading = ""
    counts = _columns_of_counts(rows, columns)
    width = _width(table, sheet, headings)
    for row in rows:
        if _folded(row) in titles:
            outcome.skip(row, sheet, "heading")
            continue
        line = Line(row, layout)
        if why := why_skipped(line):
            outcome.skip(row, sheet, *why)
            if why[0] == "sub-heading":
                sub_heading = "" if is_role(why[1]) else why[1]
            continue
        _take(outcome, line, Around(sheet.name, sub_heading, _waits(sheet), width, counts))


def _take(outcome: _Outcome, line: Line, around: Around) -> None:
    taken = person(line, around)
    problems = list(problems_of(line, taken, around))
    blocking = tuple(problem for problem in problems if problem.blocks)
    if blocking:
        used = "" if line.column(Field.ORGANISATION) else around.sub_heading
        held = HeldRow(around.sheet, line.row.number, line.row.cells, blocking, used)
        outcome.held.append(held)
        outcome.problems.extend(blocking)
        return
    outcome.problems.extend(problems)
    outcome.problems.extend(_beside_others(outcome, line, taken))
    outcome.rows.append(taken)


def _beside_others(outcome: _Outcome, line: Line, taken: AttendeeRow) -> Iterator[Problem]:
    """Yield the hints that need the other rows: doubled people and addresses."""
    name = display_name(title=taken.title, given=taken.given, family=taken.family)
    column = line.column(Field.EMAIL)
    where, heading = (column.index, column.heading) if column else (None, "")
    same = "|".join((fold(taken.given), fold(taken.family), fold(taken.organisation), taken.email))
    for code, key, value in (
        ("person-doubled", same, name),
        ("email-doubled", taken.email, taken.email),
    ):
        first = outcome.seen.setdefault(key, taken) if key else taken
        if first is not taken:
            facts = MappingProxyType({"first": _place(first, taken)})
            yield Problem(code, taken.sheet, taken.row, where, heading, value, facts)
            return
    if column and not taken.email:
        yield Problem("email-missing", taken.sheet, taken.row, where, heading, name)


def _place(first: AttendeeRow, now: AttendeeRow) -> str:
    return str(first.row) if first.sheet == now.sheet else f"{first.row} ({first.sheet})"


def _columns_of_counts(rows: Sequence[Row], columns: Sequence[Column]) -> frozenset[int]:
    """Return the consent columns in which a number is no tick: they hold others than 0 and 1."""
    return frozenset(
        column.index
        for column in columns
        if column.question is not None
        and any(
            text.replace(".", "").replace(",", "").isdigit() and text not in {"0", "1"}
            for row in rows
            if (text := row.cell(column.index).strip())
        )
    )


def _width(table: Table, sheet: Sheet, headings: Headings) -> int | None:
    if table.kind != "csv" or headings.first < 0:
        return None
    return max(len(row.cells) for row in sheet.rows[headings.first : headings.last + 1])


def _waits(sheet: Sheet) -> bool:
    return reply_in(sheet.name) is Reply.WAITING


def _folded(row: Row) -> tuple[str, ...]:
    texts = [fold(text) for text in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _line(row: Row) -> str:
    return " ".join(clean(row.cells[at]) for at in row.filled)

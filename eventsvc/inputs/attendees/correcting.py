"""The file to correct: the rows not taken, as they stood, with what is wrong beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from eventsvc.domain.spelling import fold
from eventsvc.inputs.attendees.fields import Field, recognised
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow, HeldRow
from eventsvc.inputs.attendees.problems import PROBLEMS, Problem
from eventsvc.inputs.sheets import column_letters

PROBLEM_HEADING = "Problem"
"""A heading that a later import knows and leaves unread."""


def english(problem: Problem) -> str:
    """Return the problem's sentence untranslated."""
    return PROBLEMS[problem.code] % problem.placeholders


def held_back(
    read: AttendeeList, rows: Iterable[AttendeeRow], *, suggestions: Mapping[str, Sequence[str]]
) -> AttendeeList:
    """Return ``read`` with ``rows`` held back, because nobody bears their organisation's name.

    ``suggestions`` are names that could be meant, by the name as written.
    """
    back = {(row.sheet, row.row): row for row in rows}
    held = tuple(
        HeldRow(
            row.sheet,
            row.row,
            row.cells,
            (_organisation_unknown(row, suggestions.get(row.organisation, ())),),
            row.organisation if row.organisation not in row.cells else "",
        )
        for row in back.values()
    )
    return replace(
        read,
        rows=tuple(row for row in read.rows if (row.sheet, row.row) not in back),
        held=tuple(sorted((*read.held, *held), key=lambda it: (it.sheet, it.row))),
        problems=(*read.problems, *(problem for it in held for problem in it.problems)),
    )


def _organisation_unknown(row: AttendeeRow, suggestions: Sequence[str]) -> Problem:
    return Problem(
        "organisation-unknown",
        row.sheet,
        row.row,
        value=row.organisation,
        facts=MappingProxyType({"suggestions": ", ".join(suggestions) or "–"}),
        blocks=True,
    )


def rows_to_correct(
    read: AttendeeList,
    *,
    sentence: Callable[[Problem], str] = english,
    organisation_heading: str = "Organisation",
) -> tuple[tuple[str, ...], ...]:
    """Return a heading row and the rows not taken; empty when every row was taken.

    The columns are the original ones of all sheets, then the organisation where only a
    sub-heading said it, then the sentences about the row. Corrected, it can be imported as it
    is; ``sentence`` translates.
    """
    if not read.held:
        return ()
    headings = _headings(read)
    takes_organisation = any(held.organisation for held in read.held)
    extra = (organisation_heading,) if takes_organisation else ()
    rows = [(*headings, *extra, PROBLEM_HEADING)]
    for held in read.held:
        own = (held.organisation,) if takes_organisation else ()
        words = " ".join(sentence(problem) for problem in held.problems)
        rows.append((*_cells(read, held, headings), *own, words))
    return tuple(rows)


def _headings(read: AttendeeList) -> list[str]:
    """Return the headings of the sheets with held rows, each once; letters where there is none."""
    sheets = {held.sheet for held in read.held}
    found: dict[str, str] = {}
    for column in read.columns:
        if column.sheet in sheets and not _is_problem(column.heading):
            found.setdefault(_key(column.heading, column.index), column.heading or column.letters)
    for held in read.held:
        known = {column.index for column in read.columns if column.sheet == held.sheet}
        for at, text in enumerate(held.cells):
            if text and at not in known:
                found.setdefault(_key("", at), column_letters(at))
    return list(found.values())


def _cells(read: AttendeeList, held: HeldRow, headings: Sequence[str]) -> list[str]:
    names = {c.index: c.heading for c in read.columns if c.sheet == held.sheet}
    texts = {
        fold(names.get(at, "") or column_letters(at)): text
        for at, text in reversed(list(enumerate(held.cells)))
    }
    return [texts.get(fold(heading), "") for heading in headings]


def _key(heading: str, index: int) -> str:
    return fold(heading) or f":{column_letters(index)}"


def _is_problem(heading: str) -> bool:
    """Tell whether a column is the problem column of an earlier file to correct."""
    known = recognised(heading)
    return known is not None and known.field is Field.NOTES and fold(heading) == "problem"

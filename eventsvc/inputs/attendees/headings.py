"""Finding the row that names the columns, and what each column holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventsvc.domain.spelling import clean, fold
from eventsvc.inputs.attendees.consents import (
    Asks,
    Purpose,
    Question,
    is_about_consent,
    lists_answers,
    question_in,
)
from eventsvc.inputs.attendees.fields import NAME_FIELDS, Field, Known, recognised
from eventsvc.inputs.attendees.lists import Column
from eventsvc.inputs.attendees.values import email_in
from eventsvc.inputs.sheets import Row, Sheet, column_letters

LOOKED_AT = 40
"""How many rows from the top may be the headings."""

_EXAMPLES = 3
_FEWEST = 2
_NO_QUESTION = "no-photo"
"""What a mapping calls a column of refusals ("keine Fotos"), beside the purposes."""

MAPPABLE = (
    *(kind.value for kind in Field if kind is not Field.CONSENT),
    *(purpose.value for purpose in Purpose),
    _NO_QUESTION,
)
"""The words that a mapping may use for a column."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The rows that name the columns (positions in ``Sheet.rows``) and the joined texts.

    ``first`` is -1 when there are none and the columns are known by letter alone.
    """

    first: int
    last: int
    texts: tuple[str, ...]
    leaves: tuple[str, ...]


def find_headings(sheet: Sheet, *, mapping: Mapping[str, str]) -> Headings | None:
    """Return the headings of ``sheet``, None when no row near its top has any.

    Two heading lines are joined ("Foto" above "ja/nein"); a group's name counts for the blank
    cells to its right.
    """
    best, best_score = None, 0
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        score = _score(row, mapping)
        if score > best_score:
            best, best_score = at, score
    if best is None:
        return None
    first = last = best
    if best and _is_group_line(sheet.rows[best - 1], sheet.rows[best]):
        first = best - 1
    elif best + 1 < len(sheet.rows) and _is_second_line(sheet.rows[best + 1]):
        last = best + 1
    return _joined(sheet, first, last)


def _score(row: Row, mapping: Mapping[str, str]) -> int:
    """Return how many different things the row's cells name; 0 for what is no heading row."""
    found: set[object] = set()
    for at in row.filled:
        text = clean(row.cells[at])
        if "@" in text:
            return 0
        known = recognised(text)
        if fold(text) in mapping:
            found.add(mapping[fold(text)])
        elif known is not None and known.is_sure:
            found.add(known.field)
        elif question := question_in(text):
            found.add(question.purpose)
        elif known is not None or is_about_consent(text):
            found.add(fold(text))
    is_enough = len(found) >= _FEWEST or (
        len(row.filled) == 1 and found <= NAME_FIELDS | {Field.EMAIL}
    )
    return len(found) if is_enough else 0


def _is_group_line(upper: Row, lower: Row) -> bool:
    """Tell whether ``upper`` names groups of the columns below: adjacent, short, no sentence."""
    return (
        upper.number == lower.number - 1
        and len(upper.filled) >= _FEWEST
        and not any("@" in upper.cells[at] or upper.cells[at].endswith(":") for at in upper.filled)
    )


def _is_second_line(row: Row) -> bool:
    """Tell whether the row below the headings only explains them: "ja/nein", "Vorname"."""
    texts = [row.cells[at] for at in row.filled]
    return bool(texts) and all(
        lists_answers(text) or ((known := recognised(text)) is not None and known.is_sure)
        for text in texts
    )


def _joined(sheet: Sheet, first: int, last: int) -> Headings:
    upper, lower = sheet.rows[first], sheet.rows[last]
    width = max(len(row.cells) for row in sheet.rows[first:])
    texts, leaves, group = [], [], ""
    for at in range(width):
        above, below = clean(upper.cell(at)), clean(lower.cell(at))
        group = above or group
        if first == last:
            texts.append(above)
            leaves.append(above)
            continue
        texts.append(" ".join(dict.fromkeys(filter(None, (group if below else above, below)))))
        leaves.append(below or above)
    return Headings(first, last, tuple(texts), tuple(leaves))


def columns_of(
    sheet: Sheet, headings: Headings, *, mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return what each column with a heading or a mapping holds.

    ``mapping`` goes by folded heading or by letter. A field named twice is read from the
    first column; the second is unsure, but for a second telephone number.
    """
    has_given = _has_given(headings)
    columns: list[Column] = []
    for at, (text, leaf) in enumerate(zip(headings.texts, headings.leaves, strict=True)):
        chosen = next(
            (mapping[key] for key in (fold(text), fold(leaf), _letter_key(at)) if key in mapping),
            None,
        )
        values = _values(sheet, headings, at)
        if chosen is not None:
            columns.append(_mapped(sheet.name, at, text, chosen))
        elif text:
            column = _read_heading(sheet.name, at, text, leaf)
            if column.field is Field.NAME and fold(leaf) == "name" and has_given:
                column = replace(column, field=Field.FAMILY)
            is_foreign = column.field is Field.IGNORE and recognised(leaf) is None
            if is_foreign and values and all(map(email_in, values)):
                column = replace(column, field=Field.EMAIL, is_sure=False)
            columns.append(column)
        elif values and all(map(email_in, values)):
            columns.append(Column(sheet.name, at, "", Field.EMAIL, is_sure=False))
        else:
            continue
        columns[-1] = replace(columns[-1], examples=tuple(values[:_EXAMPLES]))
    return tuple(_without_doubles(columns, mapping))


def _has_given(headings: Headings) -> bool:
    return any(
        known.field is Field.GIVEN for leaf in headings.leaves if (known := recognised(leaf))
    )


def _letter_key(column: int) -> str:
    """Return the key of a column in a mapping: its letter, marked so that it is no heading."""
    return f":{column_letters(column)}"


def _values(sheet: Sheet, headings: Headings, column: int) -> list[str]:
    rows = sheet.rows[headings.last + 1 :]
    return [text for row in rows if (text := clean(row.cell(column)))]


def _read_heading(sheet: str, at: int, text: str, leaf: str) -> Column:
    """Return the column by its heading: a consent first, since its sentence may hold any word."""
    for heading in dict.fromkeys((text, leaf)):
        known = recognised(leaf)
        question = question_in(heading)
        if question and not (known and known.is_sure):
            return Column(sheet, at, text, Field.CONSENT, question.is_sure, question)
    if is_about_consent(leaf):
        # Two purposes in one sentence, or none that we know: nothing is recorded from it.
        return Column(sheet, at, text, None, is_sure=False)
    known = recognised(leaf) or recognised(text)
    if known is not None and known.is_sure:
        # The group's name adds nothing: "E-Mail", not "Kontakt E-Mail".
        text = leaf
    if known is None:
        return Column(sheet, at, text, Field.IGNORE, is_sure=True)
    return Column(sheet, at, text, known.field, known.is_sure)


def _mapped(sheet: str, at: int, text: str, chosen: str) -> Column:
    """Return a column that the caller explained: a bare topic becomes a question thereby."""
    if chosen == _NO_QUESTION:
        question = Question(Purpose.PHOTO, Asks.REFUSAL)
    elif chosen in set(Purpose):
        found = question_in(text)
        asks = found.asks if found and found.is_sure else Asks.CONSENT
        question = Question(Purpose(chosen), asks)
    else:
        return Column(sheet, at, text, Field(chosen), is_sure=True)
    return Column(sheet, at, text, Field.CONSENT, is_sure=True, question=question)


def _without_doubles(columns: Sequence[Column], mapping: Mapping[str, str]) -> list[Column]:
    taken: dict[object, Column] = {}
    kept = []
    for column in sorted(columns, key=lambda column: not _is_explained(column, mapping)):
        known = Known(column.field or Field.IGNORE, column.is_sure)
        what = column.question.purpose if column.question else known.field
        if column.is_read and what in taken and known.field is not Field.NOTES:
            is_phone = known.field is Field.PHONE
            column = replace(  # noqa: PLW2901 -- the same column, seen beside the others
                column, field=Field.IGNORE if is_phone else known.field, is_sure=is_phone
            )
        elif column.is_read:
            taken[what] = column
        kept.append(column)
    return sorted(kept, key=lambda column: column.index)


def _is_explained(column: Column, mapping: Mapping[str, str]) -> bool:
    return fold(column.heading) in mapping or _letter_key(column.index) in mapping

"""Moving everything that refers to one row to another one, so that the first can go.

Which columns refer to people and attendances is read from the tables themselves: a table made
later moves too. Where two rows may not stand beside each other, ``_ONE_OF_TWO`` says which stays;
a test holds it to the tables. Whoever is left behind stops the merge (``references_left``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, delete, func, select, update

from eventsvc.db.extension import Base
from eventsvc.db.models import (
    AttendanceRow,
    DatePollReplyRow,
    DifferentPeopleRow,
    FunctionRow,
    GroupPersonRow,
    HandoutPersonRow,
    InquiryAnswerRow,
    MailingRecipientRow,
    PersonalCalendarRow,
    PicturePersonRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.groups import GroupRole

_ROLES = (GroupRole.MEMBER, GroupRole.SPOKESPERSON, GroupRole.LEAD)


@dataclass(frozen=True, slots=True)
class Rival:
    """A table in which one thing has one row of a person or an attendance."""

    row: type[Base]
    column: str
    """Whose it is."""
    thing: str
    """What it is about; two rows about one thing cannot both stay."""
    rank: Callable[[Any], Any]
    """The greater of two stays; of two that are alike the one that was there."""


_ONE_OF_TWO: Mapping[str, tuple[Rival, ...]] = {
    "person": (
        Rival(GroupPersonRow, "person_id", "group_id", lambda row: _ROLES.index(row.role)),
        Rival(HandoutPersonRow, "person_id", "handout_id", lambda row: row.fetched_at),
        Rival(PicturePersonRow, "person_id", "picture_id", lambda _row: 0),
        Rival(
            DatePollReplyRow,
            "person_id",
            "poll_id",
            lambda row: row.answered_at.timestamp() if row.answered_at else 0,
        ),
        Rival(
            MailingRecipientRow,
            "person_id",
            "mailing_id",
            lambda row: (row.outbox_id is not None, row.queued_at is not None),
        ),
    ),
    "attendance": (
        Rival(InquiryAnswerRow, "attendance_id", "inquiry_id", lambda row: row.answered_at),
    ),
}
"""Table that is referred to → where only one of two rows can stay."""

BY_HAND = frozenset(
    {
        AttendanceRow.__table__.c.person_id,
        FunctionRow.__table__.c.person_id,
        PersonalCalendarRow.__table__.c.person_id,
        DifferentPeopleRow.__table__.c.one_id,
        DifferentPeopleRow.__table__.c.other_id,
    }
)
"""Columns of rows of which more than one of two is decided (``services.merging``)."""


def references_to(row: type[Base]) -> list[Column[Any]]:
    """Return every column of every table that refers to rows of this kind, in a fixed order."""
    table = row.__table__
    return [
        column
        for one in Base.metadata.sorted_tables
        for column in one.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def rivals(row: type[Base]) -> tuple[Rival, ...]:
    """Return where only one of two rows about one thing can stay."""
    return _ONE_OF_TWO[_table(row).name]


def move(row: type[Base], *, gone: int, kept: int) -> None:
    """Let everything that refers to ``gone`` refer to ``kept``; of two about one thing one stays.

    What ``BY_HAND`` names must be decided by then: of that, all that is left moves.
    """
    for rival in rivals(row):
        _settle(rival, gone=gone, kept=kept)
    session().flush()
    for column in references_to(row):
        session().execute(update(column.table).where(column == gone).values({column: kept}))


def references_left(row: type[Base], number: int) -> list[str]:
    """Return the columns that still refer to a row; with it they would go."""
    return [
        str(column)
        for column in references_to(row)
        if session().scalar(select(func.count()).select_from(column.table).where(column == number))
    ]


def forget(row: type[Base], number: int) -> None:
    """Delete one row that nothing refers to.

    Raises:
        RuntimeError: Something does; it would go too.
    """
    left = references_left(row, number)
    if left:
        raise RuntimeError(f"still referred to by {', '.join(left)}")
    session().execute(delete(row).where(_table(row).c.id == number))


def _settle(rival: Rival, *, gone: int, kept: int) -> None:
    column = getattr(rival.row, rival.column)
    there = {getattr(one, rival.thing): one for one in rows_of(rival.row, column, [kept])}
    for one in rows_of(rival.row, column, [gone]):
        other = there.get(getattr(one, rival.thing))
        if other is not None:
            weaker = other if rival.rank(one) > rival.rank(other) else one
            session().delete(weaker)


def rows_of(row: type[Any], column: Any, numbers: Iterable[int]) -> Sequence[Any]:
    """Return the rows in whose ``column`` one of ``numbers`` stands, in a fixed order."""
    keys = [_table(row).c[key.name] for key in _table(row).primary_key]
    return session().scalars(select(row).where(column.in_(list(numbers))).order_by(*keys)).all()


def _table(row: type[Any]) -> Table:
    table: Table = row.__table__
    return table

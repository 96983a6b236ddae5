"""What is asked to find possible doubles, and entries that were merged."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import selectinload

from eventsvc.db.models import (
    AttendanceRow,
    DifferentPeopleRow,
    FunctionRow,
    MeetingRow,
    MergedPersonRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.transaction import session

MOST = 20_000
"""People of a network that are compared."""


def everybody(network_id: int) -> Sequence[PersonRow]:
    """Return everybody who was not erased, in a fixed order."""
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.erased_at.is_(None))
            .order_by(PersonRow.id)
            .limit(MOST)
        )
        .all()
    )


def people_like(
    network_id: int, *, folded: str, email: str, limit: int = 50
) -> Sequence[PersonRow]:
    """Return people whose name holds ``folded`` or whose address holds ``email``, by name.

    What is empty is held by nobody.
    """
    sought = [
        column.contains(typed, autoescape=True)
        for column, typed in ((PersonRow.folded_name, folded), (PersonRow.email, email))
        if typed
    ]
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.erased_at.is_(None))
            .where(or_(false(), *sought))
            .order_by(PersonRow.sort_key, PersonRow.id)
            .limit(limit)
        )
        .all()
    )


def people_by_ids(person_ids: Collection[int]) -> Mapping[int, PersonRow]:
    """Return person id → person with functions and their organisations."""
    rows = session().scalars(
        select(PersonRow)
        .where(PersonRow.id.in_(person_ids))
        .options(selectinload(PersonRow.functions).joinedload(FunctionRow.organisation))
    )
    return {row.id: row for row in rows}


def person_by_public_id(network_id: int, public_id: str) -> PersonRow | None:
    """Return somebody who was not erased, with functions and their organisations."""
    return session().scalar(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.public_id == public_id)
        .where(PersonRow.erased_at.is_(None))
        .options(selectinload(PersonRow.functions).joinedload(FunctionRow.organisation))
        .execution_options(populate_existing=True)
    )


def different_pairs(network_id: int) -> Sequence[DifferentPeopleRow]:
    """Return every pair that was said to be two people."""
    return (
        session()
        .scalars(
            select(DifferentPeopleRow)
            .where(DifferentPeopleRow.network_id == network_id)
            .order_by(DifferentPeopleRow.id)
        )
        .all()
    )


def different_of(person_ids: Collection[int]) -> Sequence[DifferentPeopleRow]:
    """Return the pairs in which one of these people is."""
    return (
        session()
        .scalars(
            select(DifferentPeopleRow)
            .where(
                or_(
                    DifferentPeopleRow.one_id.in_(person_ids),
                    DifferentPeopleRow.other_id.in_(person_ids),
                )
            )
            .order_by(DifferentPeopleRow.id)
        )
        .all()
    )


def merged_into(person_ids: Collection[int]) -> Mapping[int, Sequence[MergedPersonRow]]:
    """Return person id → the entries that were merged into theirs, in a fixed order."""
    return _by_person(MergedPersonRow.person_id.in_(person_ids))


def merged_in(network_id: int) -> Mapping[int, Sequence[MergedPersonRow]]:
    """Return the same for everybody of a network."""
    return _by_person(MergedPersonRow.network_id == network_id)


def was_merged(public_id: str) -> bool:
    """Tell whether an entry of this name became part of another one."""
    found = select(MergedPersonRow.id).where(MergedPersonRow.public_id == public_id).limit(1)
    return session().scalar(found) is not None


def merged_ids(network_id: int, public_id: str) -> Sequence[str]:
    """Return the public ids of the entries that were merged into the person's."""
    return (
        session()
        .scalars(
            select(MergedPersonRow.public_id)
            .join(PersonRow, PersonRow.id == MergedPersonRow.person_id)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.public_id == public_id)
            .order_by(MergedPersonRow.id)
        )
        .all()
    )


def addresses_of(person: PersonRow) -> frozenset[str]:
    """Return the person's address and those of the entries merged into it."""
    merged = merged_into([person.id]).get(person.id, ())
    return frozenset({person.email, *(row.email for row in merged)} - {""})


def attendances_of_both(
    person_ids: Collection[int],
) -> Mapping[int, Mapping[int, tuple[AttendanceRow, MeetingRow, OrganisationRow | None]]]:
    """Return meeting id → person id → the attendance, its meeting and organisation."""
    rows = session().execute(
        select(AttendanceRow, MeetingRow, OrganisationRow)
        .join(MeetingRow, MeetingRow.id == AttendanceRow.meeting_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == AttendanceRow.organisation_id)
        .where(AttendanceRow.person_id.in_(person_ids))
        .order_by(MeetingRow.dtstart.desc(), AttendanceRow.id)
    )
    found: dict[int, dict[int, tuple[AttendanceRow, MeetingRow, OrganisationRow | None]]] = {}
    for attendance, meeting, organisation in rows:
        place = found.setdefault(meeting.id, {})
        place[attendance.person_id] = (attendance, meeting, organisation)
    return found


def meetings_by_ids(meeting_ids: Collection[int]) -> Mapping[int, MeetingRow]:
    """Return meeting id → meeting."""
    rows = session().scalars(select(MeetingRow).where(MeetingRow.id.in_(meeting_ids)))
    return {row.id: row for row in rows}


def _by_person(which: ColumnElement[bool]) -> Mapping[int, Sequence[MergedPersonRow]]:
    found: dict[int, list[MergedPersonRow]] = defaultdict(list)
    for row in session().scalars(select(MergedPersonRow).where(which).order_by(MergedPersonRow.id)):
        found[row.person_id].append(row)
    return found

"""What the desk asks: one person, whoever a code means, who is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    OrganisationRow,
    PersonRow,
    PublicCodeRow,
)
from eventsvc.db.queries.attendances import MOST
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import Purpose

_WHOLE = (joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one person is this morning; no name."""

    public_id: str
    checked_in_at: datetime | None
    partstat: PartStat
    attends: Attends
    seat: Seat


def places(network_id: int, meeting_id: int) -> Sequence[Place]:
    """Return where everybody on the meeting's list is."""
    rows = session().execute(
        select(
            AttendanceRow.public_id,
            AttendanceRow.checked_in_at,
            AttendanceRow.partstat,
            AttendanceRow.attends,
            AttendanceRow.seat,
        )
        .where(AttendanceRow.network_id == network_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .order_by(AttendanceRow.id)
        .limit(MOST)
    )
    return [
        Place(
            public_id=public_id,
            checked_in_at=checked_in_at,
            partstat=partstat,
            attends=attends,
            seat=seat,
        )
        for public_id, checked_in_at, partstat, attends, seat in rows
    ]


def attendance(
    network_id: int, meeting_id: int, public_id: str, *, locked: bool = False
) -> AttendanceRow | None:
    """Return one person's attendance, with person and organisation.

    ``locked``: until the transaction ends, so that two helpers act one after the other.
    """
    wanted = (
        select(AttendanceRow)
        .where(AttendanceRow.network_id == network_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.public_id == public_id)
        .options(*_WHOLE)
    )
    return session().scalar(wanted.with_for_update(of=AttendanceRow) if locked else wanted)


def attendance_of_person(meeting_id: int, person_id: int) -> AttendanceRow | None:
    """Return the attendance of a person who is on the meeting's list already."""
    return session().scalar(
        select(AttendanceRow)
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.person_id == person_id)
        .options(*_WHOLE)
    )


def substitutes_for(attendance_id: int) -> Sequence[AttendanceRow]:
    """Return who comes in somebody's place, with person and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.delegated_from_id == attendance_id)
            .options(*_WHOLE)
            .order_by(AttendanceRow.id)
            .limit(MOST)
        )
        .all()
    )


def attendance_by_id(attendance_id: int | None) -> AttendanceRow | None:
    """Return an attendance with its person; None for None."""
    if attendance_id is None:
        return None
    return session().scalar(
        select(AttendanceRow).where(AttendanceRow.id == attendance_id).options(*_WHOLE)
    )


def attendances_by_code(network_id: int, meeting_id: int, code: str) -> Sequence[AttendanceRow]:
    """Return whom ``code`` means at the meeting's desk, by family name.

    A personal code means its person; the code of a badge whoever comes for that organisation,
    renamed or merged as it may be; the meeting's own code whoever comes for none.
    """
    comes_for = func.coalesce(OrganisationRow.merged_into_id, AttendanceRow.organisation_id)
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .outerjoin(OrganisationRow, OrganisationRow.id == AttendanceRow.organisation_id)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(
                (AttendanceRow.desk_code == code)
                | (comes_for == _organisation_of(network_id, code))
                | (AttendanceRow.organisation_id.is_(None) & _is_code_of(meeting_id, code))
            )
            .options(*_WHOLE)
            .order_by(PersonRow.sort_key, AttendanceRow.id)
            .limit(MOST)
        )
        .all()
    )


def _organisation_of(network_id: int, code: str) -> ScalarSelect[int]:
    """Return, as part of a query, the organisation that ``code`` leads to today."""
    return (
        select(func.coalesce(OrganisationRow.merged_into_id, OrganisationRow.id))
        .join(PublicCodeRow, PublicCodeRow.organisation_id == OrganisationRow.id)
        .where(PublicCodeRow.network_id == network_id)
        .where(PublicCodeRow.code == code)
        .scalar_subquery()
    )


def _is_code_of(meeting_id: int, code: str) -> ColumnElement[bool]:
    return (
        select(PublicCodeRow.code)
        .where(PublicCodeRow.meeting_id == meeting_id)
        .where(PublicCodeRow.code == code)
        .exists()
    )


def mark_here(attendance_id: int, *, at: datetime) -> bool:
    """Note that somebody is here; tell whether that is new. Two at once: one of them is told so.

    No edit of the row: whoever has it open in a form may still save.
    """
    changed = session().execute(
        update(AttendanceRow)
        .where(AttendanceRow.id == attendance_id)
        .where(AttendanceRow.checked_in_at.is_(None))
        .values(checked_in_at=at)
        .returning(AttendanceRow.id)
    )
    return changed.first() is not None


def mark_gone(attendance_id: int) -> bool:
    """Note that somebody is not here; tell whether that is new."""
    changed = session().execute(
        update(AttendanceRow)
        .where(AttendanceRow.id == attendance_id)
        .where(AttendanceRow.checked_in_at.is_not(None))
        .values(checked_in_at=None)
        .returning(AttendanceRow.id)
    )
    return changed.first() is not None


def decisions_of(
    person_id: int, meeting_id: int, purposes: Sequence[Purpose]
) -> Sequence[ConsentDecisionRow]:
    """Return a person's decisions for one meeting, the one that counts last."""
    return (
        session()
        .scalars(
            select(ConsentDecisionRow)
            .where(ConsentDecisionRow.person_id == person_id)
            .where(ConsentDecisionRow.meeting_id == meeting_id)
            .where(ConsentDecisionRow.purpose.in_(purposes))
            .order_by(ConsentDecisionRow.decided_at, ConsentDecisionRow.id)
            .limit(MOST)
        )
        .all()
    )

"""Who comes to a meeting, and how they stand to it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import AttendanceRow, PersonRow
from eventsvc.db.transaction import session

MOST = 20_000
"""More people than any network's meetings together."""


def attendances_at(meeting_ids: Sequence[int]) -> Sequence[AttendanceRow]:
    """Return everybody at these meetings by family name, with person and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .where(AttendanceRow.meeting_id.in_(meeting_ids))
            .options(joinedload(AttendanceRow.person), selectinload(AttendanceRow.organisation))
            .order_by(PersonRow.sort_key, AttendanceRow.id)
            .limit(MOST)
        )
        .all()
    )


def attendances_of(network_id: int, meeting_id: int) -> Sequence[AttendanceRow]:
    """Return everybody on the meeting's list by family name, with person and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .options(joinedload(AttendanceRow.person), selectinload(AttendanceRow.organisation))
            .order_by(PersonRow.sort_key, AttendanceRow.id)
            .limit(MOST)
        )
        .all()
    )


def attendances_by_public_ids(
    network_id: int, meeting_id: int, public_ids: Sequence[str]
) -> Sequence[AttendanceRow]:
    """Return those of the meeting's list that are called so, with person and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(AttendanceRow.public_id.in_(public_ids))
            .options(joinedload(AttendanceRow.person), selectinload(AttendanceRow.organisation))
            .order_by(AttendanceRow.id)
        )
        .all()
    )

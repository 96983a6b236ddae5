"""Rows as services need them to change them: whole, of one network, whatever their visibility."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from eventsvc.db.models import AgendaItemRow, AttendanceRow, MeetingRow
from eventsvc.db.transaction import session


def whole_meeting(network_id: int, slug: str) -> MeetingRow | None:
    """Return the meeting with hosts, notices, bases, and the agenda with speakers."""
    return session().scalar(
        select(MeetingRow)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.slug == slug)
        .options(
            selectinload(MeetingRow.hosts),
            selectinload(MeetingRow.notices),
            selectinload(MeetingRow.bases),
            selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers),
        )
    )


def meeting_slugs(network_id: int) -> frozenset[str]:
    """Return every slug and key that a meeting of the network bears."""
    rows = session().execute(
        select(MeetingRow.slug, MeetingRow.key).where(MeetingRow.network_id == network_id)
    )
    return frozenset(name for row in rows for name in row)


def count_attendances(meeting_id: int) -> int:
    """Return how many people are on the meeting's list."""
    return (
        session().scalar(
            select(func.count())
            .select_from(AttendanceRow)
            .where(AttendanceRow.meeting_id == meeting_id)
        )
        or 0
    )

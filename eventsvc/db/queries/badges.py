"""What the printing of badges asks."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import AttendanceRow, PersonRow, PrintRow, PublicCodeRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat


def attendances_with_badge(network_id: int, meeting_id: int) -> Sequence[AttendanceRow]:
    """Return who gets a badge (``domain.attendances.needs_badge``), by family name, whole."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(AttendanceRow.partstat == PartStat.ACCEPTED)
            .where(AttendanceRow.attends == Attends.ON_SITE)
            .where(AttendanceRow.seat == Seat.HELD)
            .options(joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))
            .order_by(PersonRow.sort_key, AttendanceRow.id)
        )
        .all()
    )


def codes_for_badges(network_id: int, meeting_id: int) -> dict[int | None, str]:
    """Return organisation id → the code printed for it today; None → the meeting's own code.

    The meeting's code stands on the badges of people without an organisation.
    """
    rows = session().execute(
        select(PublicCodeRow.organisation_id, PublicCodeRow.code)
        .where(PublicCodeRow.network_id == network_id)
        .where(PublicCodeRow.is_current)
        .where(
            PublicCodeRow.organisation_id.is_not(None) | (PublicCodeRow.meeting_id == meeting_id)
        )
        .order_by(PublicCodeRow.given_at)
    )
    return {organisation_id: code for organisation_id, code in rows}  # noqa: C416 -- typed rows


def latest_prints(meeting_id: int) -> dict[int, str]:
    """Return attendance id → the hash of what its latest printed badge says."""
    rows = session().execute(
        select(PrintRow.attendance_id, PrintRow.content_hash)
        .join(AttendanceRow, AttendanceRow.id == PrintRow.attendance_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .order_by(PrintRow.printed_at, PrintRow.id)
    )
    return {attendance_id: printed for attendance_id, printed in rows}  # noqa: C416 -- typed rows

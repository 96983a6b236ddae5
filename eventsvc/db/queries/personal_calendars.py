"""What the calendar of one person asks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from eventsvc.db.models import AttendanceRow, MeetingRow, PersonalCalendarRow, PersonRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.meetings import SHOWN_AHEAD, SHOWN_BACK, Visibility
from eventsvc.domain.personal_calendar import Scope


def calendar_of(person_id: int) -> PersonalCalendarRow | None:
    """Return what the person chose about the own calendar."""
    return session().get(PersonalCalendarRow, person_id)


def lock_person(person_id: int) -> PersonRow | None:
    """Return the person, locked: two first fetches make one row."""
    return session().scalar(select(PersonRow).where(PersonRow.id == person_id).with_for_update())


def meetings_for(
    network_id: int, person_id: int, *, scope: Scope, now: datetime, limit: int = 5_000
) -> Sequence[tuple[MeetingRow, PartStat | None]]:
    """Return the meetings the person may know of, with the reply; None: not on the list."""
    mine = AttendanceRow.person_id == person_id
    others = MeetingRow.visibility.in_((Visibility.PUBLIC, Visibility.NETWORK))
    rows = session().execute(
        select(MeetingRow, AttendanceRow.partstat)
        .outerjoin(AttendanceRow, (AttendanceRow.meeting_id == MeetingRow.id) & mine)
        .where(MeetingRow.network_id == network_id)
        .where(mine if scope is Scope.MINE else or_(mine, others))
        .where(MeetingRow.dtend > now - SHOWN_BACK)
        .where(MeetingRow.dtstart < now + SHOWN_AHEAD)
        .order_by(MeetingRow.dtstart, MeetingRow.uid)
        .limit(limit)
    )
    return [(meeting, partstat) for meeting, partstat in rows]

"""What somebody whom we know says about a meeting, and what time takes back."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from eventsvc.db.models import MeetingRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.errors import NotFound
from eventsvc.domain.registrations import RepliesClosed, require_way, takes_replies
from eventsvc.services.attendees.seating import give_seats, locked, stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Whether somebody comes, and how."""

    partstat: PartStat
    attends: Attends
    comment: str = ""
    """What the person adds, for the office."""


def reply(
    person_id: int,
    *,
    meeting_id: int,
    said: Reply,
    public_url: str,
    now: datetime,
) -> Seat:
    """Record a reply; return the seat that the person has now.

    A seat that is given back goes to whoever waits next, in the same transaction.

    Raises:
        NotFound: The person is not on the meeting's list.
        RepliesClosed: The meeting is over or cancelled.
        NoSuchWay: The meeting cannot be attended in this way.
    """
    with transaction():
        meeting = locked(meeting_id)
        attendance = queries.attendance_of(person_id, meeting_id=meeting.id)
        if attendance is None:
            raise NotFound
        require_replies(meeting, now=now)
        require_way(said.attends, mode=meeting.mode)
        stand(attendance, partstat=said.partstat, attends=said.attends, now=now)
        attendance.reply_comment = said.comment
        give_seats(meeting, asking=[attendance.id], public_url=public_url, now=now)
        return attendance.seat


def require_replies(meeting: MeetingRow, *, now: datetime) -> None:
    """Refuse what comes too late.

    Raises:
        RepliesClosed: The meeting is over or cancelled.
    """
    if not takes_replies(meeting.status, dtend=meeting.dtend, now=now):
        raise RepliesClosed


def end_offers(*, public_url: str, now: datetime) -> int:
    """Pass on the seats that nobody confirmed in time; return how many.

    Whoever missed the deadline counts as not having replied, and may ask for a seat again.
    """
    ended = queries.offers_ended(now=now)
    for meeting_id, pairs in groupby(ended, key=lambda pair: pair[0]):
        with transaction():
            meeting = locked(meeting_id)
            for attendance in queries.attendances_by_ids([key for _, key in pairs]):
                # It may have been confirmed since we looked.
                if attendance.offered_until is not None and attendance.offered_until <= now:
                    stand(
                        attendance,
                        partstat=PartStat.NEEDS_ACTION,
                        attends=attendance.attends,
                        now=now,
                    )
            give_seats(meeting, public_url=public_url, now=now)
    return len(ended)

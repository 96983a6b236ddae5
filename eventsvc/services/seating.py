"""Giving out seats. Each function is part of a transaction that has locked the meeting.

The lock is what keeps two people from getting the last seat: on PostgreSQL the meeting's row,
on SQLite the one write lock of the database.
"""

from datetime import datetime

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.errors import NotFound
from eventsvc.domain.registrations import takes_replies
from eventsvc.domain.seats import Limits, answer_until, moves_up, wants_seat
from eventsvc.services.outbox import Letter, queue

SEAT_OFFERED = "seat-offered"
"""Kind of the mail that tells somebody who waited of a seat."""


def locked(meeting_id: int) -> MeetingRow:
    """Return the meeting with its bases, locked until the transaction ends.

    Raises:
        NotFound: It is gone.
    """
    meeting = queries.lock_meeting(meeting_id)
    if meeting is None:
        raise NotFound
    return meeting


def limits_of(meeting: MeetingRow) -> Limits:
    """Return how many may come on site."""
    return Limits(capacity=meeting.capacity, per_organisation=meeting.seats_per_organisation)


def stand(
    attendance: AttendanceRow, *, partstat: PartStat, attends: Attends, now: datetime
) -> None:
    """Record how somebody comes, with the seat that follows: kept, asked for or given back.

    Whoever asks for one joins the end of the line; ``give_seats`` decides who gets one.
    """
    before = wants_seat(partstat=attendance.partstat, attends=attendance.attends)
    has_one = before and attendance.seat is not Seat.NONE
    attendance.partstat, attendance.attends = partstat, attends
    attendance.offered_until = None
    if not wants_seat(partstat=partstat, attends=attends):
        attendance.seat, attendance.waiting_since = Seat.NONE, None
    elif not has_one:
        attendance.seat, attendance.waiting_since = Seat.WAITING, now


def give_seats(
    network: NetworkRow,
    meeting: MeetingRow,
    *,
    asking: int | None = None,
    public_url: str,
    now: datetime,
) -> None:
    """Give free seats to those who are next. ``asking`` is the attendance that asks right now.

    Everybody else who moves up gets a mail and must say yes until a deadline.
    """
    if not takes_replies(meeting.status, dtend=meeting.dtend, now=now):
        return
    session().flush()
    up = moves_up(queries.claims(meeting.id), limits=limits_of(meeting))
    until = answer_until(now, hours=meeting.waiting_hours, dtstart=meeting.dtstart)
    for attendance in queries.attendances_by_ids(up):
        attendance.seat = Seat.HELD
        if attendance.id != asking:
            attendance.offered_until = until
            _tell(network, meeting, attendance, public_url=public_url, now=now)


def _tell(
    network: NetworkRow,
    meeting: MeetingRow,
    attendance: AttendanceRow,
    *,
    public_url: str,
    now: datetime,
) -> None:
    person = attendance.person
    if not person.email:
        return
    letter = Letter(
        unique_key=f"{SEAT_OFFERED}:{attendance.public_id}:{now.isoformat()}",
        recipient=person.email,
        kind=SEAT_OFFERED,
        language=person.language or network.languages[0],
        facts={"person": person.public_id, "meeting": meeting.id},
        network_id=network.id,
    )
    queue(letter, public_url=public_url, now=now)

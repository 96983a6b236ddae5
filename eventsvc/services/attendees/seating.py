"""Giving out seats. Each function is part of a transaction that has locked the meeting.

The lock is what keeps two people from getting the last seat: on PostgreSQL the meeting's row,
on SQLite the one write lock of the database.
"""

from collections.abc import Collection
from datetime import datetime

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.errors import NotFound
from eventsvc.domain.registrations import takes_replies
from eventsvc.domain.seats import Limits, answer_until, moves_up, wants_seat
from eventsvc.services.acts import Act
from eventsvc.services.mails.outbox import Letter, queue

SEATS = frozenset({"capacity", "seats_per_organisation"})
"""What of a meeting lets people move up from the waiting list when it changes."""
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


def enter(
    meeting: MeetingRow,
    person: PersonRow,
    *,
    public_id: str,
    source: str,
    now: datetime,
    attends: Attends = Attends.ON_SITE,
) -> AttendanceRow:
    """Put ``person`` on the list of a meeting they are not on; return the line, unanswered.

    ``source`` says in words what brought them there (GDPR Art. 14(2)(f)).
    """
    row = AttendanceRow(
        network_id=meeting.network_id,
        public_id=public_id,
        meeting_id=meeting.id,
        person_id=person.id,
        partstat=PartStat.NEEDS_ACTION,
        attends=attends,
        seat=Seat.NONE,
        source=source,
        created_at=now,
    )
    session().add(row)
    return row


def stand(
    attendance: AttendanceRow, *, partstat: PartStat, attends: Attends, now: datetime
) -> bool:
    """Record how somebody comes, with the seat that follows; tell whether anything is new.

    A seat is kept, asked for or given back. Whoever asks for one joins the end of the line;
    ``give_seats`` decides who gets one.
    """
    before = wants_seat(partstat=attendance.partstat, attends=attendance.attends)
    has_one = before and attendance.seat is not Seat.NONE
    seat, since = attendance.seat, attendance.waiting_since
    if not wants_seat(partstat=partstat, attends=attends):
        seat, since = Seat.NONE, None
    elif not has_one:
        seat, since = Seat.WAITING, now
    attendance.replied_at = now
    return _write(attendance, partstat, attends, seat, since=since)


def admit(attendance: AttendanceRow, *, partstat: PartStat, attends: Attends) -> bool:
    """Record how somebody comes as the office has it; tell whether anything is new.

    Who needs a seat has one: no limit questions the office.
    """
    seat = Seat.HELD if wants_seat(partstat=partstat, attends=attends) else Seat.NONE
    return _write(attendance, partstat, attends, seat, since=None)


def wait(attendance: AttendanceRow, *, attends: Attends, now: datetime) -> bool:
    """Record that somebody waits as the office has it; tell whether anything is new."""
    since = attendance.waiting_since or now
    return _write(attendance, PartStat.ACCEPTED, attends, Seat.WAITING, since=since)


def place(
    meeting: MeetingRow,
    attendance: AttendanceRow,
    *,
    partstat: PartStat,
    attends: Attends,
    act: Act,
) -> bool:
    """Record a reply that the office was told of; ``give_seats`` comes after.

    It stands in line like any other. Lists of meetings that are over are history: nobody waits.
    """
    if takes_replies(meeting.status, dtend=meeting.dtend, now=act.at):
        return stand(attendance, partstat=partstat, attends=attends, now=act.at)
    return admit(attendance, partstat=partstat, attends=attends)


def _write(
    attendance: AttendanceRow,
    partstat: PartStat,
    attends: Attends,
    seat: Seat,
    *,
    since: datetime | None,
) -> bool:
    before = (attendance.partstat, attendance.attends, attendance.seat)
    attendance.partstat, attendance.attends, attendance.seat = partstat, attends, seat
    attendance.waiting_since, attendance.offered_until = since, None
    if before == (partstat, attends, seat):
        return False
    attendance.reply_channel, attendance.reply_source = None, ""  # they told the reply before
    return True


def give_seats(
    meeting: MeetingRow, *, asking: Collection[int] = (), public_url: str, now: datetime
) -> None:
    """Give free seats to those who are next. ``asking``: the attendances that ask right now.

    Everybody else who moves up gets a mail and must say yes until a deadline.
    """
    if not takes_replies(meeting.status, dtend=meeting.dtend, now=now):
        return
    session().flush()
    up = moves_up(queries.claims(meeting.id), limits=limits_of(meeting))
    until = answer_until(now, hours=meeting.waiting_hours, dtstart=meeting.dtstart)
    for attendance in queries.attendances_by_ids(up):
        attendance.seat = Seat.HELD
        if attendance.id not in asking:
            attendance.offered_until = until
            _tell(meeting, attendance, public_url=public_url, now=now)


def _tell(
    meeting: MeetingRow, attendance: AttendanceRow, *, public_url: str, now: datetime
) -> None:
    person = attendance.person
    if not person.email:
        return
    network = session().get_one(NetworkRow, meeting.network_id)
    letter = Letter(
        unique_key=f"{SEAT_OFFERED}:{attendance.public_id}:{now.isoformat()}",
        recipient=person.email,
        kind=SEAT_OFFERED,
        language=person.language or network.languages[0],
        facts={"person": person.public_id, "meeting": meeting.id},
        network_id=network.id,
    )
    queue(letter, public_url=public_url, now=now)

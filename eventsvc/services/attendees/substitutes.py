"""Whom an attendee names: a substitute who comes instead, or one more person of the organisation.

Whoever is named gets a mail and a link of their own, decides about their own data, and can
decline. Nobody learns by naming somebody what is known of that person.
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.people import people_with_address
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.desk import AlreadyDelegated, IsHere, SamePerson
from eventsvc.domain.errors import NotFound
from eventsvc.domain.mails import normal_address
from eventsvc.domain.people import folded_name
from eventsvc.domain.registrations import BY_AN_ATTENDEE
from eventsvc.domain.seats import OrganisationIsFull, wants_seat
from eventsvc.services.acts import Act
from eventsvc.services.attendees.replies import require_replies
from eventsvc.services.attendees.seating import enter, give_seats, locked, stand
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.people.people import new_person
from eventsvc.services.privacy.effects import settle

NAMED = "named"
"""Kind of the mail to somebody whom an attendee named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who is named, as typed on one line each."""

    given: str
    family: str
    email: str
    language: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """At which meeting of which network, for whom, by whom."""

    network: NetworkRow
    meeting_id: int
    person: PersonRow
    public_url: str
    now: datetime
    random: Random

    @property
    def act(self) -> Act:
        """The act of the person who names."""
        by = f"person:{self.person.public_id}"
        return Act(network_id=self.network.id, by=by, at=self.now)


def send_instead(named: Named, *, at: Where) -> None:
    """Let somebody else come instead: the seat passes over, the place in line too.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: Who names is not on the list.
        RepliesClosed: The meeting is over or cancelled.
        NotMailAddress: The address is none.
        SamePerson: It is the person's own name and address.
        AlreadyDelegated: Somebody was named before.
        IsHere: The person was let in already.
    """
    email = normal_address(named.email)
    with transaction():
        at.act.once(named.nonce)
        meeting, first = _namer(at)
        if first.checked_in_at is not None:
            raise IsHere
        if first.partstat is PartStat.DELEGATED:
            raise AlreadyDelegated
        row = _attendance(meeting, first, _person(named, email, at), at)
        seat, since = first.seat, first.waiting_since
        stand(first, partstat=PartStat.DELEGATED, attends=first.attends, now=at.now)
        row.delegated_from_id = first.id
        if not wants_seat(partstat=row.partstat, attends=row.attends):
            stand(row, partstat=PartStat.ACCEPTED, attends=first.attends, now=at.now)
            if row.seat is Seat.WAITING and seat is not Seat.NONE:
                row.seat, row.waiting_since = seat, since
        session().flush()
        give_seats(meeting, asking=[row.id], public_url=at.public_url, now=at.now)
        settle([row.person_id], now=at.now)
        _write_to(row, first, named, instead=True, at=at)
        at.act.note("attendance.delegated", f"attendance:{first.public_id}")


def bring(named: Named, *, at: Where) -> None:
    """Register one more person of the same organisation, within its seats.

    Raises:
        DoneAlready, NotFound, RepliesClosed, NotMailAddress, SamePerson: As above; who names
            must come for an organisation.
        OrganisationIsFull: The organisation has all its seats.
    """
    email = normal_address(named.email)
    with transaction():
        at.act.once(named.nonce)
        meeting, first = _namer(at)
        if first.partstat is not PartStat.ACCEPTED or first.organisation_id is None:
            raise NotFound
        _require_room(meeting, first.organisation_id)
        row = _attendance(meeting, first, _person(named, email, at), at)
        if row.partstat is not PartStat.ACCEPTED:
            stand(row, partstat=PartStat.ACCEPTED, attends=first.attends, now=at.now)
        session().flush()
        give_seats(meeting, asking=[row.id], public_url=at.public_url, now=at.now)
        settle([row.person_id], now=at.now)
        _write_to(row, first, named, instead=False, at=at)
        at.act.note("attendance.brought", f"attendance:{first.public_id}")


def _namer(at: Where) -> tuple[MeetingRow, AttendanceRow]:
    meeting = locked(at.meeting_id)
    first = queries.attendance_of(at.person.id, meeting_id=meeting.id)
    if first is None:
        raise NotFound
    require_replies(meeting, now=at.now)
    return meeting, first


def _require_room(meeting: MeetingRow, organisation_id: int) -> None:
    """Refuse more people of an organisation than it has seats, those who wait counted."""
    most = meeting.seats_per_organisation
    there = sum(one.organisation == organisation_id for one in queries.claims(meeting.id))
    if most is not None and there >= most:
        raise OrganisationIsFull(most=most)


def _person(named: Named, email: str, at: Where) -> PersonRow:
    """Return who is meant, made when unknown; what we know already stays."""
    name = folded_name(given=named.given, family=named.family)
    same = [row for row in people_with_address(at.network.id, email) if row.folded_name == name]
    if any(row.id == at.person.id for row in same):
        raise SamePerson(field="given")
    if same:
        return same[0]
    person = new_person(
        at.network.id,
        given=named.given,
        family=named.family,
        now=at.now,
        random=at.random,
    )
    person.email, person.language, person.came_uninvited = email, named.language, True
    # The mail that goes with it says who named them, and where the notice of Art. 14 is.
    person.origin, person.informed_at = BY_AN_ATTENDEE, at.now
    session().flush()
    return person


def _attendance(
    meeting: MeetingRow, first: AttendanceRow, person: PersonRow, at: Where
) -> AttendanceRow:
    known = queries.attendance_of(person.id, meeting_id=meeting.id)
    if known is not None:
        return known
    row = enter(
        meeting,
        person,
        public_id=f"{at.random.getrandbits(128):032x}",
        source=BY_AN_ATTENDEE,
        now=at.now,
        attends=first.attends,
    )
    row.organisation_id = first.organisation_id
    session().flush()
    return row


def _write_to(
    row: AttendanceRow, first: AttendanceRow, named: Named, *, instead: bool, at: Where
) -> None:
    person = session().get_one(PersonRow, row.person_id)
    if person.link_disowned_at is not None or not person.email:
        return
    letter = Letter(
        unique_key=f"{NAMED}:{row.public_id}:{first.public_id}",
        recipient=person.email,
        kind=NAMED,
        language=person.language or named.language,
        facts={
            "person": person.public_id,
            "meeting": row.meeting_id,
            "by": at.person.public_id,
            "instead": instead,
        },
        network_id=row.network_id,
    )
    queue(letter, public_url=at.public_url, now=at.now)

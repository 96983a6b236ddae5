"""People on the list of a meeting, changed by the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
from eventsvc.db.queries import attendances as queries
from eventsvc.db.queries.consents import bases_of_meeting
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import touch
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import (
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
    bases_for,
)
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.attendees.represented import GUEST, NOBODY
from eventsvc.services.attendees.seating import admit, give_seats, locked, place
from eventsvc.services.people.people import correct_address, rename
from eventsvc.services.privacy.consents import Answer, append_on
from eventsvc.services.privacy.effects import settle
from eventsvc.services.uploads import store

BY_HAND = "by hand"
"""Where a row comes from that somebody typed in."""
ANSWERS: Mapping[Basis, tuple[State, ...]] = {
    Basis.CONSENT: (State.GRANTED, State.REFUSED),
    Basis.PUBLIC_TASK: (State.OBJECTED, State.UNKNOWN),
    Basis.LEGITIMATE_INTEREST: (State.OBJECTED, State.UNKNOWN),
}
"""What can be recorded on each basis; UNKNOWN takes an objection back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttendee:
    """Somebody to put on the list. ``organisation``: key of one, or empty; ``guest``: a new one."""

    row: AttendeeRow
    organisation: str
    guest: str
    partstat: PartStat
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Decisions that the office was told of: by which way, and where that can be read."""

    states: Mapping[Purpose, State]
    channel: Channel
    source: str
    scan: Document | None = None
    """The paper that the person signed."""


def add(
    network: NetworkRow, meeting: MeetingRow, new: NewAttendee, *, act: Act, random: Random
) -> bool:
    """Put one person on the list; tell whether they were not on it before.

    Somebody we know by name and address is the same person, of whom nothing is overwritten.

    Raises:
        DoneAlready: The same form was sent before.
    """
    name = new.guest or new.organisation
    choice = GUEST if new.guest else new.organisation or NOBODY
    order = ImportOrder(
        attendees=AttendeeList((new.row,), (), (), (), ()),
        source=BY_HAND,
        is_list=False,
        organisations={name: choice} if name else {},
        partstat=new.partstat,
        stands_in_line=True,
        nonce=new.nonce,
    )
    return import_attendees(network, meeting, order, act=act, random=random).new == 1


def change(
    meeting: MeetingRow, public_id: str, values: Mapping[str, Any], *, version: int, act: Act
) -> None:
    """Change a person and how they stand to the meeting; the seats follow.

    Raises:
        NotFound: Nobody on this list is called that.
        EditConflict: Somebody changed the person or the attendance since ``version``.
    """
    with transaction():
        meeting = locked(meeting.id)
        row = _attendance(meeting, public_id)
        if version_of(row) != version:
            raise EditConflict
        person = row.person
        rename(person, **{name: values[name] for name in ("title", "given", "family")})
        person.phone, person.is_minor = values["phone"], values["is_minor"]
        correct_address(person, values["email"])
        for name in ("organisation_id", "function", "second_line", "table_name", "role"):
            setattr(row, name, values[name])
        if (row.partstat, row.attends) != (values["partstat"], values["attends"]):
            place(meeting, row, partstat=values["partstat"], attends=values["attends"], act=act)
        touch(row)
        settle([person.id], now=act.at)  # whether only a yes counts may have changed
        give_seats(meeting, asking=[row.id], public_url=act.public_url, now=act.at)
        act.note("attendee.changed", f"attendance:{row.public_id}")


def version_of(row: AttendanceRow) -> int:
    """Return the version of a person on a list: it rises with each of the two rows."""
    return row.version + row.person.version


def remove(meeting: MeetingRow, public_ids: Sequence[str], *, act: Act) -> int:
    """Take people off the list; whoever waits moves up. Return how many they were.

    The people and their decisions stay: they are proof.
    """
    with transaction() as writing:
        meeting = locked(meeting.id)
        rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, public_ids)
        for row in rows:
            writing.delete(row)
            act.note("attendee.removed", f"attendance:{row.public_id}")
        give_seats(meeting, public_url=act.public_url, now=act.at)
    return len(rows)


def seat(meeting: MeetingRow, public_ids: Sequence[str], *, act: Act) -> int:
    """Give those who wait a seat, beyond the limits; return how many got one."""
    with transaction():
        meeting = locked(meeting.id)
        rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, public_ids)
        waiting = [row for row in rows if row.seat is Seat.WAITING]
        given = sum(admit(row, partstat=row.partstat, attends=row.attends) for row in waiting)
        act.note("attendees.seated", f"meeting:{meeting.key}", {"people": given})
    return given


def describe(
    meeting: MeetingRow, public_ids: Sequence[str], values: Mapping[str, Any], *, act: Act
) -> int:
    """Set function, table or role of several people; return of how many it was another before.

    What ``values`` leave out or have empty stays as it is.
    """
    said = {name: value for name, value in values.items() if value}
    with transaction():
        rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, public_ids)
        changed = [row for row in rows if any(getattr(row, name) != said[name] for name in said)]
        for row in changed:
            for name, value in said.items():
                setattr(row, name, value)
        settle([row.person_id for row in changed], now=act.at)  # a guest may be among them
        act.note(
            "attendees.described",
            f"meeting:{meeting.key}",
            {"people": len(changed), "fields": sorted(said)},
        )
    return len(changed)


def reply_for(
    meeting: MeetingRow, public_ids: Sequence[str], partstat: PartStat, *, act: Act
) -> int:
    """Set the reply of several people at once; return of how many it was another before."""
    with transaction():
        meeting = locked(meeting.id)
        rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, public_ids)
        changed = [row for row in rows if row.partstat is not partstat]
        for row in changed:
            place(meeting, row, partstat=partstat, attends=row.attends, act=act)
        asking = [row.id for row in changed]
        give_seats(meeting, asking=asking, public_url=act.public_url, now=act.at)
        act.note(
            "attendees.replied",
            f"meeting:{meeting.key}",
            {"people": len(changed), "reply": partstat.value},
        )
    return len(changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReply:
    """A reply that the office was told of: by which way, and where that can be read."""

    partstat: PartStat
    attends: Attends
    channel: Channel
    source: str


def reply_on_behalf(meeting: MeetingRow, public_id: str, told: ToldReply, *, act: Act) -> None:
    """Record a reply by phone or mail, with its source. It stands in line like any other.

    Raises:
        NotFound: Nobody on this list is called that.
    """
    with transaction():
        meeting = locked(meeting.id)
        row = _attendance(meeting, public_id)
        place(meeting, row, partstat=told.partstat, attends=told.attends, act=act)
        row.reply_channel, row.reply_source = told.channel, told.source
        give_seats(meeting, asking=[row.id], public_url=act.public_url, now=act.at)
        facts = {"reply": told.partstat.value, "channel": told.channel.value}
        act.note("attendee.replied", f"attendance:{row.public_id}", facts)


def record(meeting: MeetingRow, public_id: str, told: Told, *, act: Act, random: Random) -> None:
    """Append decisions on behalf of a person, with the source that proves them.

    What does not fit the meeting's basis for a purpose is left out.

    Raises:
        NotFound: Nobody on this list is called that.
    """
    with transaction():
        row = _attendance(meeting, public_id)
        bases = bases_for(bases_of_meeting(meeting.id), must_agree=row.must_agree)
        fitting = {
            purpose: state
            for purpose, state in told.states.items()
            if state in ANSWERS[bases.get(purpose, Basis.CONSENT)]
        }
        scan_id = store(told.scan, act=act, random=random) if told.scan and fitting else None
        for purpose, state in fitting.items():
            answer = Answer(
                purpose=purpose,
                state=state,
                language="",
                channel=told.channel,
                decided_by=DecidedBy.ON_BEHALF,
                source=told.source,
                scan_id=scan_id,
            )
            append_on(None, meeting, row.person_id, answer, now=act.at)
        settle([row.person_id], now=act.at)
        purposes = sorted(fitting)
        act.note("consents.recorded", f"attendance:{row.public_id}", {"purposes": purposes})


def _attendance(meeting: MeetingRow, public_id: str) -> AttendanceRow:
    rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, [public_id])
    if not rows:
        raise NotFound
    return rows[0]

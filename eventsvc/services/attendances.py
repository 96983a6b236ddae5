"""People on the list of a meeting, changed by the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from eventsvc.db.models import AttendanceRow, ConsentDecisionRow, MeetingRow, NetworkRow
from eventsvc.db.queries import attendances as queries
from eventsvc.db.queries.consents import bases_of_meeting
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.attendances import PartStat, seat_for
from eventsvc.domain.collation import sort_key
from eventsvc.domain.consents import (
    NETWORK_WIDE,
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
)
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.names import sort_name
from eventsvc.domain.people import folded_name
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.services.acts import Act
from eventsvc.services.attendees import ImportOrder, import_attendees
from eventsvc.services.represented import GUEST, NOBODY

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
        organisations={name: choice} if name else {},
        partstat=new.partstat,
        by=act.by,
        nonce=new.nonce,
    )
    return import_attendees(network, meeting, order, now=act.at, random=random).new == 1


def change(
    meeting: MeetingRow, public_id: str, values: Mapping[str, Any], *, version: int, act: Act
) -> None:
    """Change a person and how they stand to the meeting.

    Raises:
        NotFound: Nobody on this list is called that.
        EditConflict: Somebody changed the person or the attendance since ``version``.
    """
    with transaction():
        row = _attendance(meeting, public_id)
        if version_of(row) != version:
            raise EditConflict
        person = row.person
        for name in ("title", "given", "family", "email", "phone"):
            setattr(person, name, values[name])
        person.folded_name = folded_name(given=person.given, family=person.family)
        person.sort_key = sort_key(sort_name(given=person.given, family=person.family))
        for name in ("organisation_id", "function", "second_line", "role", "attends"):
            setattr(row, name, values[name])
        _reply(row, values["partstat"])
        touch(row)
        act.note("attendee.changed", f"attendance:{row.public_id}")


def version_of(row: AttendanceRow) -> int:
    """Return the version of a person on a list: it rises with each of the two rows."""
    return row.version + row.person.version


def remove(meeting: MeetingRow, public_id: str, *, act: Act) -> None:
    """Take somebody off the list. The person and their decisions stay: they are proof.

    Raises:
        NotFound: Nobody on this list is called that.
    """
    with transaction() as writing:
        row = _attendance(meeting, public_id)
        writing.delete(row)
        act.note("attendee.removed", f"attendance:{row.public_id}")


def reply_for(
    meeting: MeetingRow, public_ids: Sequence[str], partstat: PartStat, *, act: Act
) -> int:
    """Set the reply of several people at once; return of how many it was another before."""
    with transaction():
        rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, public_ids)
        changed = [row for row in rows if row.partstat is not partstat]
        for row in changed:
            _reply(row, partstat)
        act.note(
            "attendees.replied",
            f"meeting:{meeting.key}",
            {"people": len(changed), "reply": partstat.value},
        )
    return len(changed)


def record(meeting: MeetingRow, public_id: str, told: Told, *, act: Act) -> None:
    """Append decisions on behalf of a person, with the source that proves them.

    What does not fit the meeting's basis for a purpose is left out.

    Raises:
        NotFound: Nobody on this list is called that.
    """
    with transaction():
        row = _attendance(meeting, public_id)
        bases = bases_of_meeting(meeting.id)
        fitting = {
            purpose: state
            for purpose, state in told.states.items()
            if state in ANSWERS[bases.get(purpose, Basis.CONSENT)]
        }
        session().add_all(
            ConsentDecisionRow(
                network_id=meeting.network_id,
                person_id=row.person_id,
                meeting_id=None if purpose in NETWORK_WIDE else meeting.id,
                purpose=purpose,
                state=state,
                decided_at=act.at,
                decided_by=DecidedBy.ON_BEHALF,
                channel=told.channel,
                source=told.source,
            )
            for purpose, state in fitting.items()
        )
        purposes = sorted(fitting)
        act.note("consents.recorded", f"attendance:{row.public_id}", {"purposes": purposes})


def _attendance(meeting: MeetingRow, public_id: str) -> AttendanceRow:
    rows = queries.attendances_by_public_ids(meeting.network_id, meeting.id, [public_id])
    if not rows:
        raise NotFound
    return rows[0]


def _reply(row: AttendanceRow, partstat: PartStat) -> None:
    """Set the reply; the seat follows it, unless nothing changes."""
    if row.partstat is not partstat:
        row.partstat = partstat
        row.seat = seat_for(partstat)

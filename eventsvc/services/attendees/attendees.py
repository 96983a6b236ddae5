"""Attendee lists: people, attendances and decisions from a file, all of it or nothing.

A list fills gaps and moves replies; it never overwrites what is known of a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from eventsvc.db.models import (
    AttendanceRow,
    FunctionRow,
    MeetingRow,
    NetworkRow,
    PersonRow,
)
from eventsvc.db.queries import people as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.people import Known, folded_name
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.services.acts import Act
from eventsvc.services.attendees.represented import Represented
from eventsvc.services.attendees.seating import admit, enter, give_seats, locked, place, wait
from eventsvc.services.people.people import acquaintances, new_person
from eventsvc.services.privacy.effects import settle
from eventsvc.services.privacy.listed_consents import ListedConsents, place_in_list, require_in_use

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import, and how to decide where the list leaves it open."""

    attendees: AttendeeList
    source: str
    """Name of the file; recorded with every decision it holds."""
    is_list: bool = True
    """People come in by it and must be told so (GDPR Art. 14); else somebody typed in one."""
    organisations: Mapping[str, str] = field(default_factory=dict)
    """Name as written → key of an organisation, ``GUEST`` or ``NOBODY`` (services.represented)."""
    all_guests: bool = False
    """Make a guest of every organisation that is not known."""
    partstat: PartStat = PartStat.ACCEPTED
    """Of people about whose reply the list says nothing."""
    dry_run: bool = False
    stands_in_line: bool = False
    """Whoever comes asks for a seat like anybody else; else the list is right, even of more people
    than there are seats."""
    nonce: str = ""
    """Of the form that ordered it; the same one orders nothing twice."""
    told_in: str = ""
    """The language of who reads the report; empty: the network's own."""


@dataclass(slots=True, kw_only=True)
class AttendeeReport:
    """What an import did, in people; ``decisions`` counts consents and refusals recorded."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    decisions: int = 0
    guests: list[str] = field(default_factory=list)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Organisations nobody here bears, with the names of those that could be meant."""
    held: list[AttendeeRow] = field(default_factory=list)
    """Rows not taken, because their organisation is unknown."""


def import_attendees(
    network: NetworkRow,
    meeting: MeetingRow,
    order: ImportOrder,
    *,
    act: Act,
    random: Random,
    progress: Progress = lambda _done: None,
) -> AttendeeReport:
    """Take the list into the meeting and tell what that did; a dry run only tells.

    The same list again changes nothing. Seats that it gives back go to whoever waits.
    ``progress`` is called with the number of rows done.

    Raises:
        FieldUnknown: A column answers a question that the network does not ask.
    """
    with transaction() as writing:
        act.once(order.nonce)
        run = _Import(network, locked(meeting.id), order, act=act, random=random)
        run.take_all(progress)
        if order.dry_run:
            writing.rollback()
        else:
            act.note("attendees.import", f"meeting:{meeting.key}", run.facts())
    return run.report


def _represented(network: NetworkRow, order: ImportOrder) -> Represented:
    return Represented(
        network.id,
        network.languages[0],
        order.organisations,
        all_guests=order.all_guests,
        told_in=order.told_in,
    )


class _Import:
    """One import under way: what is known, looked up once, and what was done so far."""

    def __init__(
        self,
        network: NetworkRow,
        meeting: MeetingRow,
        order: ImportOrder,
        *,
        act: Act,
        random: Random,
    ) -> None:
        require_in_use(network, order.attendees)
        self.network, self.meeting, self.order = network, meeting, order
        self.act, self.random = act, random
        self.report = AttendeeReport()
        self.represented = _represented(network, order)
        # Held, or the session would forget it and each new name would ask for its alphabet again.
        self._written = session().get_one(NetworkRow, network.id)
        self.people = {person.public_id: person for person in queries.people_of(network.id)}
        self.acquaintances = acquaintances(network.id, self.people.values())
        attendances = queries.attendances_of(network.id, meeting.id)
        self.attendances = {row.person_id: row for row in attendances}
        self.minors: list[PersonRow] = []
        """Of whom the list says for the first time that they are under 18."""
        self.touched: set[int] = set()
        """Who is new on the list, or stands on it in another way."""
        self.asking: list[AttendanceRow] = []
        """Who stands in line by this order."""
        self.consents = ListedConsents(network, meeting, source=order.source, now=act.at)

    def take_all(self, progress: Progress) -> None:
        """Take every row whose organisation is clear; hold back the others."""
        rows = self.order.attendees.rows
        self.represented.settle(
            self.order.attendees.organisations, now=self.act.at, random=self.random
        )
        self.report.guests = self.represented.guests
        taken = [(row, self._person(row)) for row in rows if self._is_clear(row)]
        session().flush()  # new people get their ids
        held = self._held()
        for done, (row, person) in enumerate(taken, start=1):
            is_new = person.id not in self.attendances
            recorded = self.consents.record(row, person)
            changed = self._attend(row, person) or recorded > 0 or person in self.minors
            if changed or is_new:
                self.touched.add(person.id)
            self.report.decisions += recorded
            self.report.new += is_new
            self.report.changed += changed and not is_new
            self.report.unchanged += not changed and not is_new
            progress(done)
        self.consents.append()
        session().flush()  # new attendances get their ids
        settle(self.touched, now=self.act.at)  # whether only a yes counts may have changed
        if self.asking or held - self._held():
            asking = [row.id for row in self.asking]
            give_seats(self.meeting, asking=asking, public_url=self.act.public_url, now=self.act.at)

    def facts(self) -> dict[str, object]:
        """Return what the audit log tells of this import; it names no person."""
        return {
            "source": self.order.source,
            "new": self.report.new,
            "changed": self.report.changed,
            "decisions": self.report.decisions,
            "held": len(self.report.held),
        }

    def _held(self) -> set[int]:
        """Return the people who have a seat."""
        return {id_ for id_, row in self.attendances.items() if row.seat is Seat.HELD}

    def _is_clear(self, row: AttendeeRow) -> bool:
        if self.represented.is_settled(row.organisation):
            return True
        self.report.held.append(row)
        name = row.organisation
        self.report.unknown.setdefault(name, self.represented.suggestions(name))
        return False

    def _person(self, row: AttendeeRow) -> PersonRow:
        """Return who is meant, made when unknown; what we know already stays."""
        organisation_id = self.represented.id_of(row.organisation)
        name = folded_name(given=row.given, family=row.family)
        known = self.acquaintances.find(name=name, email=row.email, organisation=organisation_id)
        person = self.people[known] if known else self._new_person(row, name, organisation_id)
        person.came_uninvited = False
        for attribute in ("title", "email", "phone"):
            if not getattr(person, attribute):
                setattr(person, attribute, getattr(row, attribute))
        if row.is_minor and not person.is_minor:
            person.is_minor = True
            self.minors.append(person)
        employers = {function.organisation_id for function in person.functions}
        if organisation_id is not None and organisation_id not in employers:
            person.functions.append(self._function(row, organisation_id))
        return person

    def _new_person(self, row: AttendeeRow, name: str, organisation_id: int | None) -> PersonRow:
        person = new_person(
            self.network.id,
            given=row.given,
            family=row.family,
            now=self.act.at,
            random=self.random,
        )
        person.origin = place_in_list(self.order.source, row) if self.order.is_list else ""
        self.people[person.public_id] = person
        self.acquaintances.add(
            Known(
                key=person.public_id,
                folded_name=name,
                email=row.email,
                organisations=frozenset()
                if organisation_id is None
                else frozenset({organisation_id}),
            )
        )
        return person

    def _function(self, row: AttendeeRow, organisation_id: int) -> FunctionRow:
        title = {self.network.languages[0]: row.function} if row.function else {}
        return FunctionRow(network_id=self.network.id, organisation_id=organisation_id, title=title)

    def _attend(self, row: AttendeeRow, person: PersonRow) -> bool:
        """Bring the attendance up to the row; tell whether anything changed."""
        attendance = self.attendances.get(person.id)
        partstat = PartStat(row.partstat) if row.partstat else None
        if attendance is None:
            attendance = self._new_attendance(row, person)
            partstat = partstat or self.order.partstat
        said = {
            "organisation_id": self.represented.id_of(row.organisation),
            "function": row.function,
            "second_line": row.second_line,
            "table_name": row.table[:64],
        }
        changes = {
            name: value
            for name, value in said.items()
            if value not in (None, "") and value != getattr(attendance, name)
        }
        for name, value in changes.items():
            setattr(attendance, name, value)
        return self._seat(attendance, row, partstat) or bool(changes)

    def _seat(self, attendance: AttendanceRow, row: AttendeeRow, partstat: PartStat | None) -> bool:
        """Bring reply and seat up to what the row says of them; tell whether that is new."""
        attends = Attends(row.attends) if row.attends else attendance.attends
        if row.is_waiting:
            return wait(attendance, attends=attends, now=self.act.at)
        if partstat is None and attends is attendance.attends:
            return False
        partstat = partstat or attendance.partstat
        if not self.order.stands_in_line:
            return admit(attendance, partstat=partstat, attends=attends)
        self.asking.append(attendance)
        return place(self.meeting, attendance, partstat=partstat, attends=attends, act=self.act)

    def _new_attendance(self, row: AttendeeRow, person: PersonRow) -> AttendanceRow:
        attendance = enter(
            self.meeting,
            person,
            public_id=f"{self.random.getrandbits(128):032x}",
            source=place_in_list(self.order.source, row),
            now=self.act.at,
        )
        self.attendances[person.id] = attendance
        return attendance

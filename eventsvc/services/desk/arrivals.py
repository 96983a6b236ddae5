"""Arrivals that nobody expected: walk-ins, and people who come in somebody's place.

Who stands at the desk is asked for their own consents; nobody inherits anybody's. A known person
is found again and never overwritten.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import desk as queries
from eventsvc.db.queries import people
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.desk import IsHere, Movement, NameMissing, SamePerson
from eventsvc.domain.errors import DomainError
from eventsvc.domain.names import split_titles
from eventsvc.domain.organisations import Suggestion
from eventsvc.domain.people import folded_name
from eventsvc.domain.spelling import clean
from eventsvc.domain.wellformed import require_mail_address, require_short
from eventsvc.services.acts import Act
from eventsvc.services.attendees.represented import GUEST, Represented
from eventsvc.services.attendees.seating import admit, enter, locked, stand
from eventsvc.services.desk.desk import SOURCE, Spoken, person_at, record_movement, record_photos
from eventsvc.services.people.people import acquaintances, new_person
from eventsvc.services.privacy.effects import settle

_NAME, _MAIL = 255, 254
"""Characters of a name and of a mail address that are kept (RFC 5321, 4.5.3.1)."""


class OrganisationUnclear(DomainError):
    """A name is like that of organisations we know; a person must say which is meant."""

    code = "organisation-unclear"

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The organisations that could be meant, the likeliest first."""
        found: tuple[Suggestion, ...] = self.facts["suggestions"]  # type: ignore[assignment]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who stands at the desk, as the helper typed it."""

    given: str
    family: str
    organisation: str = ""
    """As written; empty: nobody's."""
    choice: str = ""
    """Which one is meant: an organisation's key, ``GUEST`` or ``NOBODY`` (services.represented)."""
    email: str = ""
    photos: Spoken = field(default_factory=Spoken)
    nonce: str
    """Of the form: sent twice, it adds one person."""
    instead_of: str = ""
    """Public id of the attendance of whoever does not come."""
    told_in: str = ""
    """The language of the helper; empty: the network's own."""

    def tidied(self) -> "Arrival":
        """Return the same on single lines; refuses what cannot be kept.

        Raises:
            NameMissing, NotMailAddress, TooLong: With the field.
        """
        given, family = clean(self.given), clean(self.family)
        organisation, email = clean(self.organisation), clean(self.email).lower()
        if not given and not family:
            raise NameMissing(field="given")
        require_short(_NAME, given=given, family=family, organisation=organisation)
        require_short(_MAIL, email=email)
        if email:
            require_mail_address("email", email)
        return replace(self, given=given, family=family, organisation=organisation, email=email)


def let_in(
    network: NetworkRow, meeting: MeetingRow, arrival: Arrival, *, act: Act, random: Random
) -> str:
    """Add somebody to the list who is here now; return the attendance's public id.

    The same form again changes nothing. Who is on the list already is let in as who they are.
    With ``instead_of`` the other one has delegated (RFC 5545, 3.2.12) and gives the seat up. Who
    stands there has a seat, whatever the limits: nobody is sent home.

    Raises:
        NameMissing, NotMailAddress, TooLong: The form cannot be kept.
        OrganisationUnclear: The organisation's name is like others.
        UnknownOrganisation: No organisation has the key chosen.
        NotFound, IsHere, SamePerson: Nobody can come in that one's place.
    """
    arrival = arrival.tidied()
    public_id = _public_id(meeting, arrival, act)
    with transaction():
        meeting = locked(meeting.id)
        if queries.attendance(network.id, meeting.id, public_id):
            return public_id
        replaced = _replaced(meeting, arrival)
        organisation_id = _organisation(network, arrival, act, random=random)
        person = _person(network, arrival, organisation_id, now=act.at, random=random)
        row = queries.attendance_of_person(meeting.id, person.id)
        if row is None:
            row = enter(meeting, person, public_id=public_id, source=SOURCE, now=act.at)
            row.organisation_id = organisation_id
            session().flush()
        _accept(row, replaced, act=act)
        decisions = record_photos(meeting, row, arrival.photos, act=act)
        record_movement(row, Movement.IN, act=act)
        settle([person.id], now=act.at)
        act.note(
            "desk.substitute" if replaced else "desk.walk-in",
            f"attendance:{row.public_id}",
            {"decisions": decisions},
        )
        return row.public_id


def _public_id(meeting: MeetingRow, arrival: Arrival, act: Act) -> str:
    """Return the id that this form's person gets, however often it is sent."""
    facts = f"{meeting.uid}\n{act.by}\n{arrival.nonce}"
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


def _replaced(meeting: MeetingRow, arrival: Arrival) -> AttendanceRow | None:
    if not arrival.instead_of:
        return None
    row = person_at(meeting, arrival.instead_of)
    if row.checked_in_at is not None:
        raise IsHere
    return row


def _organisation(network: NetworkRow, arrival: Arrival, act: Act, *, random: Random) -> int | None:
    """Return who is represented; a name unlike any other becomes a guest's."""
    name = arrival.organisation
    choices = {name: arrival.choice} if arrival.choice else {}
    own = network.languages[0]
    represented = Represented(network.id, own, choices, all_guests=False, told_in=arrival.told_in)
    represented.settle([name] if name else [], now=act.at, random=random)
    if not represented.is_settled(name):
        suggestions = represented.nearest(name)
        if suggestions:
            raise OrganisationUnclear(field="organisation", name=name, suggestions=suggestions)
        represented = Represented(network.id, own, {name: GUEST}, all_guests=False)
        represented.settle([name], now=act.at, random=random)
    return represented.id_of(name)


def _person(
    network: NetworkRow,
    arrival: Arrival,
    organisation_id: int | None,
    *,
    now: datetime,
    random: Random,
) -> PersonRow:
    """Return who is meant, made when unknown; what we know already stays."""
    title, given = split_titles(arrival.given)
    name = folded_name(given=given, family=arrival.family)
    namesakes = {person.public_id: person for person in people.people_named(network.id, name)}
    found = acquaintances(network.id, namesakes.values()).find(
        name=name, email=arrival.email, organisation=organisation_id
    )
    if found is not None:
        known = namesakes[found]
        known.email = known.email or arrival.email
        return known
    person = new_person(
        network.id,
        title=title,
        given=given,
        family=arrival.family,
        now=now,
        random=random,
    )
    person.email = arrival.email
    session().flush()
    return person


def _accept(row: AttendanceRow, replaced: AttendanceRow | None, *, act: Act) -> None:
    """Give ``row`` the seat that ``replaced``, if anybody, gives up."""
    if replaced is not None:
        if replaced.id == row.id:
            raise SamePerson(field="given")
        stand(replaced, partstat=PartStat.DELEGATED, attends=replaced.attends, now=act.at)
        row.delegated_from_id = replaced.id
    admit(row, partstat=PartStat.ACCEPTED, attends=Attends.ON_SITE)
    session().flush()

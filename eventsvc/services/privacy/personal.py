"""What the holder of a personal link may do beside replying: see, correct, disown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from eventsvc.db.models import AuditRow, NetworkRow, PersonRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.doubles import was_merged
from eventsvc.db.queries.personal_calendars import calendar_of
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.personal_links import (
    Holder,
    LinkPurpose,
    LinkState,
    judge,
    named_in,
    token_for,
)
from eventsvc.domain.registrations import takes_replies
from eventsvc.services.people.people import rename


class PersonalLinkRevoked(DomainError):
    """The personal link was good once; whoever holds it asks the office for another."""

    code = "personal-link-revoked"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever came by a good link."""

    person: PersonRow
    network: NetworkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How a person's name is written; ``functions``: slug of a meeting → function there."""

    title: str
    given: str
    family: str
    functions: Mapping[str, str] = field(default_factory=dict)


def token_of(person: PersonRow, purpose: LinkPurpose, *, secret: str) -> str:
    """Return the person's token, the same until links are revoked."""
    return token_for(holder_of(person, purpose), purpose, secret=secret)


def bearer(token: str, *purposes: LinkPurpose, secret: str) -> Bearer:
    """Return whose link ``token`` is, when it opens one of ``purposes``.

    Raises:
        PersonalLinkRevoked: It did once.
        NotFound: It is nobody's, or opens something else.
    """
    revoked = False
    for person, network in queries.people_called(named_in(token)):
        for purpose in purposes:
            state = judge(token, holder=holder_of(person, purpose), purpose=purpose, secret=secret)
            if state is LinkState.GOOD:
                return Bearer(person, network)
            revoked = revoked or state is LinkState.REVOKED
    # An entry that was merged has no links any more; whoever holds one asks for that of the other.
    raise PersonalLinkRevoked if revoked or was_merged(named_in(token)) else NotFound


def disown(person_id: int, *, now: datetime) -> None:
    """Revoke the person's links, because a reader says that they are not theirs.

    The address is somebody else's: no mail goes there until the office has corrected it.
    """
    with transaction():
        person = session().get_one(PersonRow, person_id)
        address_is_wrong(person, now=now)
        _note("link.disowned", person, now=now)


def address_is_wrong(person: PersonRow, *, now: datetime) -> None:
    """Make the person's links worthless and let no mail go to their address, from ``now`` on."""
    person.link_generation += 1
    person.link_disowned_at = now


def revoke(person_id: int, *, actor: str, now: datetime) -> None:
    """Make every link of the person worthless; the next mail brings a new one."""
    with transaction():
        person = session().get_one(PersonRow, person_id)
        person.link_generation += 1
        _note("link.revoked", person, actor=actor, now=now)


def correct(person_id: int, said: Correction, *, now: datetime) -> bool:
    """Write the person's name and functions as the person does; tell whether anything changed.

    Functions at meetings that are over stay: they are what was printed.
    """
    with transaction():
        person = session().get_one(PersonRow, person_id)
        before = (person.title, person.given, person.family)
        changed = []
        if before != (said.title, said.given, said.family):
            rename(person, title=said.title, given=said.given, family=said.family)
            changed.append("name")
        for attendance in queries.attendances_of_person(person_id):
            meeting, function = attendance.meeting, said.functions.get(attendance.meeting.slug)
            open_still = takes_replies(meeting.status, dtend=meeting.dtend, now=now)
            if open_still and function is not None and function != attendance.function:
                attendance.function = function
                changed.append("function")
        if changed:
            _note("person.corrected", person, facts={"fields": sorted(set(changed))}, now=now)
    return bool(changed)


def holder_of(person: PersonRow, purpose: LinkPurpose = LinkPurpose.MY) -> Holder:
    """Return whose links these are. The calendar's address is renewed by itself too."""
    chosen = calendar_of(person.id) if purpose is LinkPurpose.CALENDAR else None
    return Holder(
        network_id=person.network_id,
        public_id=person.public_id,
        generation=person.link_generation + (chosen.generation if chosen else 0),
    )


def _note(
    action: str,
    person: PersonRow,
    *,
    now: datetime,
    actor: str = "",
    facts: dict[str, object] | None = None,
) -> None:
    session().add(
        AuditRow(
            network_id=person.network_id,
            at=now,
            actor=actor or f"person:{person.public_id}",
            action=action,
            subject=f"person:{person.public_id}",
            facts=facts or {},
        )
    )

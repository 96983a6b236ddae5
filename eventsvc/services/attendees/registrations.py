"""The open registration form: anybody may fill it in, with anybody's name.

So it never changes what we know of a person. Somebody new is put on the list at once; for
somebody whom we know (same address and same name) everything waits until the mailed link was
used. A yes to the use of data always waits for the link, a no counts at once. The same name with
another address is taken for somebody else: better two lines that the office sees than a stranger
in possession of a link.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import Any

from eventsvc.db.models import (
    AttendanceRow,
    FunctionRow,
    MeetingRow,
    NetworkRow,
    PersonRow,
    RegistrationRow,
)
from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.people import people_with_address
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.consents import (
    Channel,
    Purpose,
    State,
    counts_at_once,
    latest_state,
    require_fitting,
)
from eventsvc.domain.mails import normal_address
from eventsvc.domain.people import folded_name
from eventsvc.domain.registrations import (
    BY_FORM,
    RegistrationClosed,
    require_way,
    takes_registrations,
)
from eventsvc.services.attendees.represented import Represented
from eventsvc.services.attendees.seating import enter, give_seats, locked, stand
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.meetings.inquiries import keep_answers
from eventsvc.services.people.people import new_person
from eventsvc.services.privacy.consents import Answer, append_on, basis_of, keep_words
from eventsvc.services.privacy.effects import settle

REGISTRATION = "registration"
"""Kind of the mail that answers a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An open form as it was filled in. Texts are on one line.

    ``organisation`` is a key of the network's; ``other_organisation`` a name, which wins.
    ``answers`` hold what was answered; nobody answers for somebody else.
    """

    nonce: str
    given: str
    family: str
    email: str
    attends: Attends
    language: str
    title: str = ""
    organisation: str = ""
    other_organisation: str = ""
    function: str = ""
    for_somebody_else: bool = False
    is_minor: bool = False
    answers: Mapping[Purpose, State] = field(default_factory=dict)
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Key of an inquiry → what was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where registrations are taken: the network, its addresses, the clock, chance."""

    network: NetworkRow
    public_url: str
    now: datetime
    random: Random


def is_open(meeting: MeetingRow, *, now: datetime) -> bool:
    """Tell whether the open form of ``meeting`` takes people."""
    return takes_registrations(
        meeting.registration_until,
        tzid=meeting.tzid,
        status=meeting.status,
        dtend=meeting.dtend,
        now=now,
    )


def register(meeting_id: int, form: Form, *, desk: Desk) -> None:
    """Take a form and queue the mail with the personal link. The same form twice counts once.

    Raises:
        RegistrationClosed: The form takes nobody any more.
        NoSuchWay: The meeting cannot be attended in this way.
        NotMailAddress: The address is none.
        UnknownOrganisation: The key is none of the network's.
    """
    email = normal_address(form.email)
    nonce_hash = sha256(f"{form.nonce} {email}".encode()).hexdigest()
    with transaction() as writing:
        meeting = locked(meeting_id)
        if not is_open(meeting, now=desk.now):
            raise RegistrationClosed
        require_way(form.attends, mode=meeting.mode)
        if queries.registration_exists(nonce_hash):
            return
        known = _known(desk.network.id, form, email)
        person = known or _new_person(form, email, desk)
        if known is None:
            attend(meeting, person, form, desk=desk)
        row = RegistrationRow(
            network_id=desk.network.id,
            meeting_id=meeting.id,
            person_id=person.id,
            nonce_hash=nonce_hash,
            sent_at=desk.now,
            language=form.language,
            changes=_changes(form) if known else {},
            grants=_answer(meeting, person, form, desk=desk),
        )
        writing.add(row)
        settle([person.id], now=desk.now)
        _write_to(person, row, desk=desk)


def attend(meeting: MeetingRow, person: PersonRow, form: Form, *, desk: Desk) -> AttendanceRow:
    """Put ``person`` on the list as the form says, or bring the line on it up to date."""
    organisation_id = _organisation_id(form, desk)
    attendance = queries.attendance_of(person.id, meeting_id=meeting.id)
    if attendance is None:
        attendance = enter(
            meeting,
            person,
            public_id=f"{desk.random.getrandbits(128):032x}",
            source=BY_FORM,
            now=desk.now,
            attends=form.attends,
        )
    if organisation_id is not None:
        attendance.organisation_id = organisation_id
        _work_for(person, organisation_id, form, desk)
    attendance.function = form.function or attendance.function or ""
    stand(attendance, partstat=PartStat.ACCEPTED, attends=form.attends, now=desk.now)
    session().flush()
    keep_answers(attendance.id, meeting_id=meeting.id, said=form.said, now=desk.now)
    give_seats(meeting, asking=[attendance.id], public_url=desk.public_url, now=desk.now)
    return attendance


def _known(network_id: int, form: Form, email: str) -> PersonRow | None:
    name = folded_name(given=form.given, family=form.family)
    same = [row for row in people_with_address(network_id, email) if row.folded_name == name]
    return same[0] if same else None


def _new_person(form: Form, email: str, desk: Desk) -> PersonRow:
    person = new_person(
        desk.network.id,
        title=form.title,
        given=form.given,
        family=form.family,
        now=desk.now,
        random=desk.random,
    )
    person.email, person.language, person.link_generation = email, form.language, 0
    person.is_minor, person.came_uninvited = form.is_minor, True
    session().flush()
    return person


def _organisation_id(form: Form, desk: Desk) -> int | None:
    name = form.other_organisation or form.organisation
    chosen = {} if form.other_organisation else {name: name}
    represented = Represented(desk.network.id, desk.network.languages[0], chosen, all_guests=True)
    if name:
        represented.settle([name], now=desk.now, random=desk.random)
    return represented.id_of(name)


def _work_for(person: PersonRow, organisation_id: int, form: Form, desk: Desk) -> None:
    if organisation_id in queries.employers_of(person.id):
        return
    title = {desk.network.languages[0]: form.function} if form.function else {}
    session().add(
        FunctionRow(
            network_id=person.network_id,
            person_id=person.id,
            organisation_id=organisation_id,
            title=title,
        )
    )


def _answer(meeting: MeetingRow, person: PersonRow, form: Form, *, desk: Desk) -> dict[str, int]:
    """Record every no; return purpose → wording of every yes, which waits for the link."""
    grants: dict[str, int] = {}
    if form.for_somebody_else:
        return grants
    decided = queries.decisions_at(person.id, meeting_id=meeting.id)
    for purpose, state in form.answers.items():
        # The form says the same to everybody: guests and children are asked on their own page.
        require_fitting(state, basis=basis_of(desk.network, meeting, purpose))
        shown = keep_words(desk.network, meeting, purpose, now=desk.now)
        if state is State.GRANTED:
            grants[purpose] = shown.id
        elif counts_at_once(state) and latest_state(decided, purpose) is not state:
            answer = Answer(
                purpose=purpose, state=state, language=form.language, channel=Channel.FORM
            )
            append_on(shown.id, meeting, person.id, answer, now=desk.now)
    return grants


def _changes(form: Form) -> dict[str, Any]:
    return {
        "title": form.title,
        "given": form.given,
        "family": form.family,
        "organisation": form.organisation,
        "other_organisation": form.other_organisation,
        "function": form.function,
        "is_minor": form.is_minor,
        "attends": form.attends,
        "said": {key: list(said) for key, said in form.said.items() if any(said)},
    }


def _write_to(person: PersonRow, row: RegistrationRow, *, desk: Desk) -> None:
    letter = Letter(
        unique_key=f"{REGISTRATION}:{row.nonce_hash}",
        recipient=person.email,
        kind=REGISTRATION,
        language=row.language,
        facts={"person": person.public_id, "meeting": row.meeting_id, "form": row.id},
        network_id=row.network_id,
    )
    queue(letter, public_url=desk.public_url, now=desk.now)

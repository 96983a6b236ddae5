"""Using the mailed link: what an open form said counts from now on."""

from eventsvc.db.models import MeetingRow, PersonRow, RegistrationRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import Attends
from eventsvc.domain.consents import ANSWERS, Channel, Purpose, State
from eventsvc.domain.registrations import WAYS, takes_replies
from eventsvc.services.attendees.registrations import Desk, Form, attend
from eventsvc.services.attendees.seating import locked
from eventsvc.services.people.people import rename
from eventsvc.services.privacy.consents import Answer, append_on, basis_of
from eventsvc.services.privacy.effects import settle


def confirm(person_id: int, *, desk: Desk) -> int:
    """Let every waiting form of the person count; return how many there were.

    A yes gives way to a no that was said after the form was sent.
    """
    with transaction():
        forms = queries.waiting_registrations(person_id)
        # In one order for everybody, so that two of us never wait for each other.
        meetings = {number: locked(number) for number in sorted({f.meeting_id for f in forms})}
        person = session().get_one(PersonRow, person_id)
        for form in forms:
            _let_count(form, meetings[form.meeting_id], person, desk=desk)
        # The form showed what happens with the data (GDPR Art. 13).
        person.informed_at = person.informed_at or desk.now
        settle([person_id], now=desk.now)
    return len(forms)


def _let_count(row: RegistrationRow, meeting: MeetingRow, person: PersonRow, *, desk: Desk) -> None:
    if row.changes:
        _change(row, meeting, person, desk=desk)
    for purpose, wording_id in row.grants.items():
        _grant(row, meeting, Purpose(purpose), wording_id, desk=desk)
    row.confirmed_at, row.changes, row.grants = desk.now, {}, {}


def _change(row: RegistrationRow, meeting: MeetingRow, person: PersonRow, *, desk: Desk) -> None:
    said = Form(
        nonce="",
        email=person.email,
        language=row.language,
        **(row.changes | {"attends": Attends(row.changes["attends"])}),
    )
    rename(person, title=said.title, given=said.given, family=said.family)
    person.is_minor = person.is_minor or said.is_minor
    on_time = takes_replies(meeting.status, dtend=meeting.dtend, now=desk.now)
    if on_time and said.attends in WAYS[meeting.mode]:
        attend(meeting, person, said, desk=desk)


def _grant(
    row: RegistrationRow, meeting: MeetingRow, purpose: Purpose, wording_id: int, *, desk: Desk
) -> None:
    later = [
        decision
        for decision in queries.decisions_at(row.person_id, meeting_id=meeting.id)
        if decision.purpose is purpose and decision.decided_at > row.sent_at
    ]
    if later or State.GRANTED not in ANSWERS[basis_of(desk.network, meeting, purpose)]:
        return
    answer = Answer(
        purpose=purpose, state=State.GRANTED, language=row.language, channel=Channel.FORM
    )
    append_on(wording_id, meeting, row.person_id, answer, now=desk.now)

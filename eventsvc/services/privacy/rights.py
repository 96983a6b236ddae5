"""What a person may ask for with the own link beside erasure: a copy, no sharing, restriction."""

from datetime import datetime

from eventsvc.db.models import AuditRow, PersonRow
from eventsvc.db.queries import participants
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import NETWORK_WIDE, Channel, State, latest_state
from eventsvc.domain.limits import SHARED
from eventsvc.services.privacy.consents import Answer, append_on
from eventsvc.services.privacy.effects import settle


def never_share(person_id: int, *, language: str, now: datetime) -> None:
    """Let nothing of the person leave the house: beats every yes, and takes each back (Art. 21)."""
    with transaction():
        person = _stop_sharing(person_id, language=language, now=now)
        _log("rights.never-share", person, now)


def restrict(person_id: int, *, language: str, now: datetime) -> None:
    """Keep the person's data without using it, until somebody decided what is right (Art. 18)."""
    with transaction():
        person = _stop_sharing(person_id, language=language, now=now)
        person.restricted_at = person.restricted_at or now
        _log("rights.restricted", person, now)


def share_again(person_id: int, *, now: datetime) -> None:
    """Take both back. Every yes is asked for anew."""
    with transaction():
        person = session().get_one(PersonRow, person_id)
        person.never_share, person.restricted_at = False, None
        settle([person_id], now=now)
        _log("rights.shared-again", person, now)


def note_access(person_id: int, *, now: datetime) -> None:
    """Log that the person took a copy (Art. 15(3))."""
    with transaction():
        _log("rights.access", session().get_one(PersonRow, person_id), now)


def _stop_sharing(person_id: int, *, language: str, now: datetime) -> PersonRow:
    person = session().get_one(PersonRow, person_id)
    person.never_share = True
    scopes = [None, *(row.meeting for row in participants.attendances_of_person(person_id))]
    for meeting in scopes:
        said = participants.decisions_at(person_id, meeting_id=meeting.id if meeting else 0)
        for purpose in SHARED:
            is_mine = (purpose in NETWORK_WIDE) is (meeting is None)
            if is_mine and latest_state(said, purpose) is State.GRANTED:
                no = Answer(
                    purpose=purpose,
                    state=State.REFUSED,
                    language=language,
                    channel=Channel.LINK,
                )
                append_on(None, meeting, person_id, no, now=now)
    settle([person_id], now=now)
    return person


def _log(action: str, person: PersonRow, now: datetime) -> None:
    name = f"person:{person.public_id}"
    session().add(
        AuditRow(network_id=person.network_id, at=now, actor=name, action=action, subject=name)
    )

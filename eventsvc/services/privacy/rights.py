"""What a person may ask for beside erasure: a copy, no sharing, restriction, objection.

People do it by the own link; ``services.privacy.rights_requests`` does it for who wrote a letter.
"""

from datetime import datetime

from eventsvc.db.models import AuditRow, NetworkRow, PersonRow
from eventsvc.db.queries import participants
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import NETWORK_WIDE, State, latest_state, refusal
from eventsvc.domain.limits import SHARED
from eventsvc.services.privacy.consents import append_on, basis_for
from eventsvc.services.privacy.effects import settle
from eventsvc.services.privacy.withdrawing import Manner, withdraw_everything


def never_share(person_id: int, *, language: str, now: datetime) -> None:
    """Let nothing of the person leave the house: beats every yes, and takes each back (Art. 21)."""
    with transaction():
        person = session().get_one(PersonRow, person_id)
        _stop_sharing(person, Manner(language=language), now=now)
        _log("rights.never-share", person, now)


def restrict(person_id: int, *, language: str, now: datetime) -> None:
    """Keep the person's data without using it, until somebody decided what is right (Art. 18)."""
    with transaction():
        person = session().get_one(PersonRow, person_id)
        stop_using(person, Manner(language=language), now=now)


def stop_using(person: PersonRow, manner: Manner, *, now: datetime) -> None:
    """Do the same in the running transaction."""
    _stop_sharing(person, manner, now=now)
    person.restricted_at = person.restricted_at or now
    _log("rights.restricted", person, now, by=manner.by)


def object_to_all(person: PersonRow, manner: Manner, *, now: datetime) -> None:
    """End every use that was agreed to or not objected to, and all sharing (Art. 7(3), 21).

    In the running transaction.
    """
    withdraw_everything(person, manner, now=now)
    _stop_sharing(person, manner, now=now)
    _log("rights.objected", person, now, by=manner.by)


def share_again(person_id: int, *, now: datetime) -> None:
    """Take both back. Every yes is asked for anew."""
    with transaction():
        person = session().get_one(PersonRow, person_id)
        person.never_share, person.restricted_at = False, None
        settle([person_id], now=now)
        _log("rights.shared-again", person, now)


def note_access(person_id: int, *, by: str = "", now: datetime) -> None:
    """Log that the person took a copy, or that the office (``by``) made one (Art. 15(3))."""
    with transaction():
        _log("rights.access", session().get_one(PersonRow, person_id), now, by=by)


def _stop_sharing(person: PersonRow, manner: Manner, *, now: datetime) -> None:
    person.never_share = True
    network = session().get_one(NetworkRow, person.network_id)
    scopes = [None, *(row.meeting for row in participants.attendances_of_person(person.id))]
    for meeting in scopes:
        said = participants.decisions_at(person.id, meeting_id=meeting.id if meeting else 0)
        for purpose in SHARED:
            is_mine = (purpose in NETWORK_WIDE) is (meeting is None)
            if is_mine and latest_state(said, purpose) is State.GRANTED:
                basis = basis_for(network, meeting, person.id, purpose)
                no = manner.answer(purpose, refusal(basis))
                append_on(None, meeting, person.id, no, now=now)
    settle([person.id], now=now)


def _log(action: str, person: PersonRow, now: datetime, *, by: str = "") -> None:
    name = f"person:{person.public_id}"
    session().add(
        AuditRow(
            network_id=person.network_id, at=now, actor=by or name, action=action, subject=name
        )
    )

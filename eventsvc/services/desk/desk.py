"""The desk: people pass it, and say there that they want no photos.

Check-ins and decisions are appended; a second tap, or a second helper, changes nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsvc.db.models import (
    AttendanceRow,
    CheckinRow,
    ConsentDecisionRow,
    MeetingRow,
    NetworkRow,
)
from eventsvc.db.queries import consents
from eventsvc.db.queries import desk as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import (
    PHOTO,
    Channel,
    DecidedBy,
    Purpose,
    State,
    latest_state,
    spoken,
)
from eventsvc.domain.desk import Movement, NothingToTakeBack
from eventsvc.domain.errors import NotFound
from eventsvc.services.acts import Act
from eventsvc.services.attendees.seating import locked
from eventsvc.services.privacy.consents import Answer, append, append_on, basis_for
from eventsvc.services.privacy.effects import settle

SOURCE = "at the desk"
"""Where every decision recorded here comes from: the person stood before the helper."""

_NO = frozenset({State.REFUSED, State.OBJECTED})


@dataclass(frozen=True, slots=True)
class Spoken:
    """Answers about photos, yes or no, and the language of the words they were given to.

    Silence is not in it.
    """

    answers: Mapping[Purpose, bool] = field(default_factory=dict)
    language: str = ""


def move(meeting: MeetingRow, public_id: str, movement: Movement, *, act: Act) -> bool:
    """Record that somebody came in, or that this was taken back; tell whether that is new.

    Raises:
        NotFound: Nobody on the meeting's list is known by ``public_id``.
    """
    with transaction():
        return record_movement(person_at(meeting, public_id), movement, act=act)


def record_movement(row: AttendanceRow, movement: Movement, *, act: Act) -> bool:
    """Do the same inside a transaction, for a row that was read in it."""
    if movement is Movement.IN:
        is_new = queries.mark_here(row.id, at=act.at)
    else:
        is_new = queries.mark_gone(row.id)
    if is_new:
        session().add(
            CheckinRow(
                network_id=row.network_id,
                attendance_id=row.id,
                kind=movement,
                at=act.at,
                by=act.by,
            )
        )
        act.note(f"desk.{movement}", f"attendance:{row.public_id}")
    return is_new


def refuse_photos(meeting: MeetingRow, public_id: str, *, language: str, act: Act) -> int:
    """Record that somebody wants to be in no picture; return how many decisions that took.

    Each channel's basis decides whether this refuses, withdraws or objects
    (GDPR Art. 7(3), 21). What is a no already is left alone.
    """
    said = Spoken(dict.fromkeys(PHOTO, False), language)
    return answer_photos(meeting, public_id, said, act=act)


def answer_photos(meeting: MeetingRow, public_id: str, said: Spoken, *, act: Act) -> int:
    """Record answers about photos, as told at the desk; return how many of them were new."""
    with transaction():
        meeting = locked(meeting.id)
        row = person_at(meeting, public_id)
        number = record_photos(meeting, row, said, act=act)
        if number:
            act.note("desk.photos", f"attendance:{row.public_id}", {"decisions": number})
        return number


def record_photos(meeting: MeetingRow, row: AttendanceRow, said: Spoken, *, act: Act) -> int:
    """Do the same inside a transaction that has locked the meeting, without the audit line.

    Each decision keeps the words that the helper had on the page (GDPR Art. 7(1)).
    """
    network = session().get_one(NetworkRow, meeting.network_id)
    known = consents.decisions_of_person(row.person_id, meeting.id)
    number = 0
    for purpose, says_yes in said.answers.items():
        basis = basis_for(network, meeting, row.person_id, purpose)
        state = spoken(latest_state(known, purpose), says_yes=says_yes, basis=basis)
        if state is not None:
            answer = _answer(purpose, state, language=said.language)
            append(network, meeting, row.person_id, answer, now=act.at)
            number += 1
    if number:
        settle([row.person_id], now=act.at)
    return number


def take_back_photos(meeting: MeetingRow, public_id: str, *, act: Act) -> None:
    """Undo a no that was recorded at the desk by mistake: what counted before counts again.

    It counts with the words it was made on. A no that the person sent in by another way is not
    touched.

    Raises:
        NothingToTakeBack: There is no such no.
    """
    with transaction():
        meeting = locked(meeting.id)
        row = person_at(meeting, public_id)
        before = before_the_desk(row.person_id, meeting.id)
        if not before:
            raise NothingToTakeBack
        for purpose, earlier in before.items():
            answer = _answer(
                purpose,
                earlier.state if earlier else State.UNKNOWN,
                language=earlier.language if earlier else "",
                source=f"{SOURCE}, taken back",
            )
            words = earlier.wording_id if earlier else None
            append_on(words, meeting, row.person_id, answer, now=act.at)
        settle([row.person_id], now=act.at)
        note = {"decisions": len(before)}
        act.note("desk.photos-taken-back", f"attendance:{row.public_id}", note)


def before_the_desk(person_id: int, meeting_id: int) -> Mapping[Purpose, ConsentDecisionRow | None]:
    """Return what counted before each no about photos that was recorded at the desk last."""
    by_purpose: dict[Purpose, list[ConsentDecisionRow]] = {purpose: [] for purpose in PHOTO}
    for row in queries.decisions_of(person_id, meeting_id, PHOTO):
        by_purpose[row.purpose].append(row)
    return {
        purpose: rows[-2] if len(rows) > 1 else None
        for purpose, rows in by_purpose.items()
        if rows and rows[-1].channel is Channel.DESK and rows[-1].state in _NO
    }


def person_at(meeting: MeetingRow, public_id: str) -> AttendanceRow:
    """Return the attendance of somebody on the meeting's list, locked.

    Raises:
        NotFound: There is none.
    """
    row = queries.attendance(meeting.network_id, meeting.id, public_id, locked=True)
    if row is None:
        raise NotFound
    return row


def _answer(purpose: Purpose, state: State, *, language: str, source: str = SOURCE) -> Answer:
    return Answer(
        purpose=purpose,
        state=state,
        language=language,
        channel=Channel.DESK,
        decided_by=DecidedBy.ON_BEHALF,
        source=source,
    )

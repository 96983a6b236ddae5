"""The desk: people pass it, and say there that they want no photos.

Check-ins and decisions are appended; a second tap, or a second helper, changes nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    CheckinRow,
    ConsentDecisionRow,
    MeetingRow,
)
from eventsvc.db.queries import consents
from eventsvc.db.queries import desk as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import (
    NETWORK_WIDE,
    PHOTO,
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
    latest_state,
    spoken,
)
from eventsvc.domain.desk import Movement, NothingToTakeBack
from eventsvc.domain.errors import NotFound

SOURCE = "at the desk"
"""Where every decision recorded here comes from: the person stood before the helper."""

_NO = frozenset({State.REFUSED, State.OBJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does something at the desk of which meeting, and when."""

    meeting: MeetingRow
    actor: str
    now: datetime

    def audit(self, action: str, row: AttendanceRow, **facts: object) -> AuditRow:
        """Return the audit line of what happened to ``row``; it names no person."""
        return AuditRow(
            network_id=self.meeting.network_id,
            at=self.now,
            actor=self.actor,
            action=action,
            subject=f"attendance:{row.public_id}",
            facts=facts,
        )


def move(act: Act, public_id: str, movement: Movement) -> bool:
    """Record that somebody came in, or that this was taken back; tell whether that is new.

    Raises:
        NotFound: Nobody on the meeting's list is known by ``public_id``.
    """
    with transaction():
        return record_movement(act, person_at(act, public_id), movement)


def record_movement(act: Act, row: AttendanceRow, movement: Movement) -> bool:
    """Do the same inside a transaction, for a row that was read in it."""
    if movement is Movement.IN:
        is_new = queries.mark_here(row.id, at=act.now)
    else:
        is_new = queries.mark_gone(row.id)
    if is_new:
        session().add(
            CheckinRow(
                network_id=row.network_id,
                attendance_id=row.id,
                kind=movement,
                at=act.now,
                by=act.actor,
            )
        )
        session().add(act.audit(f"desk.{movement}", row))
    return is_new


def refuse_photos(act: Act, public_id: str) -> int:
    """Record that somebody wants to be in no picture; return how many decisions that took.

    Each channel's basis decides whether this refuses, withdraws or objects
    (GDPR Art. 7(3), 21). What is a no already is left alone.
    """
    return answer_photos(act, public_id, dict.fromkeys(PHOTO, False))


def answer_photos(act: Act, public_id: str, answers: Mapping[Purpose, bool]) -> int:
    """Record answers about photos, as told at the desk; return how many of them were new."""
    with transaction():
        row = person_at(act, public_id)
        number = record_photos(act, row, answers)
        if number:
            session().add(act.audit("desk.photos", row, decisions=number))
        return number


def record_photos(act: Act, row: AttendanceRow, answers: Mapping[Purpose, bool]) -> int:
    """Do the same inside a transaction, without the audit line."""
    bases = consents.bases_of_meeting(act.meeting.id)
    known = consents.decisions_of_person(row.person_id, act.meeting.id)
    number = 0
    for purpose, says_yes in answers.items():
        state = spoken(
            latest_state(known, purpose),
            says_yes=says_yes,
            basis=bases.get(purpose, Basis.CONSENT),
        )
        if state is not None:
            session().add(_decision(act, row, purpose, state))
            number += 1
    return number


def take_back_photos(act: Act, public_id: str) -> None:
    """Undo a no that was recorded at the desk by mistake: what counted before counts again.

    A no that the person sent in by another way is not touched.

    Raises:
        NothingToTakeBack: There is no such no.
    """
    with transaction():
        row = person_at(act, public_id)
        before = before_the_desk(row.person_id, act.meeting.id)
        if not before:
            raise NothingToTakeBack
        session().add_all(
            _decision(act, row, purpose, state, source=f"{SOURCE}, taken back")
            for purpose, state in before.items()
        )
        session().add(act.audit("desk.photos-taken-back", row, decisions=len(before)))


def before_the_desk(person_id: int, meeting_id: int) -> Mapping[Purpose, State]:
    """Return what counted before each no about photos that was recorded at the desk last."""
    by_purpose: dict[Purpose, list[ConsentDecisionRow]] = {purpose: [] for purpose in PHOTO}
    for row in queries.decisions_of(person_id, meeting_id, PHOTO):
        by_purpose[row.purpose].append(row)
    return {
        purpose: rows[-2].state if len(rows) > 1 else State.UNKNOWN
        for purpose, rows in by_purpose.items()
        if rows and rows[-1].channel is Channel.DESK and rows[-1].state in _NO
    }


def person_at(act: Act, public_id: str) -> AttendanceRow:
    """Return the attendance of somebody on the meeting's list, locked.

    Raises:
        NotFound: There is none.
    """
    row = queries.attendance(act.meeting.network_id, act.meeting.id, public_id, locked=True)
    if row is None:
        raise NotFound
    return row


def _decision(
    act: Act, row: AttendanceRow, purpose: Purpose, state: State, *, source: str = SOURCE
) -> ConsentDecisionRow:
    return ConsentDecisionRow(
        network_id=row.network_id,
        person_id=row.person_id,
        meeting_id=None if purpose in NETWORK_WIDE else row.meeting_id,
        purpose=purpose,
        state=state,
        decided_at=act.now,
        decided_by=DecidedBy.ON_BEHALF,
        channel=Channel.DESK,
        source=source,
    )

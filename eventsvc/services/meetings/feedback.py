"""Suggestions for better meetings: asked for by the office, made by people, erased in time."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from eventsvc.db.models import FeedbackAnswerRow, FeedbackFormRow, MeetingRow, PersonRow
from eventsvc.db.queries import feedback as queries
from eventsvc.db.queries import nonces
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import NotFound
from eventsvc.domain.feedback import KEPT, QUESTIONS, Answer, FeedbackClosed, FeedbackPromised
from eventsvc.domain.names import display_name
from eventsvc.services.acts import Act, DoneAlready


def open_form(
    meeting: MeetingRow, *, is_named: bool, takes_anybody: bool, act: Act, random: Random
) -> None:
    """Let the form take answers.

    Raises:
        FeedbackPromised: There are answers, and the form would ask for names otherwise than it
            did.
    """
    with transaction() as writing:
        row = queries.form_of(meeting.id)
        if row is None:
            row = FeedbackFormRow(
                meeting_id=meeting.id,
                network_id=meeting.network_id,
                key=f"{random.getrandbits(128):032x}",
                is_named=is_named,
            )
            writing.add(row)
        if row.is_named != is_named and queries.count_answers(meeting.id):
            raise FeedbackPromised(field="is_named")
        row.is_named, row.takes_anybody = is_named, takes_anybody
        row.is_open, row.opened_at = True, act.at
        act.note("feedback.opened", f"meeting:{meeting.key}", {"named": is_named})


def close_form(meeting: MeetingRow, *, act: Act) -> None:
    """Take no further answers.

    Raises:
        NotFound: There is no form.
    """
    with transaction():
        row = queries.form_of(meeting.id)
        if row is None:
            raise NotFound
        row.is_open = False
        act.note("feedback.closed", f"meeting:{meeting.key}")


def answer(
    meeting_id: int,
    said: Mapping[str, str],
    *,
    person_id: int | None,
    nonce: str,
    now: datetime,
    random: Random,
) -> None:
    """Keep what somebody wrote; of an anonymous form nothing else than that.

    Under one's own name the second answer takes the place of the first.

    Raises:
        FeedbackClosed: The form takes no answers.
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        form = queries.form_of(meeting_id)
        if form is None or not form.is_open:
            raise FeedbackClosed
        if not nonce or not nonces.spend(nonce, now=now):
            raise DoneAlready
        who = person_id if form.is_named else None
        row = queries.answer_of(meeting_id, who) if who else None
        if row is None:
            row = FeedbackAnswerRow(
                key=f"{random.getrandbits(128):032x}",
                network_id=form.network_id,
                meeting_id=meeting_id,
                person_id=who,
            )
            writing.add(row)
        for question in QUESTIONS:
            setattr(row, question, said[question])
        row.name = said.get("name", "") if form.is_named and who is None else ""


def withdraw(meeting_id: int, person_id: int) -> None:
    """Erase what the person wrote under the own name."""
    with transaction() as writing:
        row = queries.answer_of(meeting_id, person_id)
        if row is not None:
            writing.delete(row)


def remove(meeting: MeetingRow, key: str, *, act: Act) -> None:
    """Erase one answer, because somebody asked for it.

    Raises:
        NotFound: There is none.
    """
    with transaction():
        row = queries.answer_with_key(meeting.id, key)
        if row is None:
            raise NotFound
        session().delete(row)
        act.note("feedback.erased", f"meeting:{meeting.key}")


def answers(meeting_id: int) -> list[Answer]:
    """Return the answers as the rule takes them, in an order that tells nothing."""
    return [_answer(row, person) for row, person in queries.answers_to(meeting_id)]


def note_export(meeting: MeetingRow, *, act: Act) -> None:
    """Record that the answers were taken along as a table."""
    with transaction():
        act.note("feedback.exported", f"meeting:{meeting.key}")


def forget_old(*, now: datetime) -> None:
    """Erase the answers to meetings that ended long ago."""
    with transaction():
        queries.forget_answers(ended_before=now - KEPT)


def _answer(row: FeedbackAnswerRow, person: PersonRow | None) -> Answer:
    name = (
        display_name(
            title=person.title, given=person.given, family=person.family, language=person.language
        )
        if person
        else row.name
    )
    said = {question: getattr(row, question) for question in QUESTIONS}
    return Answer(key=row.key, name=name, **said)

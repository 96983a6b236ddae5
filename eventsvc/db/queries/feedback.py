"""Forms for suggestions and the answers to them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from eventsvc.db.models import (
    FeedbackAnswerRow,
    FeedbackFormRow,
    MeetingRow,
    PersonRow,
)
from eventsvc.db.transaction import session

MOST = 5000
"""More answers than any meeting has."""


def form_of(meeting_id: int) -> FeedbackFormRow | None:
    """Return the form of the meeting, open or closed."""
    return session().scalar(select(FeedbackFormRow).where(FeedbackFormRow.meeting_id == meeting_id))


def open_forms(meeting_ids: Collection[int]) -> frozenset[int]:
    """Return which of these meetings have a form that takes answers."""
    return frozenset(
        session().scalars(
            select(FeedbackFormRow.meeting_id)
            .where(FeedbackFormRow.meeting_id.in_(meeting_ids))
            .where(FeedbackFormRow.is_open)
        )
    )


def form_with_key(network_id: int, key: str) -> tuple[FeedbackFormRow, MeetingRow] | None:
    """Return the form behind an open address, and its meeting."""
    row = (
        session()
        .execute(
            select(FeedbackFormRow, MeetingRow)
            .join(MeetingRow, MeetingRow.id == FeedbackFormRow.meeting_id)
            .where(FeedbackFormRow.network_id == network_id)
            .where(FeedbackFormRow.key == key)
            .where(FeedbackFormRow.takes_anybody)
        )
        .first()
    )
    return (row[0], row[1]) if row else None


def answers_to(meeting_id: int) -> Sequence[tuple[FeedbackAnswerRow, PersonRow | None]]:
    """Return the answers by their random keys, each with the person where it has one."""
    rows = session().execute(
        select(FeedbackAnswerRow, PersonRow)
        .outerjoin(PersonRow, PersonRow.id == FeedbackAnswerRow.person_id)
        .where(FeedbackAnswerRow.meeting_id == meeting_id)
        .order_by(FeedbackAnswerRow.key)
        .limit(MOST)
    )
    return [(answer, person) for answer, person in rows]


def count_answers(meeting_id: int) -> int:
    """Return how many answered."""
    query = select(func.count()).select_from(FeedbackAnswerRow)
    return session().scalar(query.where(FeedbackAnswerRow.meeting_id == meeting_id)) or 0


def answer_of(meeting_id: int, person_id: int) -> FeedbackAnswerRow | None:
    """Return what this person wrote under the own name."""
    return session().scalar(
        select(FeedbackAnswerRow)
        .where(FeedbackAnswerRow.meeting_id == meeting_id)
        .where(FeedbackAnswerRow.person_id == person_id)
    )


def answers_of_person(person_id: int) -> Sequence[tuple[FeedbackAnswerRow, MeetingRow]]:
    """Return everything this person wrote under the own name, with the meetings."""
    rows = session().execute(
        select(FeedbackAnswerRow, MeetingRow)
        .join(MeetingRow, MeetingRow.id == FeedbackAnswerRow.meeting_id)
        .where(FeedbackAnswerRow.person_id == person_id)
        .order_by(MeetingRow.dtstart, MeetingRow.id)
    )
    return [(answer, meeting) for answer, meeting in rows]


def answer_with_key(meeting_id: int, key: str) -> FeedbackAnswerRow | None:
    """Return one answer."""
    return session().scalar(
        select(FeedbackAnswerRow)
        .where(FeedbackAnswerRow.meeting_id == meeting_id)
        .where(FeedbackAnswerRow.key == key)
    )


def forget_answers(*, ended_before: datetime) -> None:
    """Delete the answers to meetings that ended before this moment."""
    over = select(MeetingRow.id).where(MeetingRow.dtend < ended_before)
    session().execute(delete(FeedbackAnswerRow).where(FeedbackAnswerRow.meeting_id.in_(over)))

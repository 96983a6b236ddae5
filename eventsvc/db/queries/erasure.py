"""Everything that names one person, for taking it away."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    DatePollReplyRow,
    DifferentPeopleRow,
    FunctionRow,
    GroupPersonRow,
    InquiryAnswerRow,
    IntroductionRow,
    MailingRecipientRow,
    MailReplyRow,
    MeetingRow,
    MergedPersonRow,
    OutboxRow,
    PersonalCalendarRow,
    PersonRow,
    PrintRow,
    RegistrationRow,
    SpeakerRow,
    StewardRow,
)
from eventsvc.db.queries.circulars import letters_from
from eventsvc.db.transaction import session

_OF_THE_PERSON = (
    FunctionRow,
    RegistrationRow,
    MailingRecipientRow,
    StewardRow,
    PersonalCalendarRow,
    GroupPersonRow,
    DatePollReplyRow,
    MergedPersonRow,
)
"""Rows that go whole."""

_OF_TWO = (
    (IntroductionRow, IntroductionRow.asker_person_id, IntroductionRow.helper_person_id),
    (DifferentPeopleRow, DifferentPeopleRow.one_id, DifferentPeopleRow.other_id),
)
"""Rows of two people, which go with each of them."""

_EMPTIED = (
    "function",
    "second_line",
    "table_name",
    "source",
    "desk_code",
    "reply_comment",
)
"""Columns of an attendance that hold words about the person."""


def person_called(network_id: int, public_id: str) -> PersonRow | None:
    """Return the person by the random id, locked."""
    return session().scalar(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.public_id == public_id)
        .with_for_update()
    )


def attendances_with_meeting(person_id: int) -> Sequence[AttendanceRow]:
    """Return all attendances of the person with meeting and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.person_id == person_id)
            .options(
                joinedload(AttendanceRow.meeting),
                joinedload(AttendanceRow.person),
                joinedload(AttendanceRow.organisation),
            )
            .order_by(AttendanceRow.id)
        )
        .all()
    )


def leave_meetings_to_come(person_id: int, *, now: datetime) -> None:
    """Take the person off the lists of meetings that are not over."""
    coming = select(MeetingRow.id).where(MeetingRow.dtend > now)
    session().execute(
        delete(AttendanceRow)
        .where(AttendanceRow.person_id == person_id)
        .where(AttendanceRow.meeting_id.in_(coming))
    )


def take_words_away(person_id: int) -> None:
    """Delete or empty every row that holds words about the person, but the person's own."""
    for row in _OF_THE_PERSON:
        session().execute(delete(row).where(row.person_id == person_id))
    for pair, one, other in _OF_TWO:
        session().execute(delete(pair).where(or_(one == person_id, other == person_id)))
    attendances = select(AttendanceRow.id).where(AttendanceRow.person_id == person_id)
    session().execute(
        delete(InquiryAnswerRow).where(InquiryAnswerRow.attendance_id.in_(attendances))
    )
    session().execute(
        update(AttendanceRow)
        .where(AttendanceRow.person_id == person_id)
        .values(dict.fromkeys(_EMPTIED, ""))
    )
    session().execute(
        update(PrintRow).where(PrintRow.attendance_id.in_(attendances)).values(parts={})
    )
    session().execute(
        update(ConsentDecisionRow)
        .where(ConsentDecisionRow.person_id == person_id)
        .values(source="", heading="", answer="")
    )
    session().execute(
        update(SpeakerRow).where(SpeakerRow.person_id == person_id).values(person_id=None, name="–")
    )


def forget_letters(network_id: int, *, public_id: str, kind: str) -> None:
    """Delete what the person wrote to others and has not left yet."""
    for row in letters_from(network_id, public_id, kind=kind):
        session().delete(row)


def forget_replies(network_id: int, person_id: int, *, addresses: Collection[str]) -> None:
    """Delete the mails that count as the person's own, and those that only said so."""
    attendances = select(AttendanceRow.id).where(AttendanceRow.person_id == person_id)
    unproven = (MailReplyRow.attendance_id.is_(None)) & (MailReplyRow.sender.in_(addresses))
    session().execute(
        delete(MailReplyRow)
        .where(MailReplyRow.network_id == network_id)
        .where(or_(MailReplyRow.attendance_id.in_(attendances), unproven))
    )


def forget_mails(network_id: int, *, addresses: Collection[str], public_id: str) -> None:
    """Delete the mails to the person; those to others who share a mailbox stay."""
    for email in sorted(addresses):
        _forget_mails_to(network_id, email, public_id)


def _forget_mails_to(network_id: int, email: str, public_id: str) -> None:
    sharing = session().scalar(
        select(func.count())
        .select_from(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.email == email)
        .where(PersonRow.public_id != public_id)
    )
    rows = session().scalars(
        select(OutboxRow)
        .where(OutboxRow.network_id == network_id)
        .where(OutboxRow.recipient == email)
        .order_by(OutboxRow.id)
    )
    for row in rows:
        if not sharing or row.facts.get("person") == public_id:
            session().delete(row)
    if not sharing:
        session().execute(
            update(MailingRecipientRow)
            .where(MailingRecipientRow.email == email)
            .values(email="", name="")
        )

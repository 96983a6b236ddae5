"""Everything that names one person, for taking it away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    DatePollReplyRow,
    DifferentPeopleRow,
    EffectRow,
    FeedbackAnswerRow,
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
    RightsRequestRow,
    SpeakerRow,
    StewardRow,
)
from eventsvc.db.queries.circulars import letters_from
from eventsvc.db.queries.merging_parts import mails_naming
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

_EMPTIED: Sequence[tuple[Any, Mapping[str, Any]]] = (
    (
        AttendanceRow,
        dict.fromkeys(
            ("function", "second_line", "table_name", "source", "desk_code", "reply_comment"), ""
        ),
    ),
    (ConsentDecisionRow, {"source": "", "heading": "", "answer": ""}),
    (RightsRequestRow, {"source": "", "identity": "", "answer": ""}),
    (FeedbackAnswerRow, {"person_id": None}),
    (SpeakerRow, {"person_id": None, "name": "–"}),
)
"""Rows that stay, and what their words about the person become."""


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
        update(PrintRow).where(PrintRow.attendance_id.in_(attendances)).values(parts={})
    )
    for row, words in _EMPTIED:
        session().execute(update(row).where(row.person_id == person_id).values(words))


def rename_traces(network_id: int, person_id: int, renamed: Mapping[str, str]) -> None:
    """Let the log, the decisions and the mails about a person name the new number for each old.

    The log is otherwise only appended to: its lines stay, with whom they are about.
    """
    said = {f"person:{old}": f"person:{new}" for old, new in renamed.items()}
    lines = select(AuditRow).where(AuditRow.network_id == network_id)
    named = or_(AuditRow.subject.in_(said), AuditRow.actor.in_(said))
    for line in session().scalars(lines.where(named).order_by(AuditRow.id)):
        line.subject, line.actor = (said.get(one, one) for one in (line.subject, line.actor))
        line.facts = _renamed(line.facts, renamed)
    for old, new in said.items():
        session().execute(
            update(EffectRow)
            .where(EffectRow.network_id == network_id)
            .where(EffectRow.ended_by == old)
            .values(ended_by=new)
        )
    mine = ConsentDecisionRow.person_id == person_id
    for old, new in renamed.items():
        session().execute(
            update(ConsentDecisionRow)
            .where(mine)
            .where(ConsentDecisionRow.entry == old)
            .values(entry=new)
        )
        for mail in mails_naming(network_id, old):
            mail.facts = _renamed(mail.facts, renamed)


def _renamed(facts: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: renamed.get(said, said) if isinstance(said, str) else said
        for name, said in facts.items()
    }


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

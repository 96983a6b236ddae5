"""Data by the clock of its kind: how much is due, and taking it away."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, delete, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from eventsvc.db.models import (
    AttendanceCountRow,
    AttendanceRow,
    AuditRow,
    CheckinRow,
    CircularRow,
    ConsentLimitRow,
    DatePollReplyRow,
    DatePollRow,
    EffectRow,
    HandoutPersonRow,
    HandoutRow,
    MailReplyRow,
    MeetingRow,
    OutboxRow,
    PersonRow,
    PicturePersonRow,
    PictureRow,
    PrintRow,
    RegistrationRow,
    RightsRequestRow,
    StewardRow,
    SurveyAnswerRow,
    SurveyRow,
)
from eventsvc.db.queries.contact_times import people_due, restricted_people
from eventsvc.db.queries.rights import requests_due
from eventsvc.db.queries.scans import erase_scans_of_requests
from eventsvc.db.transaction import session
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.retention import Kind

Ids = Select[int]


def _restricted(network_id: int, what: SQLColumnExpression[str]) -> Select[str]:
    """Return something of all people of whom nothing is erased (GDPR Art. 18)."""
    return select(what).where(PersonRow.id.in_(restricted_people(network_id)))


def _ended(network_id: int, before: datetime) -> Select[int]:
    return (
        select(MeetingRow.id)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.dtend <= before)
    )


def _of_attendances(key: InstrumentedAttribute[int], number: InstrumentedAttribute[int]) -> Any:
    def found(network_id: int, before: datetime) -> Ids:
        return (
            select(number)
            .join(AttendanceRow, AttendanceRow.id == key)
            .where(AttendanceRow.meeting_id.in_(_ended(network_id, before)))
            .where(AttendanceRow.person_id.not_in(restricted_people(network_id)))
        )

    return found


def _lists(network_id: int, before: datetime) -> Ids:
    """Return the meetings: a past one that was entered later, once that is long ago too."""
    late = select(AttendanceRow.meeting_id).where(AttendanceRow.created_at > before)
    return _ended(network_id, before).where(MeetingRow.id.not_in(late))


def _attendances(network_id: int, before: datetime) -> Ids:
    return (
        select(AttendanceRow.id)
        .where(AttendanceRow.meeting_id.in_(_lists(network_id, before)))
        .where(AttendanceRow.person_id.not_in(restricted_people(network_id)))
    )


def _forms(network_id: int, before: datetime) -> Ids:
    ended = _ended(network_id, before)
    return (
        select(RegistrationRow.id)
        .where(RegistrationRow.meeting_id.in_(ended))
        .where(RegistrationRow.person_id.not_in(restricted_people(network_id)))
    )


def _mails(network_id: int, before: datetime) -> Ids:
    return (
        select(OutboxRow.id)
        .where(OutboxRow.network_id == network_id)
        .where(OutboxRow.queued_at <= before)
        .where(OutboxRow.state != OutboxState.WAITING)
        .where(OutboxRow.recipient.not_in(_restricted(network_id, PersonRow.email)))
    )


def _replies(network_id: int, before: datetime) -> Ids:
    return (
        select(MailReplyRow.id)
        .where(MailReplyRow.network_id == network_id)
        .where(MailReplyRow.received_at <= before)
        .where(MailReplyRow.sender.not_in(_restricted(network_id, PersonRow.email)))
    )


def _handouts(network_id: int, before: datetime) -> Ids:
    return (
        select(HandoutRow.id)
        .where(HandoutRow.network_id == network_id)
        .where(HandoutRow.expires_at <= before)
        .where(
            ~exists()
            .where(HandoutPersonRow.handout_id == HandoutRow.id)
            .where(HandoutPersonRow.person_id.in_(restricted_people(network_id)))
        )
    )


def _circulars(network_id: int, before: datetime) -> Ids:
    return (
        select(CircularRow.id)
        .where(CircularRow.network_id == network_id)
        .where(CircularRow.sent_at <= before)
    )


def _date_polls(network_id: int, before: datetime) -> Ids:
    return (
        select(DatePollRow.id)
        .where(DatePollRow.network_id == network_id)
        .where(DatePollRow.last_day <= before.date())
        .where(
            ~exists()
            .where(DatePollReplyRow.poll_id == DatePollRow.id)
            .where(DatePollReplyRow.person_id.in_(restricted_people(network_id)))
        )
    )


def _survey_answers(network_id: int, before: datetime) -> Select[str]:
    """Return the answers of surveys that closed, as far as it is known whose they are."""
    return (
        select(SurveyAnswerRow.key)
        .join(SurveyRow, SurveyRow.id == SurveyAnswerRow.survey_id)
        .where(SurveyRow.network_id == network_id)
        .where(SurveyRow.closed_at <= before)
        .where(SurveyAnswerRow.organisation_id.is_not(None))
        .where(
            ~exists()
            .where(StewardRow.id == SurveyAnswerRow.steward_id)
            .where(StewardRow.person_id.in_(restricted_people(network_id)))
        )
    )


def _audit(network_id: int, before: datetime) -> Ids:
    return (
        select(AuditRow.id)
        .where(AuditRow.network_id == network_id)
        .where(AuditRow.at <= before)
        .where(AuditRow.subject.not_in(_restricted(network_id, "person:" + PersonRow.public_id)))
    )


DUE: Mapping[Kind, Callable[[int, datetime], Ids | Select[str]]] = {
    Kind.FORMS: _forms,
    Kind.PASSAGES: _of_attendances(CheckinRow.attendance_id, CheckinRow.id),
    Kind.PRINTS: _of_attendances(PrintRow.attendance_id, PrintRow.id),
    Kind.ATTENDANCES: _attendances,
    Kind.MAILS: _mails,
    Kind.REPLIES: _replies,
    Kind.HANDOUTS: _handouts,
    Kind.CIRCULARS: _circulars,
    Kind.DATE_POLLS: _date_polls,
    Kind.SURVEYS: _survey_answers,
    Kind.RIGHTS: requests_due,
    Kind.AUDIT: _audit,
    Kind.PEOPLE: people_due,
}
"""Kind → the ids of a network's rows whose clock started at a moment or before."""

_ROWS: Mapping[Kind, Any] = {
    Kind.FORMS: RegistrationRow,
    Kind.PASSAGES: CheckinRow,
    Kind.PRINTS: PrintRow,
    Kind.ATTENDANCES: AttendanceRow,
    Kind.MAILS: OutboxRow,
    Kind.REPLIES: MailReplyRow,
    Kind.HANDOUTS: HandoutRow,
    Kind.CIRCULARS: CircularRow,
    Kind.DATE_POLLS: DatePollRow,
    Kind.RIGHTS: RightsRequestRow,
    Kind.AUDIT: AuditRow,
}


def count_due(kind: Kind, network_id: int, *, before: datetime) -> int:
    """Return how many rows of a kind are due."""
    due = DUE[kind](network_id, before).subquery()
    return session().scalar(select(func.count()).select_from(due)) or 0


def delete_due(kind: Kind, network_id: int, *, before: datetime) -> int:
    """Delete the rows of a kind that are due; return how many."""
    row = _ROWS[kind]
    due = DUE[kind](network_id, before)
    if kind is Kind.RIGHTS:
        erase_scans_of_requests(requests_due(network_id, before))
    gone = session().execute(delete(row).where(row.id.in_(due)).returning(row.id))
    return len(gone.all())


def forget_whose_answers(network_id: int, *, before: datetime) -> int:
    """Take from the answers that are due whose they are, and when they came; return how many."""
    due = _survey_answers(network_id, before)
    gone = session().execute(
        update(SurveyAnswerRow)
        .where(SurveyAnswerRow.key.in_(due))
        .values(organisation_id=None, steward_id=None, sent_at=None, may_be_named=False)
        .returning(SurveyAnswerRow.key)
    )
    return len(gone.all())


def names_of_people_due(network_id: int, *, before: datetime) -> Sequence[str]:
    """Return the random ids of the people whose contact data is due."""
    due = people_due(network_id, before)
    found = select(PersonRow.public_id).where(PersonRow.id.in_(due)).order_by(PersonRow.id)
    return session().scalars(found).all()


def count_those_who_came(network_id: int, *, before: datetime) -> list[AttendanceCountRow]:
    """Return per meeting and organisation how many came, for meetings whose lists are due.

    A list that was entered again after an earlier run adds no second count.
    """
    counted = select(AttendanceCountRow.meeting_id)
    rows = session().execute(
        select(AttendanceRow.meeting_id, AttendanceRow.organisation_id, func.count())
        .where(AttendanceRow.meeting_id.in_(_lists(network_id, before)))
        .where(AttendanceRow.meeting_id.not_in(counted))
        .where(AttendanceRow.checked_in_at.is_not(None))
        .group_by(AttendanceRow.meeting_id, AttendanceRow.organisation_id)
        .order_by(AttendanceRow.meeting_id, AttendanceRow.organisation_id)
    )
    return [
        AttendanceCountRow(meeting_id=meeting, organisation_id=organisation, people=people)
        for meeting, organisation, people in rows
    ]


def forget_limits(network_id: int, *, before: datetime) -> None:
    """Forget how the people of lists that are due stood to their meetings.

    It stays where something is still to be seen of it: a picture, or what was to be done.
    """
    noted = exists().where(EffectRow.limit_id == ConsentLimitRow.id)
    pictured = (
        exists()
        .where(PicturePersonRow.person_id == ConsentLimitRow.person_id)
        .where(PictureRow.id == PicturePersonRow.picture_id)
        .where(PictureRow.meeting_id == ConsentLimitRow.meeting_id)
    )
    session().execute(
        delete(ConsentLimitRow)
        .where(ConsentLimitRow.meeting_id.in_(_lists(network_id, before)))
        .where(ConsentLimitRow.person_id.not_in(restricted_people(network_id)))
        .where(~noted & ~pictured)
        .execution_options(synchronize_session=False)
    )


def next_end(network_id: int, *, after: datetime) -> datetime | None:
    """Return when the next meeting ends whose data is not due yet."""
    return session().scalar(
        select(func.min(MeetingRow.dtend))
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.dtend > after)
    )


def runs(network_id: int, *, limit: int = 20) -> Sequence[AuditRow]:
    """Return what was erased by time, the latest first."""
    return (
        session()
        .scalars(
            select(AuditRow)
            .where(AuditRow.network_id == network_id)
            .where(AuditRow.action == "retention.run")
            .order_by(AuditRow.at.desc(), AuditRow.id.desc())
            .limit(limit)
        )
        .all()
    )

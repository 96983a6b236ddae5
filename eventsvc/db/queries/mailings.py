"""What mailings ask: who could be written to, who was, and how far each mail got."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Select, case, delete, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventsvc.db.models import (
    AttendanceRow,
    FunctionRow,
    MailingRecipientRow,
    MailingRow,
    MeetingRow,
    OrganisationRow,
    OutboxRow,
    PersonRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.mails import OutboxState

MOST = 5000
"""More people than any mailing goes to."""
_URGENCY = (OutboxState.REFUSED, OutboxState.WAITING, OutboxState.SENT)
"""Which mails an office wants to see first."""
GONE = (PartStat.DECLINED, PartStat.DELEGATED)
"""Who has said that they do not come."""


def contacts(network_id: int, *, today: date) -> Sequence[tuple[PersonRow, OrganisationRow]]:
    """Return the people who work for members as of ``today``, with the organisation, by name."""
    rows = session().execute(
        select(PersonRow, OrganisationRow)
        .join(FunctionRow, FunctionRow.person_id == PersonRow.id)
        .join(OrganisationRow, OrganisationRow.id == FunctionRow.organisation_id)
        .where(PersonRow.network_id == network_id)
        .where(OrganisationRow.is_guest.is_(False))
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
        .where(or_(OrganisationRow.member_since.is_(None), OrganisationRow.member_since <= today))
        .where(or_(OrganisationRow.member_until.is_(None), OrganisationRow.member_until >= today))
        .order_by(OrganisationRow.sort_key, PersonRow.sort_key, PersonRow.id)
        .limit(MOST)
    )
    return [(person, organisation) for person, organisation in rows]


def who_came(meeting_id: int) -> Sequence[AttendanceRow]:
    """Return the attendances of those who said yes to a meeting or were let in, by name."""
    return (
        session()
        .scalars(
            _people_of(meeting_id).where(
                or_(
                    AttendanceRow.partstat == PartStat.ACCEPTED,
                    AttendanceRow.checked_in_at.is_not(None),
                )
            )
        )
        .all()
    )


def who_was_there(meeting_id: int) -> Sequence[AttendanceRow]:
    """Return the attendances of those who were let in, or said yes and took part online, by name.

    Where nobody was let in, the desk was not used: then all who said yes.
    """
    rows = who_came(meeting_id)
    if not any(row.checked_in_at for row in rows):
        return rows
    return [row for row in rows if row.checked_in_at or row.attends is Attends.ONLINE]


def who_has_not_replied(meeting_id: int) -> Sequence[AttendanceRow]:
    """Return the attendances of a meeting of which no reply is known, by name."""
    query = _people_of(meeting_id).where(AttendanceRow.partstat == PartStat.NEEDS_ACTION)
    return session().scalars(query).all()


def who_may_come(meeting_id: int) -> Sequence[AttendanceRow]:
    """Return the attendances of those who did not decline, by name."""
    query = _people_of(meeting_id).where(AttendanceRow.partstat.not_in(GONE))
    return session().scalars(query).all()


def _people_of(meeting_id: int) -> Select[AttendanceRow]:
    return (
        select(AttendanceRow)
        .join(AttendanceRow.person)
        .where(AttendanceRow.meeting_id == meeting_id)
        .options(joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))
        .order_by(PersonRow.sort_key, AttendanceRow.id)
        .limit(MOST)
    )


def mailings_of(meeting_id: int, *, limit: int = 200) -> Sequence[MailingRow]:
    """Return the mailings of the meeting, the newest first."""
    return (
        session()
        .scalars(
            select(MailingRow)
            .where(MailingRow.meeting_id == meeting_id)
            .order_by(MailingRow.created_at.desc(), MailingRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def mailing_by_key(meeting_id: int, key: str) -> MailingRow | None:
    """Return the mailing with this key in its address."""
    return session().scalar(
        select(MailingRow).where(MailingRow.meeting_id == meeting_id).where(MailingRow.key == key)
    )


def recipients_of(mailing_id: int) -> Sequence[MailingRecipientRow]:
    """Return who was chosen for the mailing, with person, organisation and mail, as chosen."""
    return (
        session()
        .scalars(
            select(MailingRecipientRow)
            .where(MailingRecipientRow.mailing_id == mailing_id)
            .options(
                joinedload(MailingRecipientRow.person),
                joinedload(MailingRecipientRow.organisation),
                joinedload(MailingRecipientRow.mail),
            )
            .order_by(MailingRecipientRow.id)
            .limit(MOST)
        )
        .all()
    )


def reached(
    mailing_id: int, *, states: Collection[OutboxState | None], begin: int, count: int
) -> Sequence[MailingRecipientRow]:
    """Return who was written to and whose mail got so far, refused ones first; None: dropped.

    With person, organisation and mail; ``count`` of them, after the first ``begin``.
    """
    fits = or_(
        OutboxRow.state.in_([state for state in states if state]),
        OutboxRow.state.is_(None) if None in states else false(),
    )
    urgency = case({state: at for at, state in enumerate(_URGENCY)}, value=OutboxRow.state)
    return (
        session()
        .scalars(
            select(MailingRecipientRow)
            .outerjoin(MailingRecipientRow.mail)
            .where(MailingRecipientRow.mailing_id == mailing_id)
            .where(MailingRecipientRow.queued_at.is_not(None))
            .where(fits)
            .options(
                joinedload(MailingRecipientRow.person),
                joinedload(MailingRecipientRow.organisation),
                contains_eager(MailingRecipientRow.mail),
            )
            .order_by(func.coalesce(urgency, len(_URGENCY)), MailingRecipientRow.id)
            .offset(begin)
            .limit(count)
        )
        .all()
    )


def recipient(mailing_id: int, number: int) -> MailingRecipientRow | None:
    """Return one recipient with person and mail; inside a write the mail may be changed."""
    return session().scalar(
        select(MailingRecipientRow)
        .where(MailingRecipientRow.mailing_id == mailing_id)
        .where(MailingRecipientRow.id == number)
        .options(joinedload(MailingRecipientRow.person), joinedload(MailingRecipientRow.mail))
    )


def people_written_to(meeting_id: int, kind: MailingKind) -> frozenset[int]:
    """Return the ids of the people who were sent a mailing of this kind about the meeting."""
    return frozenset(
        session().scalars(
            select(MailingRecipientRow.person_id)
            .join(MailingRow, MailingRow.id == MailingRecipientRow.mailing_id)
            .where(MailingRow.meeting_id == meeting_id)
            .where(MailingRow.kind == kind)
            .where(MailingRecipientRow.queued_at.is_not(None))
            .where(MailingRecipientRow.person_id.is_not(None))
        )
    )


def people_by_address(
    network_id: int, addresses: Collection[str]
) -> Mapping[str, Sequence[PersonRow]]:
    """Return address → who has it; several may share a mailbox."""
    rows = session().scalars(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.email.in_(addresses))
        .order_by(PersonRow.id)
    )
    found: dict[str, list[PersonRow]] = {address: [] for address in addresses}
    for row in rows:
        found[row.email].append(row)
    return found


def standing_of(meeting_id: int) -> Mapping[int, PartStat]:
    """Return person id → reply, of everybody on the meeting's list."""
    rows = session().execute(
        select(AttendanceRow.person_id, AttendanceRow.partstat).where(
            AttendanceRow.meeting_id == meeting_id
        )
    )
    return {person_id: partstat for person_id, partstat in rows}  # noqa: C416 -- dict() of rows is untyped


def states_of(mailing_ids: Collection[int]) -> Mapping[int, Counter[OutboxState | None]]:
    """Return mailing id → how many of its mails got how far; None: dropped before it left."""
    rows = session().execute(
        select(MailingRecipientRow.mailing_id, OutboxRow.state, func.count())
        .outerjoin(OutboxRow, OutboxRow.id == MailingRecipientRow.outbox_id)
        .where(MailingRecipientRow.mailing_id.in_(mailing_ids))
        .where(MailingRecipientRow.queued_at.is_not(None))
        .group_by(MailingRecipientRow.mailing_id, OutboxRow.state)
    )
    found: dict[int, Counter[OutboxState | None]] = {one: Counter() for one in mailing_ids}
    for mailing_id, state, count in rows:
        found[mailing_id][state] = count
    return found


def reminders_by_rule(*, limit: int = 200) -> Sequence[MailingRow]:
    """Return the reminders that wait for their day, in every network."""
    return (
        session()
        .scalars(
            select(MailingRow)
            .where(MailingRow.days_before.is_not(None))
            .where(MailingRow.sent_at.is_(None))
            .order_by(MailingRow.id)
            .limit(limit)
        )
        .all()
    )


def planned_reminder(meeting_id: int) -> MailingRow | None:
    """Return the reminder of the meeting that waits for its day."""
    return session().scalar(
        select(MailingRow)
        .where(MailingRow.meeting_id == meeting_id)
        .where(MailingRow.days_before.is_not(None))
        .where(MailingRow.sent_at.is_(None))
        .order_by(MailingRow.id)
        .limit(1)
    )


def who_knows_it_otherwise(meeting: MeetingRow) -> int:
    """Return how many people may know the meeting as it was before its last change.

    They stand on its list since before, have not declined, and no mailing went out since.
    """
    told = session().scalar(
        select(func.max(MailingRow.sequence)).where(MailingRow.meeting_id == meeting.id)
    )
    if meeting.sequence <= (told or 0):
        return 0
    listed = (
        select(func.count())
        .select_from(AttendanceRow)
        .where(AttendanceRow.meeting_id == meeting.id)
        .where(AttendanceRow.partstat.not_in(GONE))
        .where(AttendanceRow.created_at < meeting.last_modified)
    )
    return session().scalar(listed) or 0


def forget_drafts(*, created_before: datetime) -> None:
    """Delete the mailings that nobody sent; those that wait for their day stay."""
    session().execute(
        delete(MailingRow)
        .where(MailingRow.sent_at.is_(None))
        .where(MailingRow.days_before.is_(None))
        .where(MailingRow.created_at < created_before)
    )

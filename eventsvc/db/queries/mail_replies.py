"""What is asked about answers to invitations that came by mail."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    MailingRecipientRow,
    MailingRow,
    MailReplyRow,
    MeetingRow,
    PersonRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.imip import Outcome, Stamp


def is_known(key: str) -> bool:
    """Tell whether the same mail came in before."""
    found = session().scalar(select(MailReplyRow.id).where(MailReplyRow.key == key))
    return found is not None


def meeting_with_uid(uid: str) -> MeetingRow | None:
    """Return the meeting of any network with this UID; none is used twice."""
    return session().scalar(select(MeetingRow).where(MeetingRow.uid == uid))


def invited_at(meeting_id: int, *, email: str, limit: int = 50) -> Sequence[AttendanceRow]:
    """Return who stands on the meeting's list with this address; several may share a mailbox."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(PersonRow.email == email)
            .options(joinedload(AttendanceRow.person))
            .order_by(AttendanceRow.id)
            .limit(limit)
        )
        .all()
    )


def told_edition(meeting_id: int, person_id: int) -> int:
    """Return the newest edition of the meeting that a mail to the person told of."""
    newest = session().scalar(
        select(func.max(MailingRow.sequence))
        .join(MailingRecipientRow, MailingRecipientRow.mailing_id == MailingRow.id)
        .where(MailingRow.meeting_id == meeting_id)
        .where(MailingRecipientRow.person_id == person_id)
        .where(MailingRecipientRow.queued_at.is_not(None))
    )
    return newest or 0


def last_taken(attendance_id: int) -> Stamp | None:
    """Return the newest reply by mail that counted."""
    row = session().scalar(
        select(MailReplyRow)
        .where(MailReplyRow.attendance_id == attendance_id)
        .where(MailReplyRow.outcome == Outcome.TAKEN)
        .order_by(
            MailReplyRow.sequence.desc(),
            MailReplyRow.stamped_at.desc(),
            MailReplyRow.mailed_at.desc(),
            MailReplyRow.id.desc(),
        )
        .limit(1)
    )
    if row is None or row.sequence is None or row.stamped_at is None or row.mailed_at is None:
        return None
    return Stamp(sequence=row.sequence, stamped_at=row.stamped_at, mailed_at=row.mailed_at)


def replies_by_mail(network_id: int, *, limit: int = 200) -> Sequence[MailReplyRow]:
    """Return what came in for this network, and what named no meeting; the latest first."""
    return (
        session()
        .scalars(
            select(MailReplyRow)
            .where(or_(MailReplyRow.network_id == network_id, MailReplyRow.network_id.is_(None)))
            .options(
                joinedload(MailReplyRow.meeting),
                joinedload(MailReplyRow.attendance).joinedload(AttendanceRow.person),
            )
            .order_by(MailReplyRow.received_at.desc(), MailReplyRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def count_unheeded(network_ids: Collection[int], *, since: datetime) -> Mapping[int, int]:
    """Return network id → how many mails that name a meeting changed nothing since then."""
    rows = session().execute(
        select(MailReplyRow.network_id, func.count())
        .where(MailReplyRow.network_id.in_(network_ids))
        .where(MailReplyRow.outcome != Outcome.TAKEN)
        .where(MailReplyRow.received_at >= since)
        .group_by(MailReplyRow.network_id)
    )
    return {network_id: number for network_id, number in rows if network_id is not None}


def comments_at(meeting_id: int, *, limit: int = 500) -> Sequence[AttendanceRow]:
    """Return who added words to the reply by the personal link, with the person."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(AttendanceRow.reply_comment != "")
            .options(joinedload(AttendanceRow.person))
            .order_by(AttendanceRow.replied_at.desc(), AttendanceRow.id)
            .limit(limit)
        )
        .all()
    )


def replies_of_person(person_id: int) -> Sequence[MailReplyRow]:
    """Return the mails that count as the person's own, in order."""
    return (
        session()
        .scalars(
            select(MailReplyRow)
            .join(MailReplyRow.attendance)
            .where(AttendanceRow.person_id == person_id)
            .options(joinedload(MailReplyRow.meeting))
            .order_by(MailReplyRow.id)
        )
        .all()
    )


def forget_nameless(*, before: datetime) -> None:
    """Delete the records of mails that named no meeting."""
    session().execute(
        delete(MailReplyRow)
        .where(MailReplyRow.network_id.is_(None))
        .where(MailReplyRow.received_at <= before)
    )

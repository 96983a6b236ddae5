"""What is asked about inquiries: of a meeting, of one person, of everybody at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    InquiryAnswerRow,
    InquiryRow,
    MeetingRow,
    RegistrationRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import PartStat

Given = tuple[InquiryAnswerRow, AttendanceRow]
"""An answer, and who gave it."""


def inquiries_of(meeting_ids: Collection[int]) -> Mapping[int, Sequence[InquiryRow]]:
    """Return meeting id → its inquiries, in their order; every meeting asked for is in it."""
    rows = session().scalars(
        select(InquiryRow)
        .where(InquiryRow.meeting_id.in_(meeting_ids))
        .order_by(InquiryRow.id)
        .limit(2000)
    )
    found: dict[int, list[InquiryRow]] = {meeting_id: [] for meeting_id in meeting_ids}
    for row in rows:
        found[row.meeting_id].append(row)
    return found


def inquiry_by_key(meeting_id: int, key: str) -> InquiryRow | None:
    """Return the inquiry with this key."""
    return session().scalar(
        select(InquiryRow).where(InquiryRow.meeting_id == meeting_id).where(InquiryRow.key == key)
    )


def answers_of(attendance_ids: Collection[int]) -> Mapping[int, Mapping[int, InquiryAnswerRow]]:
    """Return attendance id → inquiry id → answer."""
    rows = session().scalars(
        select(InquiryAnswerRow)
        .where(InquiryAnswerRow.attendance_id.in_(attendance_ids))
        .order_by(InquiryAnswerRow.id)
    )
    found: dict[int, dict[int, InquiryAnswerRow]] = defaultdict(dict)
    for row in rows:
        found[row.attendance_id][row.inquiry_id] = row
    return found


def answers_at(meeting_id: int) -> Sequence[Given]:
    """Return the answers of those who have not declined, with person and organisation."""
    rows = session().execute(
        select(InquiryAnswerRow, AttendanceRow)
        .join(AttendanceRow, AttendanceRow.id == InquiryAnswerRow.attendance_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.partstat.not_in((PartStat.DECLINED, PartStat.DELEGATED)))
        .options(joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))
        .order_by(InquiryAnswerRow.id)
        .limit(20_000)
    )
    return [(answer, attendance) for answer, attendance in rows]


def answers_of_person(
    person_id: int,
) -> Sequence[tuple[InquiryAnswerRow, InquiryRow, MeetingRow]]:
    """Return everything the person answered that is kept still, the latest meeting first."""
    rows = session().execute(
        select(InquiryAnswerRow, InquiryRow, MeetingRow)
        .join(InquiryRow, InquiryRow.id == InquiryAnswerRow.inquiry_id)
        .join(MeetingRow, MeetingRow.id == InquiryRow.meeting_id)
        .join(AttendanceRow, AttendanceRow.id == InquiryAnswerRow.attendance_id)
        .where(AttendanceRow.person_id == person_id)
        .order_by(MeetingRow.dtstart.desc(), InquiryRow.id)
        .limit(500)
    )
    return [(answer, inquiry, meeting) for answer, inquiry, meeting in rows]


def count_answers(inquiry_id: int) -> int:
    """Return how many people answered."""
    query = select(func.count()).where(InquiryAnswerRow.inquiry_id == inquiry_id)
    return session().scalar(query) or 0


def answered_inquiries() -> Sequence[tuple[InquiryRow, MeetingRow]]:
    """Return the inquiries of which answers are kept, with their meetings, in every network."""
    rows = session().execute(
        select(InquiryRow, MeetingRow)
        .join(MeetingRow, MeetingRow.id == InquiryRow.meeting_id)
        .where(InquiryRow.id.in_(select(InquiryAnswerRow.inquiry_id)))
        .order_by(InquiryRow.id)
        .limit(2000)
    )
    return [(inquiry, meeting) for inquiry, meeting in rows]


def erase_answers(inquiry_id: int) -> int:
    """Delete every answer to the inquiry; return how many there were."""
    gone = session().execute(
        delete(InquiryAnswerRow).where(InquiryAnswerRow.inquiry_id == inquiry_id)
    )
    count: int = gone.rowcount  # type: ignore[attr-defined]
    return count


def forms_too_late(*, now: datetime, limit: int = 1000) -> Sequence[RegistrationRow]:
    """Return the registration forms that were not confirmed before their meeting was over."""
    return (
        session()
        .scalars(
            select(RegistrationRow)
            .join(MeetingRow, MeetingRow.id == RegistrationRow.meeting_id)
            .where(RegistrationRow.confirmed_at.is_(None))
            .where(MeetingRow.dtend <= now)
            .order_by(RegistrationRow.id.desc())
            .limit(limit)
        )
        .all()
    )

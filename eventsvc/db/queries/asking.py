"""Whom an office asks about their data, and when it did so last."""

from collections.abc import Sequence

from sqlalchemy import select

from eventsvc.db.models import AttendanceRow, AuditRow, MeetingBasisRow, MeetingRow, PersonRow
from eventsvc.db.queries.mailings import GONE
from eventsvc.db.transaction import session
from eventsvc.domain.consents import NETWORK_WIDE, Basis, Purpose

ASKED = "consents.asked"
"""The line of the audit log that an asking leaves."""
MOST = 5000


def people_concerned(network_id: int, meeting_id: int | None) -> Sequence[PersonRow]:
    """Return who may come to a meeting, or everybody of the network, by name."""
    query = (
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.erased_at.is_(None))
        .order_by(PersonRow.sort_key, PersonRow.id)
        .limit(MOST)
    )
    if meeting_id is not None:
        on_the_list = (
            select(AttendanceRow.person_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(AttendanceRow.partstat.not_in(GONE))
        )
        query = query.where(PersonRow.id.in_(on_the_list))
    return session().scalars(query).all()


def attendances_of(meeting_id: int, person_ids: Sequence[int]) -> dict[int, str]:
    """Return person id → public id of the attendance at a meeting."""
    rows = session().execute(
        select(AttendanceRow.person_id, AttendanceRow.public_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.person_id.in_(person_ids))
    )
    return {person_id: public_id for person_id, public_id in rows}  # noqa: C416 -- dict() of rows is untyped


def bases_in_network(network_id: int) -> dict[Purpose, Basis]:
    """Return the purposes of the whole network that a meeting names, as the latest one does."""
    rows = session().execute(
        select(MeetingBasisRow.purpose, MeetingBasisRow.basis)
        .join(MeetingRow, MeetingRow.id == MeetingBasisRow.meeting_id)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingBasisRow.purpose.in_(NETWORK_WIDE))
        .order_by(MeetingRow.dtstart, MeetingRow.id)
    )
    named = {purpose: basis for purpose, basis in rows}  # noqa: C416 -- dict() of rows is untyped
    return {purpose: named[purpose] for purpose in Purpose if purpose in named}


def askings(network_id: int, subject: str, *, limit: int = 20) -> Sequence[AuditRow]:
    """Return when people were asked about ``subject``, the latest first."""
    return (
        session()
        .scalars(
            select(AuditRow)
            .where(AuditRow.network_id == network_id)
            .where(AuditRow.action == ASKED)
            .where(AuditRow.subject == subject)
            .order_by(AuditRow.at.desc(), AuditRow.id.desc())
            .limit(limit)
        )
        .all()
    )

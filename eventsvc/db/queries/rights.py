"""Rights that people used by letter or by phone: what waits for an answer, what was answered."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import joinedload

from eventsvc.db.models import AttendanceRow, RightsRequestRow, UploadRow
from eventsvc.db.queries.contact_times import restricted_people
from eventsvc.db.transaction import session


def _requests() -> Select[RightsRequestRow]:
    return select(RightsRequestRow).options(
        joinedload(RightsRequestRow.person),
        joinedload(RightsRequestRow.scan).defer(UploadRow.data),
    )


def request_called(network_id: int, public_id: str) -> RightsRequestRow | None:
    """Return the request with its person."""
    return session().scalar(
        _requests()
        .where(RightsRequestRow.network_id == network_id)
        .where(RightsRequestRow.public_id == public_id)
        .execution_options(populate_existing=True)
    )


def open_requests(
    network_ids: Collection[int], *, meeting_id: int | None = None, limit: int = 200
) -> Sequence[RightsRequestRow]:
    """Return what is not answered, what is due first at the top.

    ``meeting_id``: only of people on the list of that meeting.
    """
    query = (
        _requests()
        .where(RightsRequestRow.network_id.in_(network_ids))
        .where(RightsRequestRow.answered_at.is_(None))
        .order_by(RightsRequestRow.came_on, RightsRequestRow.id)
        .limit(limit)
    )
    if meeting_id is not None:
        listed = select(AttendanceRow.person_id).where(AttendanceRow.meeting_id == meeting_id)
        query = query.where(RightsRequestRow.person_id.in_(listed))
    return session().scalars(query).all()


def answered_requests(network_id: int, *, limit: int = 100) -> Sequence[RightsRequestRow]:
    """Return what was answered, the latest first."""
    query = (
        _requests()
        .where(RightsRequestRow.network_id == network_id)
        .where(RightsRequestRow.answered_at.is_not(None))
        .order_by(RightsRequestRow.answered_at.desc(), RightsRequestRow.id.desc())
    )
    return session().scalars(query.limit(limit)).all()


def requests_of_person(person_id: int, *, limit: int = 200) -> Sequence[RightsRequestRow]:
    """Return what one person asked for, the latest first."""
    query = (
        _requests()
        .where(RightsRequestRow.person_id == person_id)
        .order_by(RightsRequestRow.came_on.desc(), RightsRequestRow.id.desc())
    )
    return session().scalars(query.limit(limit)).all()


def scan_of_request(network_id: int, public_id: str) -> UploadRow | None:
    """Return the letter, where it was scanned."""
    return session().scalar(
        select(UploadRow)
        .join(RightsRequestRow, RightsRequestRow.scan_id == UploadRow.id)
        .where(RightsRequestRow.network_id == network_id)
        .where(RightsRequestRow.public_id == public_id)
    )


def requests_due(network_id: int, before: datetime) -> Select[int]:
    """Return the ids of requests answered by then, but of those whose data is restricted."""
    return (
        select(RightsRequestRow.id)
        .where(RightsRequestRow.network_id == network_id)
        .where(RightsRequestRow.answered_at <= before)
        .where(RightsRequestRow.person_id.not_in(restricted_people(network_id)))
    )


def answer_all(person_id: int, *, is_mailed: bool, now: datetime) -> None:
    """Answer whatever the person asked for: nothing is left that any of it could be about."""
    session().execute(
        update(RightsRequestRow)
        .where(RightsRequestRow.person_id == person_id)
        .where(RightsRequestRow.answered_at.is_(None))
        .values(answered_at=now, is_mailed=is_mailed)
    )

"""What the shared calendars ask."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, true

from eventsvc.db.models import MeetingRow
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import Visibility


def public_meetings_between(
    network_id: int,
    *,
    since: datetime,
    until: datetime,
    series_id: int | None = None,
    limit: int = 20_000,
) -> Sequence[MeetingRow]:
    """Return the public meetings that end after ``since`` and start before ``until``, in order."""
    only = true() if series_id is None else MeetingRow.series_id == series_id
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(only)
            .where(MeetingRow.network_id == network_id)
            .where(MeetingRow.visibility == Visibility.PUBLIC)
            .where(MeetingRow.dtend > since)
            .where(MeetingRow.dtstart < until)
            .order_by(MeetingRow.dtstart, MeetingRow.uid)
            .limit(limit)
        )
        .all()
    )

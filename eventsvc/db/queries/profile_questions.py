"""What the questions about profiles go by: meetings that come near, and when was asked last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import MeetingStatus, Visibility

MOST = 500


def _coming(network_id: int, now: datetime) -> Select[MeetingRow]:
    return (
        select(MeetingRow)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.visibility.in_([Visibility.NETWORK, Visibility.PUBLIC]))
        .where(MeetingRow.status != MeetingStatus.CANCELLED)
        .where(MeetingRow.dtstart > now)
    )


def coming_meeting(network_id: int, key: str, *, now: datetime) -> MeetingRow | None:
    """Return the meeting that all members may know of, unless it began or is cancelled."""
    return session().scalar(_coming(network_id, now).where(MeetingRow.key == key))


def meetings_until(network_id: int, *, now: datetime, until: datetime) -> Sequence[MeetingRow]:
    """Return the meetings that begin until then and that all members may know of."""
    return (
        session()
        .scalars(
            _coming(network_id, now)
            .where(MeetingRow.dtstart <= until)
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(MOST)
        )
        .all()
    )


def asking_networks() -> Sequence[NetworkRow]:
    """Return the networks whose stewards are asked by themselves, for news or once a year."""
    return (
        session()
        .scalars(
            select(NetworkRow)
            .where(NetworkRow.asks_for_news | NetworkRow.asks_yearly)
            .order_by(NetworkRow.id)
            .limit(MOST)
        )
        .all()
    )

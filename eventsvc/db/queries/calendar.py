"""What the shared calendars ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import defer, selectinload

from eventsvc.db.models import MeetingHostRow, MeetingRow
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import (
    CANCELLED_SHOWN,
    SHOWN_AHEAD,
    SHOWN_BACK,
    MeetingStatus,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A part of a network's calendar: one series, what one organisation hosts, one group."""

    series_id: int | None = None
    organisation_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What is equal as long as the same meetings stand in a calendar, unchanged."""

    shown: tuple[Any, ...]
    entered: datetime | None
    """Start of the last meeting that came near enough."""
    left: datetime | None
    """End of the last meeting that is too long ago."""
    left_cancelled: datetime | None
    enters: datetime | None
    """Start of the first meeting that is not near enough yet."""
    leaves: datetime | None
    """End of the first meeting shown that will be too long ago."""
    leaves_cancelled: datetime | None


EVERYTHING = Only()
_AT_ONCE = 500


def public_meetings_shown(
    network_id: int, only: Only = EVERYTHING, *, now: datetime, limit: int = 20_000
) -> Sequence[MeetingRow]:
    """Return the public meetings that a calendar carries at ``now``, in order."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(*_public(network_id, only))
            .where(_is_shown(now))
            .order_by(MeetingRow.dtstart, MeetingRow.uid)
            .limit(limit)
        )
        .all()
    )


def public_meetings(network_id: int, only: Only, *, limit: int = 1000) -> Sequence[MeetingRow]:
    """Return all public meetings of a part of the network, with hosts, the earliest first."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(*_public(network_id, only))
            .options(
                defer(MeetingRow.join_url, raiseload=True),
                selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation),
            )
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(limit)
        )
        .all()
    )


def feed_facts(network_id: int, only: Only = EVERYTHING, *, now: datetime) -> FeedFacts:
    """Return by what one knows a calendar again, without reading its meetings."""
    shown, is_cancelled = _is_shown(now), MeetingRow.status == MeetingStatus.CANCELLED

    def of_shown(column: Any) -> Any:
        return case((shown, column))

    is_old = MeetingRow.dtend <= now - SHOWN_BACK
    is_old_cancelled = and_(is_cancelled, MeetingRow.dtend <= now - CANCELLED_SHOWN)
    found = session().execute(
        select(
            func.count(of_shown(MeetingRow.id)),
            func.sum(of_shown(MeetingRow.id)),
            func.sum(of_shown(MeetingRow.sequence)),
            func.sum(of_shown(MeetingRow.version)),
            func.max(of_shown(MeetingRow.last_modified)),
            func.max(of_shown(MeetingRow.dtstart)),
            func.max(case((is_old, MeetingRow.dtend))),
            func.max(case((is_old_cancelled, MeetingRow.dtend))),
            func.min(case((MeetingRow.dtstart >= now + SHOWN_AHEAD, MeetingRow.dtstart))),
            func.min(of_shown(MeetingRow.dtend)),
            func.min(case((and_(shown, is_cancelled), MeetingRow.dtend))),
        ).where(*_public(network_id, only))
    )
    row = found.one()
    return FeedFacts(tuple(row[:6]), *row[5:])


def editions_shown(
    network_id: int, only: Only = EVERYTHING, *, now: datetime, limit: int = 20_000
) -> Sequence[tuple[int, tuple[str, int]]]:
    """Return id and edition of each public meeting that a calendar carries at ``now``, in order.

    An edition is UID and version: SQLite gives the id of a deleted meeting to the next one.
    """
    rows = session().execute(
        select(MeetingRow.id, MeetingRow.uid, MeetingRow.version)
        .where(*_public(network_id, only))
        .where(_is_shown(now))
        .order_by(MeetingRow.dtstart, MeetingRow.uid)
        .limit(limit)
    )
    return [(id_, (uid, version)) for id_, uid, version in rows]


def meetings_numbered(network_id: int, ids: Sequence[int]) -> Iterator[MeetingRow]:
    """Yield the meetings with these ids."""
    for first in range(0, len(ids), _AT_ONCE):
        yield from session().scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id == network_id)
            .where(MeetingRow.id.in_(ids[first : first + _AT_ONCE]))
            .order_by(MeetingRow.id)
        )


def _public(network_id: int, only: Only) -> list[ColumnElement[bool]]:
    found = [MeetingRow.network_id == network_id, MeetingRow.visibility == Visibility.PUBLIC]
    if only.series_id is not None:
        found.append(MeetingRow.series_id == only.series_id)
    if only.group_id is not None:
        found.append(MeetingRow.group_id == only.group_id)
    if only.organisation_id is not None:
        hosted = select(MeetingHostRow.meeting_id).where(
            MeetingHostRow.organisation_id == only.organisation_id
        )
        found.append(MeetingRow.id.in_(hosted))
    return found


def _is_shown(now: datetime) -> ColumnElement[bool]:
    """Return ``domain.meetings.shown_in_feed`` as SQL."""
    is_cancelled = MeetingRow.status == MeetingStatus.CANCELLED
    return and_(
        MeetingRow.dtstart < now + SHOWN_AHEAD,
        MeetingRow.dtend > now - SHOWN_BACK,
        or_(~is_cancelled, MeetingRow.dtend > now - CANCELLED_SHOWN),
    )

"""Meetings as their office sees them: whatever their visibility, with the join link."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import AgendaItemRow, MeetingHostRow, MeetingRow, NetworkRow, SpeakerRow
from eventsvc.db.transaction import session


def networks_by_slugs(slugs: Sequence[str]) -> Sequence[NetworkRow]:
    """Return the networks with these names in their addresses, in their order."""
    return (
        session()
        .scalars(select(NetworkRow).where(NetworkRow.slug.in_(slugs)).order_by(NetworkRow.slug))
        .all()
    )


def zones_of(slugs: Sequence[str] | None) -> frozenset[str]:
    """Return the time zones of the networks with these names in their addresses; None: of all."""
    query = select(NetworkRow.tzid).distinct()
    if slugs is not None:
        query = query.where(NetworkRow.slug.in_(slugs))
    return frozenset(session().scalars(query))


def next_meetings(
    network_ids: Sequence[int], *, now: datetime, limit: int = 20
) -> Sequence[MeetingRow]:
    """Return the meetings of these networks that are not over, cancelled ones too, in order."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id.in_(network_ids))
            .where(MeetingRow.dtend > now)
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(limit)
        )
        .all()
    )


def meetings_of(network_id: int, *, limit: int = 500) -> Sequence[MeetingRow]:
    """Return all meetings of the network, the latest first."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id == network_id)
            .order_by(MeetingRow.dtstart.desc(), MeetingRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def meeting_by_slug(network_id: int, slug: str) -> MeetingRow | None:
    """Return the meeting by the name in its address."""
    return session().scalar(
        select(MeetingRow).where(MeetingRow.network_id == network_id).where(MeetingRow.slug == slug)
    )


def whole_meeting(network_id: int, slug: str) -> MeetingRow | None:
    """Return the meeting with hosts, notices, and the agenda with its speakers."""
    speakers = selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers)
    return session().scalar(
        select(MeetingRow)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.slug == slug)
        .options(
            joinedload(MeetingRow.series),
            selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation),
            selectinload(MeetingRow.notices),
            speakers.joinedload(SpeakerRow.person),
            speakers.joinedload(SpeakerRow.organisation),
        )
    )

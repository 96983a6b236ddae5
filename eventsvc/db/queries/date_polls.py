"""Date polls, whom they ask, and whose link a token names."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    DatePollReplyRow,
    DatePollRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    StewardRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import MeetingStatus


def _whole() -> Select[DatePollRow]:
    replies = selectinload(DatePollRow.replies)
    return select(DatePollRow).options(
        joinedload(DatePollRow.meeting),
        selectinload(DatePollRow.dates),
        replies.joinedload(DatePollReplyRow.person),
        replies.joinedload(DatePollReplyRow.organisation),
    )


def date_poll(network_id: int, public_id: str) -> DatePollRow | None:
    """Return the poll with its dates and whom it asks, as it is stored now."""
    return session().scalar(
        _whole()
        .where(DatePollRow.network_id == network_id)
        .where(DatePollRow.public_id == public_id)
        .execution_options(populate_existing=True)
    )


def date_polls_of(network_id: int, *, limit: int = 200) -> Sequence[DatePollRow]:
    """Return the network's polls with their dates, the newest first."""
    return (
        session()
        .scalars(
            select(DatePollRow)
            .options(selectinload(DatePollRow.dates), joinedload(DatePollRow.meeting))
            .where(DatePollRow.network_id == network_id)
            .order_by(DatePollRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def undecided_polls(network_ids: Collection[int], *, limit: int = 500) -> Sequence[DatePollRow]:
    """Return the polls of these networks that asked somebody and have no date yet, in order."""
    return (
        session()
        .scalars(
            select(DatePollRow)
            .where(DatePollRow.network_id.in_(network_ids))
            .where(DatePollRow.asked_at.is_not(None))
            .where(DatePollRow.decided_at.is_(None))
            .order_by(DatePollRow.last_day, DatePollRow.id)
            .limit(limit)
        )
        .all()
    )


def counts_of(network_id: int) -> Mapping[int, tuple[int, int]]:
    """Return poll id → how many were asked, how many answered."""
    rows = session().execute(
        select(
            DatePollReplyRow.poll_id,
            func.count(),
            func.count(DatePollReplyRow.answered_at),
        )
        .where(DatePollReplyRow.network_id == network_id)
        .group_by(DatePollReplyRow.poll_id)
    )
    return {poll: (asked, answered) for poll, asked, answered in rows}


def replies_called(
    public_id: str, *, limit: int = 10
) -> Sequence[tuple[DatePollReplyRow, NetworkRow]]:
    """Return what was asked under this public id, each with its network."""
    rows = session().execute(
        select(DatePollReplyRow, NetworkRow)
        .join(NetworkRow, NetworkRow.id == DatePollReplyRow.network_id)
        .where(DatePollReplyRow.public_id == public_id)
        .options(
            joinedload(DatePollReplyRow.person),
            joinedload(DatePollReplyRow.organisation),
            joinedload(DatePollReplyRow.poll).joinedload(DatePollRow.meeting),
            joinedload(DatePollReplyRow.poll).selectinload(DatePollRow.dates),
        )
        .order_by(DatePollReplyRow.id)
        .limit(limit)
    )
    return [(reply, network) for reply, network in rows]


def replies_of_poll(poll_id: int, *, limit: int = 5000) -> Sequence[DatePollReplyRow]:
    """Return whom the poll asked, with names, as they were asked."""
    return (
        session()
        .scalars(
            select(DatePollReplyRow)
            .where(DatePollReplyRow.poll_id == poll_id)
            .options(joinedload(DatePollReplyRow.person), joinedload(DatePollReplyRow.organisation))
            .order_by(DatePollReplyRow.id)
            .limit(limit)
        )
        .all()
    )


def replies_of_person(person_id: int, *, limit: int = 200) -> Sequence[DatePollReplyRow]:
    """Return what the person was asked about, with the poll and its dates."""
    return (
        session()
        .scalars(
            select(DatePollReplyRow)
            .where(DatePollReplyRow.person_id == person_id)
            .options(joinedload(DatePollReplyRow.poll).selectinload(DatePollRow.dates))
            .order_by(DatePollReplyRow.id)
            .limit(limit)
        )
        .all()
    )


def polls_that_remind(*, limit: int = 1000) -> Sequence[tuple[DatePollRow, NetworkRow]]:
    """Return the polls of all networks whose reminder has not gone by itself yet."""
    rows = session().execute(
        select(DatePollRow, NetworkRow)
        .join(NetworkRow, NetworkRow.id == DatePollRow.network_id)
        .where(DatePollRow.remind_days.is_not(None))
        .where(DatePollRow.reminded_at.is_(None))
        .where(DatePollRow.asked_at.is_not(None))
        .where(DatePollRow.decided_at.is_(None))
        .order_by(DatePollRow.id)
        .limit(limit)
    )
    return [(poll, network) for poll, network in rows]


def stewards_by_organisation(
    network_id: int, organisation_ids: Sequence[int]
) -> Mapping[int, Sequence[StewardRow]]:
    """Return organisation id → who keeps its profile, with the person."""
    rows = session().scalars(
        select(StewardRow)
        .where(StewardRow.network_id == network_id)
        .where(StewardRow.organisation_id.in_(organisation_ids))
        .where(StewardRow.ended_at.is_(None))
        .options(joinedload(StewardRow.person))
        .order_by(StewardRow.id)
    )
    found: dict[int, list[StewardRow]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, []).append(row)
    return found


def organisations_with_contact(
    network_id: int, organisation_ids: Sequence[int]
) -> Sequence[OrganisationRow]:
    """Return the organisations with their profiles, by name."""
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == network_id)
            .where(OrganisationRow.id.in_(organisation_ids))
            .where(OrganisationRow.retired_at.is_(None))
            .where(OrganisationRow.merged_into_id.is_(None))
            .options(joinedload(OrganisationRow.profile))
            .order_by(OrganisationRow.sort_key, OrganisationRow.id)
        )
        .all()
    )


def provisional_meetings(
    network_id: int, *, now: datetime, limit: int = 200
) -> Sequence[MeetingRow]:
    """Return the meetings ahead whose date is not settled, the next first."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id == network_id)
            .where(MeetingRow.status == MeetingStatus.TENTATIVE)
            .where(MeetingRow.dtend > now)
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(limit)
        )
        .all()
    )

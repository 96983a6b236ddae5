"""What is limited for people while they say nothing, and from what that follows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from eventsvc.db.models import (
    AttendanceRow,
    ConsentLimitRow,
    MeetingRow,
    NetworkRow,
    PersonRow,
    PicturePersonRow,
    PictureRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Purpose
from eventsvc.domain.limits import Limit

Place = tuple[int, int | None]
"""Person id and meeting id; None: the whole network."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts about a person wherever they are."""

    network_id: int
    is_minor: bool
    never_share: bool
    is_erased: bool


def facts_of(person_ids: Collection[int]) -> Mapping[int, Facts]:
    """Return person id → what counts about the person."""
    rows = session().execute(
        select(
            PersonRow.id,
            PersonRow.network_id,
            PersonRow.is_minor,
            PersonRow.never_share,
            PersonRow.erased_at.is_not(None),
        ).where(PersonRow.id.in_(person_ids))
    )
    return {
        person_id: Facts(network_id, is_minor, never_share, is_erased)
        for person_id, network_id, is_minor, never_share, is_erased in rows
    }


def purposes_settled(network_ids: Collection[int]) -> Mapping[int, dict[str, Any]]:
    """Return network id → what the network settles about purposes."""
    rows = session().execute(
        select(NetworkRow.id, NetworkRow.purposes).where(NetworkRow.id.in_(network_ids))
    )
    return {network_id: stored for network_id, stored in rows}  # noqa: C416 -- typed rows


def limits_of(person_ids: Collection[int]) -> dict[Place, list[Limit]]:
    """Return place → everything that was seen of these people there, the earliest first."""
    rows = session().execute(
        select(
            ConsentLimitRow.person_id,
            ConsentLimitRow.meeting_id,
            ConsentLimitRow.id,
            ConsentLimitRow.at,
            ConsentLimitRow.purposes,
            ConsentLimitRow.reason,
        )
        .where(ConsentLimitRow.person_id.in_(person_ids))
        .order_by(ConsentLimitRow.id)
    )
    found: dict[Place, list[Limit]] = defaultdict(list)
    for person_id, meeting_id, number, at, purposes, reason in rows:
        named = frozenset(Purpose(one) for one in purposes)
        limit = Limit(number=number, at=at, purposes=named, reason=reason)
        found[person_id, meeting_id].append(limit)
    return found


def limits_by_ids(numbers: Collection[int]) -> Mapping[int, ConsentLimitRow]:
    """Return number → what was seen."""
    rows = session().scalars(select(ConsentLimitRow).where(ConsentLimitRow.id.in_(numbers)))
    return {row.id: row for row in rows}


def limits_of_person(person_id: int) -> Sequence[tuple[ConsentLimitRow, MeetingRow | None]]:
    """Return everything that was seen of a person with the meeting, the earliest first."""
    rows = session().execute(
        select(ConsentLimitRow, MeetingRow)
        .outerjoin(MeetingRow, MeetingRow.id == ConsentLimitRow.meeting_id)
        .where(ConsentLimitRow.person_id == person_id)
        .order_by(ConsentLimitRow.id)
    )
    return [(row, meeting) for row, meeting in rows]


def people_concerned_by(meeting_id: int) -> Sequence[int]:
    """Return the ids of everybody on the list of a meeting or on a picture of it."""
    listed = select(AttendanceRow.person_id).where(AttendanceRow.meeting_id == meeting_id)
    pictured = (
        select(PicturePersonRow.person_id)
        .join(PictureRow, PictureRow.id == PicturePersonRow.picture_id)
        .where(PictureRow.meeting_id == meeting_id)
    )
    return session().scalars(listed.union(pictured)).all()


def people_coming_for(organisation_id: int) -> Sequence[int]:
    """Return the ids of everybody who stands on a list for an organisation."""
    wanted = select(AttendanceRow.person_id).where(AttendanceRow.organisation_id == organisation_id)
    return session().scalars(wanted.distinct()).all()


def people_of_network(network_id: int) -> Sequence[int]:
    """Return the ids of everybody in a network."""
    wanted = select(PersonRow.id).where(PersonRow.network_id == network_id)
    return session().scalars(wanted.order_by(PersonRow.id)).all()

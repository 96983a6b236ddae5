"""Meetings as the public sees them.

Only what is public is in any answer. The join link is not even loaded: a template that names it
fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import defer, joinedload, selectinload

from eventsvc.db.extension import Texts
from eventsvc.db.models import (
    AgendaItemRow,
    MeetingHostRow,
    MeetingRow,
    OrganisationRow,
    SpeakerRow,
)
from eventsvc.db.queries.codes import current_code
from eventsvc.db.transaction import session
from eventsvc.domain.agenda import Item
from eventsvc.domain.meetings import MeetingStatus, Visibility

_AGENDA_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Linked:
    """An organisation's name and the code its page has; no code, no page."""

    name: Texts
    code: str | None


@dataclass(frozen=True, slots=True)
class AgendaRows:
    """The public items of an agenda, and what of all items decides their times."""

    timings: tuple[tuple[int, Item], ...]
    """Id and timing of every item, in order; nothing of a confidential item but its time."""
    items: Sequence[AgendaItemRow]


def _public(network_id: int) -> Select[MeetingRow]:
    return (
        select(MeetingRow)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.visibility == Visibility.PUBLIC)
        .options(defer(MeetingRow.join_url, raiseload=True))
    )


def coming_meetings(
    network_id: int, *, now: datetime, limit: int = 50, offset: int = 0
) -> Sequence[MeetingRow]:
    """Return the public meetings not yet over, cancelled ones too, the next first, with hosts."""
    return (
        session()
        .scalars(
            _public(network_id)
            .where(MeetingRow.dtend > now)
            .options(selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation))
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(limit)
            .offset(offset)
        )
        .all()
    )


def public_titles(meeting_ids: Sequence[int]) -> dict[int, list[Texts]]:
    """Return meeting id → the titles of its public agenda items, in order."""
    rows = session().execute(
        select(AgendaItemRow.meeting_id, AgendaItemRow.title)
        .where(AgendaItemRow.meeting_id.in_(meeting_ids))
        .where(AgendaItemRow.visibility == Visibility.PUBLIC)
        .order_by(AgendaItemRow.meeting_id, AgendaItemRow.position, AgendaItemRow.id)
        .limit(_AGENDA_LIMIT * 10)
    )
    found: dict[int, list[Texts]] = {}
    for meeting_id, title in rows:
        found.setdefault(meeting_id, []).append(title)
    return found


def past_meetings(
    network_id: int, *, now: datetime, limit: int = 50, offset: int = 0
) -> Sequence[MeetingRow]:
    """Return the public meetings that are over, the latest first, with hosts."""
    return (
        session()
        .scalars(
            _public(network_id)
            .where(MeetingRow.dtend <= now)
            .options(selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation))
            .order_by(MeetingRow.dtstart.desc(), MeetingRow.id.desc())
            .limit(limit)
            .offset(offset)
        )
        .all()
    )


def meeting_by_slug(network_id: int, slug: str) -> MeetingRow | None:
    """Return the public meeting with ``slug`` in its address, with notices, series and group."""
    return session().scalar(
        _public(network_id)
        .where(MeetingRow.slug == slug)
        .options(
            selectinload(MeetingRow.notices),
            joinedload(MeetingRow.series),
            joinedload(MeetingRow.group),
        )
    )


def meeting_with_bases(network_id: int, slug: str) -> MeetingRow | None:
    """Return the public meeting with ``slug`` in its address, with what it asks people."""
    return session().scalar(
        _public(network_id).where(MeetingRow.slug == slug).options(selectinload(MeetingRow.bases))
    )


def meeting_before(network_id: int, meeting: MeetingRow) -> MeetingRow | None:
    """Return the public meeting that took place before ``meeting``, to tell who is new since."""
    return session().scalar(
        _public(network_id)
        .where(MeetingRow.status != MeetingStatus.CANCELLED)
        .where(MeetingRow.dtstart < meeting.dtstart)
        .order_by(MeetingRow.dtstart.desc(), MeetingRow.id.desc())
        .limit(1)
    )


def hosts(meeting_id: int, *, limit: int = 50) -> Sequence[Linked]:
    """Return the hosts of a meeting, the main host first, with the codes of their pages."""
    rows = session().execute(
        select(OrganisationRow.name, current_code(OrganisationRow.id))
        .join(MeetingHostRow, MeetingHostRow.organisation_id == OrganisationRow.id)
        .where(MeetingHostRow.meeting_id == meeting_id)
        .order_by(MeetingHostRow.position, OrganisationRow.id)
        .limit(limit)
    )
    return [Linked(name, code) for name, code in rows]


def public_agenda(meeting_id: int) -> AgendaRows:
    """Return the public items with their speakers, and the timings of all items."""
    timings = session().execute(
        select(
            AgendaItemRow.id,
            AgendaItemRow.day,
            AgendaItemRow.track,
            AgendaItemRow.pinned_at,
            AgendaItemRow.minutes,
        )
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(AgendaItemRow.position, AgendaItemRow.id)
        .limit(_AGENDA_LIMIT)
    )
    speakers = selectinload(AgendaItemRow.speakers)
    items = session().scalars(
        select(AgendaItemRow)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .where(AgendaItemRow.visibility == Visibility.PUBLIC)
        .options(speakers.joinedload(SpeakerRow.person))
        .options(speakers.joinedload(SpeakerRow.organisation))
        .order_by(AgendaItemRow.position, AgendaItemRow.id)
        .limit(_AGENDA_LIMIT)
    )
    return AgendaRows(
        tuple(
            (number, Item(day=day, track=track, pinned_at=pinned_at, minutes=minutes))
            for number, day, track, pinned_at, minutes in timings
        ),
        items.all(),
    )

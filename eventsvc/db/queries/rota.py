"""Whose turn it is: rotas, their members, the turns of dates."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    AgendaItemRow,
    MeetingHostRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    RotaMemberRow,
    RotaRow,
    RotaTurnRow,
    SeriesRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import MeetingStatus


def rota_of(series_id: int) -> RotaRow | None:
    """Return the rota of the series with its members and their organisations."""
    members = selectinload(RotaRow.members).joinedload(RotaMemberRow.organisation)
    return session().scalar(
        select(RotaRow)
        .where(RotaRow.series_id == series_id)
        .options(members.joinedload(OrganisationRow.profile))
        .execution_options(populate_existing=True)
    )


def rotas(*, limit: int = 5000) -> Sequence[tuple[RotaRow, SeriesRow]]:
    """Return the rotas of all networks, each with its series."""
    rows = session().execute(
        select(RotaRow, SeriesRow)
        .join(SeriesRow, SeriesRow.id == RotaRow.series_id)
        .order_by(RotaRow.series_id)
        .limit(limit)
    )
    return [(rota, series) for rota, series in rows]


def turns_of(series_id: int) -> dict[int, RotaTurnRow]:
    """Return meeting id → its turn."""
    rows = session().scalars(
        select(RotaTurnRow)
        .join(MeetingRow, MeetingRow.id == RotaTurnRow.meeting_id)
        .where(MeetingRow.series_id == series_id)
    )
    return {row.meeting_id: row for row in rows}


def coming_dates(series_id: int, *, now: datetime) -> Sequence[MeetingRow]:
    """Return the dates that lie ahead and take place, whole, the next first."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.series_id == series_id)
            .where(MeetingRow.dtstart > now)
            .where(MeetingRow.status != MeetingStatus.CANCELLED)
            .options(
                selectinload(MeetingRow.hosts),
                selectinload(MeetingRow.notices),
                selectinload(MeetingRow.bases),
                selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers),
            )
            .order_by(MeetingRow.dtstart, MeetingRow.id)
        )
        .all()
    )


def last_hosted(series_id: int, *, now: datetime) -> dict[int, date]:
    """Return organisation → the day on which it last hosted a date of the series."""
    rows = session().execute(
        select(MeetingHostRow.organisation_id, func.max(MeetingRow.local_start))
        .join(MeetingRow, MeetingRow.id == MeetingHostRow.meeting_id)
        .where(MeetingRow.series_id == series_id)
        .where(MeetingRow.dtstart <= now)
        .where(MeetingRow.status != MeetingStatus.CANCELLED)
        .group_by(MeetingHostRow.organisation_id)
    )
    return {organisation: local.date() for organisation, local in rows}


def turns_called(
    public_id: str, *, limit: int = 10
) -> Sequence[tuple[RotaTurnRow, MeetingRow, NetworkRow]]:
    """Return the turn that a link names, with its whole meeting and the network."""
    rows = session().execute(
        select(RotaTurnRow, MeetingRow, NetworkRow)
        .join(MeetingRow, MeetingRow.id == RotaTurnRow.meeting_id)
        .join(NetworkRow, NetworkRow.id == RotaTurnRow.network_id)
        .where(RotaTurnRow.public_id == public_id)
        .options(
            selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation),
            selectinload(MeetingRow.notices),
            selectinload(MeetingRow.bases),
            selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers),
            joinedload(MeetingRow.series),
        )
        .limit(limit)
    )
    return [(turn, meeting, network) for turn, meeting, network in rows]

"""Whose turn it is: rotas, their members, the turns of dates."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import exists, func, select
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


def agendas_of(network_id: int, meeting_ids: Collection[int]) -> dict[int, MeetingRow]:
    """Return those of the network's meetings by id, with agenda and speakers."""
    rows = session().scalars(
        select(MeetingRow)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.id.in_(meeting_ids))
        .options(selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers))
        .order_by(MeetingRow.id)
    )
    return {row.id: row for row in rows}


def agendas_to_take(
    series: SeriesRow, *, chosen: Collection[int], now: datetime, limit: int = 30
) -> Sequence[MeetingRow]:
    """Return meetings whose agenda a host may begin with: those chosen, then the latest.

    Dates of the series that lie ahead are none: their agendas follow their hosts.
    """
    is_chosen = MeetingRow.id.in_(chosen)
    follows = (MeetingRow.series_id == series.id) & (MeetingRow.dtstart > now)
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id == series.network_id)
            .where(is_chosen | (exists().where(AgendaItemRow.meeting_id == MeetingRow.id)))
            .where(is_chosen | MeetingRow.series_id.is_(None) | ~follows)
            .order_by(is_chosen.desc(), MeetingRow.dtstart.desc(), MeetingRow.id)
            .limit(limit)
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

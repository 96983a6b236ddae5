"""Series and their dates."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventsvc.db.models import AgendaItemRow, MeetingHostRow, MeetingRow, SeriesPlanRow, SeriesRow
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import Visibility


def series_of(network_id: int, *, limit: int = 200) -> Sequence[SeriesRow]:
    """Return the series of the network with their plans, the oldest first."""
    return (
        session()
        .scalars(
            select(SeriesRow)
            .where(SeriesRow.network_id == network_id)
            .options(selectinload(SeriesRow.plans))
            .order_by(SeriesRow.id)
            .limit(limit)
        )
        .all()
    )


def series_by_slug(network_id: int, slug: str) -> SeriesRow | None:
    """Return the series by the name in its address, with its plans."""
    return session().scalar(
        select(SeriesRow)
        .where(SeriesRow.network_id == network_id)
        .where(SeriesRow.slug == slug)
        .options(selectinload(SeriesRow.plans))
    )


def public_series(network_id: int, slug: str) -> SeriesRow | None:
    """Return the series that everybody may see, with its plans."""
    found = series_by_slug(network_id, slug)
    return found if found and found.visibility is Visibility.PUBLIC else None


def series_slugs(network_id: int) -> frozenset[str]:
    """Return every name in an address that a series of the network bears."""
    rows = session().scalars(select(SeriesRow.slug).where(SeriesRow.network_id == network_id))
    return frozenset(rows)


def plans_going_on(*, today: date, limit: int = 5000) -> Sequence[tuple[SeriesPlanRow, SeriesRow]]:
    """Return the plans of all networks that may have dates to come, each with its series."""
    rows = session().execute(
        select(SeriesPlanRow, SeriesRow)
        .join(SeriesRow, SeriesRow.id == SeriesPlanRow.series_id)
        .where(SeriesPlanRow.last.is_(None) | (SeriesPlanRow.last >= today))
        .order_by(SeriesPlanRow.id)
        .limit(limit)
    )
    return [(plan, series) for plan, series in rows]


def slots_of(plan_id: int) -> frozenset[date]:
    """Return the slots for which the plan has a meeting."""
    rows = session().scalars(select(MeetingRow.slot).where(MeetingRow.plan_id == plan_id))
    return frozenset(slot for slot in rows if slot is not None)


def dates_of(series_id: int, *, limit: int = 1000) -> Sequence[MeetingRow]:
    """Return the meetings of the series with their hosts, the earliest first."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.series_id == series_id)
            .options(selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation))
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(limit)
        )
        .all()
    )


def whole_dates_of(series_id: int) -> Sequence[MeetingRow]:
    """Return the meetings that plans of the series made, whole, in the order of their slots."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.series_id == series_id)
            .where(MeetingRow.plan_id.is_not(None))
            .options(
                selectinload(MeetingRow.hosts),
                selectinload(MeetingRow.notices),
                selectinload(MeetingRow.bases),
                selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers),
            )
            .order_by(MeetingRow.slot, MeetingRow.id)
        )
        .all()
    )

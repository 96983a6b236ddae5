"""What the papers of data protection ask the database."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from eventsvc.db.models import MeetingBasisRow, MeetingRow, PersonRow
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Basis, Purpose

MOST = 5000


def bases_with_balance(meeting_id: int) -> Sequence[MeetingBasisRow]:
    """Return the legal bases that a meeting names, with their written balances."""
    return (
        session()
        .scalars(
            select(MeetingBasisRow)
            .where(MeetingBasisRow.meeting_id == meeting_id)
            .order_by(MeetingBasisRow.purpose)
        )
        .all()
    )


def principals(network_id: int, *, limit: int = 100) -> Sequence[str]:
    """Return every body on whose behalf a meeting of the network is held, by name."""
    return (
        session()
        .scalars(
            select(MeetingRow.on_behalf_of)
            .where(MeetingRow.network_id == network_id)
            .where(MeetingRow.on_behalf_of != "")
            .distinct()
            .order_by(MeetingRow.on_behalf_of)
            .limit(limit)
        )
        .all()
    )


def bases_at_meetings(network_id: int) -> set[tuple[Purpose, Basis]]:
    """Return each purpose with each basis on which any meeting of the network names it."""
    query = select(MeetingBasisRow.purpose, MeetingBasisRow.basis).join(MeetingRow).distinct()
    found = session().execute(query.where(MeetingRow.network_id == network_id))
    return {(purpose, basis) for purpose, basis in found}


def photographers(network_id: int, *, limit: int = 1000) -> list[str]:
    """Return every body that takes photos at the latest ``limit`` meetings, by name."""
    query = select(MeetingRow.photographed_by).where(MeetingRow.network_id == network_id)
    found = session().scalars(query.order_by(MeetingRow.id.desc()).limit(limit))
    return sorted({body for bodies in found for body in bodies})


def join_links(
    network_id: int, *, meeting_id: int | None = None, limit: int = 1000
) -> Sequence[str]:
    """Return the links to take part from afar, of one meeting or of the latest ``limit`` ones."""
    query = (
        select(MeetingRow.join_url)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.join_url != "")
        .order_by(MeetingRow.id.desc())
        .limit(limit)
    )
    if meeting_id is not None:
        query = query.where(MeetingRow.id == meeting_id)
    return session().scalars(query).all()


def _untold(network_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        PersonRow.network_id == network_id,
        PersonRow.origin != "",
        PersonRow.informed_at.is_(None),
        PersonRow.erased_at.is_(None),
        PersonRow.link_disowned_at.is_(None),
        PersonRow.email != "",
    )


def count_untold(network_id: int) -> int:
    """Return how many came in by a list, were never told so, and can be."""
    query = select(func.count()).select_from(PersonRow).where(*_untold(network_id))
    return session().scalar(query) or 0


def untold(network_id: int) -> Sequence[PersonRow]:
    """Return these people; inside a write they may be changed."""
    query = select(PersonRow).where(*_untold(network_id)).order_by(PersonRow.id).limit(MOST)
    return session().scalars(query).all()

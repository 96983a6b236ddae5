"""Cards that were written at a meeting: what somebody seeks or offers, said there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import StatementRow
from eventsvc.db.transaction import session


@dataclass(frozen=True, slots=True)
class Cards:
    """How many cards a meeting has, and how many of them have no topic yet."""

    written: int
    waiting: int


def cards_of(network_id: int, meeting_id: int, *, limit: int = 500) -> Sequence[StatementRow]:
    """Return what was said at the meeting, the latest first, with topic and organisation."""
    return (
        session()
        .scalars(
            select(StatementRow)
            .options(joinedload(StatementRow.organisation), joinedload(StatementRow.topic))
            .where(StatementRow.network_id == network_id)
            .where(StatementRow.meeting_id == meeting_id)
            .order_by(StatementRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def cards_at(network_id: int, meeting_id: int) -> Cards:
    """Return how many cards were handed in at the meeting."""
    counted = select(func.count(), func.count().filter(StatementRow.unsorted))
    found = session().execute(
        counted.where(StatementRow.network_id == network_id).where(
            StatementRow.meeting_id == meeting_id
        )
    )
    return Cards(*found.one())

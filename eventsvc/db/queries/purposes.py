"""What purposes ask: which were decided about, on which words, and where they count."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from eventsvc.db.models import ConsentDecisionRow, ConsentWordingRow, MeetingRow
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Purpose


def is_decided(network_id: int, purpose: Purpose) -> bool:
    """Tell whether anybody ever decided about the purpose."""
    found = (
        select(ConsentDecisionRow.id)
        .where(ConsentDecisionRow.network_id == network_id)
        .where(ConsentDecisionRow.purpose == purpose)
        .limit(1)
    )
    return session().scalar(found) is not None


def versions_of(network_id: int, purpose: Purpose) -> Sequence[tuple[ConsentWordingRow, int]]:
    """Return the words that people decided on, the newest first, with how many decisions."""
    rows = session().execute(
        select(ConsentWordingRow, func.count(ConsentDecisionRow.id))
        .outerjoin(ConsentDecisionRow, ConsentDecisionRow.wording_id == ConsentWordingRow.id)
        .where(ConsentWordingRow.network_id == network_id)
        .where(ConsentWordingRow.purpose == purpose)
        .group_by(ConsentWordingRow.id)
        .order_by(ConsentWordingRow.number.desc())
    )
    return [(row, number) for row, number in rows]


def meetings_to_come(network_id: int, *, now: datetime) -> Sequence[MeetingRow]:
    """Return the meetings that are not over, with their legal bases."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id == network_id)
            .where(MeetingRow.dtend > now)
            .options(selectinload(MeetingRow.bases))
            .order_by(MeetingRow.dtstart, MeetingRow.id)
        )
        .all()
    )

"""What the program asks of the database about itself."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, text

from eventsvc.db.models.outbox import OutboxRow
from eventsvc.db.transaction import session
from eventsvc.domain.mails import OutboxState


def database_answers() -> bool:
    """Return True; an ill database raises instead."""
    return bool(session().scalar(text("SELECT 1")) == 1)


def oldest_due_mail(*, now: datetime) -> datetime | None:
    """Return since when the oldest mail that should be out by ``now`` is due, or None."""
    due = select(func.min(OutboxRow.due_at)).where(
        OutboxRow.state == OutboxState.WAITING, OutboxRow.due_at <= now
    )
    return session().scalar(due)


def mails_by_state() -> Mapping[OutboxState, tuple[int, datetime]]:
    """Return how many mails no server has taken, by state, and when the oldest was queued."""
    rows = session().execute(
        select(OutboxRow.state, func.count(), func.min(OutboxRow.queued_at))
        .where(OutboxRow.state != OutboxState.SENT)
        .group_by(OutboxRow.state)
    )
    return {state: (count, oldest) for state, count, oldest in rows}

"""What the program asks of the database about itself."""

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

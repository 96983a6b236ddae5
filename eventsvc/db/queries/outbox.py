"""What the outbox asks."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, or_, select

from eventsvc.db.extension import db
from eventsvc.db.models import OutboxRow
from eventsvc.db.transaction import session
from eventsvc.domain.mails import LEASE, WAITS, OutboxState


def database_time() -> datetime:
    """Return the database's clock, which all machines share; SQLite's is this machine's."""
    if db.engine.dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime = session().scalar(select(func.clock_timestamp())) or datetime.now(UTC)
    return moment.astimezone(UTC)


def due_mail(*, now: datetime) -> OutboxRow | None:
    """Return the mail that has waited longest, is due and nobody's; inside a write: locked.

    A lease or a wait that ends later than any given now could end was given by a clock that
    was wrong, and does not hold.
    """
    return session().scalar(
        select(OutboxRow)
        .where(OutboxRow.state == OutboxState.WAITING)
        .where(
            or_(
                OutboxRow.due_at <= now,
                (OutboxRow.attempts > 0) & (OutboxRow.due_at > now + WAITS[-1]),
            )
        )
        .where(
            or_(
                OutboxRow.leased_until.is_(None),
                OutboxRow.leased_until <= now,
                OutboxRow.leased_until > now + LEASE,
            )
        )
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def is_any_due(*, now: datetime) -> bool:
    """Tell, without a lock, whether looking for work is worth a write."""
    return (
        session().scalar(
            select(OutboxRow.id)
            .where(OutboxRow.state == OutboxState.WAITING)
            .where(or_(OutboxRow.due_at <= now, OutboxRow.due_at > now + WAITS[-1]))
            .limit(1)
        )
        is not None
    )


def mail(number: int) -> OutboxRow | None:
    """Return the mail with this number, locked inside a write."""
    return session().get(OutboxRow, number, with_for_update=True)


def mail_of(unique_key: str) -> OutboxRow | None:
    """Return the mail that the act of this name queued."""
    return session().scalar(select(OutboxRow).where(OutboxRow.unique_key == unique_key))


def refused_mails(network_ids: Sequence[int], *, limit: int = 50) -> Sequence[OutboxRow]:
    """Return the mails of these networks that no server takes, the newest first."""
    return (
        session()
        .scalars(
            select(OutboxRow)
            .where(OutboxRow.network_id.in_(network_ids))
            .where(OutboxRow.state == OutboxState.REFUSED)
            .order_by(OutboxRow.queued_at.desc(), OutboxRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def mails_called(begin: str) -> frozenset[str]:
    """Return how the keys go on of all mails whose key begins so."""
    keys = session().scalars(
        select(OutboxRow.unique_key).where(OutboxRow.unique_key.startswith(begin, autoescape=True))
    )
    return frozenset(key.removeprefix(begin) for key in keys)

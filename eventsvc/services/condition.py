"""How the service is: what ``/readyz``, ``eventsvc check`` and the metrics tell.

Numbers and times only, of the whole service: nothing of a person, a network or a mail.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from eventsvc.db.queries.ops import mails_by_state, oldest_due_mail
from eventsvc.domain.mails import OutboxState

LONGEST_WAIT = timedelta(minutes=15)
"""How long a mail may be due: longer means that nobody sends."""

BACKUP_WITHIN = timedelta(hours=36)
"""How old the newest backup may be: one of every night, and half a day to notice."""

BACKUP_MARK = "last-backup"
"""An empty file in the data folder whose time is that of the newest backup. Copies lie where the
operator wants them, and move on to other machines: their own times cannot be asked."""

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """How the mails are that no server has taken."""

    waiting: int
    oldest: timedelta
    """For how long the oldest of those that wait has been queued."""
    overdue: timedelta
    """For how long one has been due; a mail that a server put off is not due until its next try."""
    refused: int
    """How many no server ever takes."""


def outbox(*, now: datetime) -> Outbox:
    """Return how the outbox of all networks is."""
    mails = mails_by_state()
    waiting, oldest = mails.get(OutboxState.WAITING, (0, now))
    refused, _ = mails.get(OutboxState.REFUSED, (0, now))
    # A clock that was set back makes no time negative.
    return Outbox(
        waiting=waiting,
        oldest=max(now - oldest, NO_TIME),
        overdue=overdue(now=now),
        refused=refused,
    )


def overdue(*, now: datetime) -> timedelta:
    """Return for how long a mail has been due that nobody sends; none: no time."""
    return now - (oldest_due_mail(now=now) or now)


def free_bytes(folder: Path) -> int:
    """Return how much room there is where ``folder`` lies."""
    return shutil.disk_usage(folder).free


def note_backup(folder: Path) -> None:
    """Keep, in the data ``folder``, that a backup was made now."""
    (folder / BACKUP_MARK).touch(mode=0o600)


def last_backup(folder: Path) -> datetime | None:
    """Return when ``eventsvc backup`` last made a copy on this machine; None: never."""
    try:
        return datetime.fromtimestamp((folder / BACKUP_MARK).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None

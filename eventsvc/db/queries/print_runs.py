"""Prints that are drawn while nobody waits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import undefer

from eventsvc.db.models import PrintRunRow
from eventsvc.db.transaction import session

_MOST = 20


def next_run() -> PrintRunRow | None:
    """Return the oldest print that is not finished."""
    return session().scalar(
        select(PrintRunRow)
        .where(PrintRunRow.finished_at.is_(None))
        .order_by(PrintRunRow.asked_at, PrintRunRow.id)
        .limit(1)
    )


def run_called(network_id: int, public_id: str, *, whole: bool = False) -> PrintRunRow | None:
    """Return a print, with its file if ``whole``."""
    query = (
        select(PrintRunRow)
        .where(PrintRunRow.network_id == network_id)
        .where(PrintRunRow.public_id == public_id)
    )
    return session().scalar(query.options(undefer(PrintRunRow.pdf)) if whole else query)


def runs_of(meeting_id: int, *, asked_after: datetime) -> Sequence[PrintRunRow]:
    """Return the meeting's latest prints, the newest first."""
    return (
        session()
        .scalars(
            select(PrintRunRow)
            .where(PrintRunRow.meeting_id == meeting_id)
            .where(PrintRunRow.asked_at > asked_after)
            .order_by(PrintRunRow.asked_at.desc(), PrintRunRow.id.desc())
            .limit(_MOST)
        )
        .all()
    )


def run_came_to(run_id: int, *, done: int) -> None:
    """Note how many badges are drawn."""
    session().execute(update(PrintRunRow).where(PrintRunRow.id == run_id).values(done=done))


def run_ended(run_id: int, *, finished_at: datetime, **values: object) -> bool:
    """Note that a print is finished, with its file or with the reason why there is none.

    Returns:
        Whether nobody had noted it before.
    """
    noted = session().execute(
        update(PrintRunRow)
        .where(PrintRunRow.id == run_id)
        .where(PrintRunRow.finished_at.is_(None))
        .values(finished_at=finished_at, **values)
        .returning(PrintRunRow.id)
    )
    return noted.first() is not None


def empty_runs(*, finished_before: datetime) -> None:
    """Delete the files of prints finished before that moment."""
    session().execute(
        update(PrintRunRow)
        .where(PrintRunRow.finished_at < finished_before)
        .where(PrintRunRow.pdf.is_not(None))
        .values(pdf=None)
    )


def delete_runs(*, asked_before: datetime) -> None:
    """Delete prints asked for before that moment."""
    session().execute(delete(PrintRunRow).where(PrintRunRow.asked_at < asked_before))


def forget_files(network_id: int) -> None:
    """Delete the files that wait in a network: somebody who is erased may stand in them."""
    session().execute(
        update(PrintRunRow).where(PrintRunRow.network_id == network_id).values(pdf=None)
    )

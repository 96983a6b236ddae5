"""Editions of a network's calendars: a number that rises with everything that they tell of.

Whoever keeps a written calendar asks this one number whether it is still true. It rises where
rows are written, so that no service can forget it; statements that change many rows at once
(``update``, ``delete``) would go past it, and there are none about these.
"""

from collections.abc import Iterator
from typing import TypeGuard

from sqlalchemy import event, inspect, select, update
from sqlalchemy.orm import Session

from eventsvc.db.models.meetings import MeetingHostRow, MeetingRow
from eventsvc.db.models.networks import NetworkRow
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.series import SeriesRow
from eventsvc.db.models.working_groups import WorkingGroupRow

_TOLD = (MeetingRow, SeriesRow, WorkingGroupRow)
"""What feeds show and are named after."""


@event.listens_for(Session, "after_flush")
def _raise_editions(session: Session, _context: object) -> None:
    """Raise the edition of each network of which such a row is being written."""
    rows = [*session.new, *session.deleted, *filter(session.is_modified, session.dirty)]
    networks = {row.network_id for row in rows if isinstance(row, _TOLD)}
    networks |= {row.network_id for row in rows if _loses_its_key(session, row)}
    networks |= set(_of_hosts(session, rows))
    if networks:
        table = NetworkRow.__table__
        session.execute(
            update(NetworkRow)
            .where(table.c.id.in_(networks))
            .values(feed_edition=table.c.feed_edition + 1, version=table.c.version)
            .execution_options(synchronize_session=False)
        )


def _loses_its_key(session: Session, row: object) -> TypeGuard[OrganisationRow]:
    """Tell whether the feed of a host is no longer asked for by the key that it had."""
    if not isinstance(row, OrganisationRow) or row in session.new:
        return False
    return row in session.deleted or inspect(row).attrs.key.history.has_changes()


def _of_hosts(session: Session, rows: list[object]) -> Iterator[int]:
    meetings = {row.meeting_id for row in rows if isinstance(row, MeetingHostRow)}
    if meetings:
        yield from session.scalars(
            select(MeetingRow.network_id).where(MeetingRow.id.in_(meetings)).distinct()
        )

"""A meeting as pages show it, with its times in its own zone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from eventsvc.domain.meetings import MeetingStatus, Mode, where
from eventsvc.domain.times import zone_of
from eventsvc.web.clock import now

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting as pages show it: ``start`` and ``end`` are dates for whole days."""

    row: "MeetingRow"
    start: date
    end: date
    place: str
    """Where, as far as known; empty for a meeting that is online only."""
    online: bool
    cancelled: bool
    provisional: bool
    running: bool


def shown(row: "MeetingRow") -> Shown:
    """Return ``row`` with its times in the zone of the meeting."""
    return Shown(
        row=row,
        start=_local(row.local_start, row),
        end=_local(row.local_end, row),
        place="" if row.mode is Mode.ONLINE else where(row),
        online=row.mode is not Mode.ON_SITE,
        cancelled=row.status is MeetingStatus.CANCELLED,
        provisional=row.status is MeetingStatus.TENTATIVE,
        running=row.dtstart <= now() < row.dtend and not row.all_day,
    )


def _local(wall: datetime, row: "MeetingRow") -> date:
    return wall.date() if row.all_day else wall.replace(tzinfo=zone_of(row.tzid))

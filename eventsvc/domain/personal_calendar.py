"""What somebody may choose about the own calendar: what it holds, when it reminds.

An address of it can be renewed, which ends the one before, or ended without another.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

ALL_DAY_ALARM = timedelta(hours=15)
"""How long before a day begins its reminder comes: at nine on the day before, whatever was
chosen. An hour before midnight would wake people up."""

USED_EVERY = timedelta(hours=1)
"""How exactly the last use is told: programs look often, and each note is a write."""


class Scope(StrEnum):
    """Which meetings the calendar holds."""

    MINE = "mine"
    """Those on whose lists the person stands, less those declined."""
    NETWORK = "network"
    """These, and all others that whoever belongs to the network may know of."""


class Alarm(StrEnum):
    """When a calendar program reminds; a feed that many share never does."""

    NONE = "none"
    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"


BEFORE: Mapping[Alarm, timedelta] = {
    Alarm.QUARTER: timedelta(minutes=15),
    Alarm.HOUR: timedelta(hours=1),
    Alarm.DAY: timedelta(days=1),
}
"""How long before the start each reminds."""


def alarm_before(alarm: Alarm, *, all_day: bool) -> timedelta | None:
    """Return how long before the start a meeting's reminder comes; None: there is none."""
    if alarm is Alarm.NONE:
        return None
    return ALL_DAY_ALARM if all_day else BEFORE[alarm]


def is_use_noted(used_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether a use at ``now`` needs no further note."""
    return used_at is not None and used_at <= now < used_at + USED_EVERY

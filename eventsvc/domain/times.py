"""Times of meetings: wall time and TZID are the truth, UTC is derived.

People agree on "10:00 in Gera"; which moment that is follows from the zone's rules, even when
a state changes them later. On the two odd nights of the year:

* Clocks go forward: the times between (02:30 in Europe) do not exist and are refused.
* Clocks go back: the times between exist twice and mean the first of the two.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventsvc.domain.errors import DomainError

_TZID = re.compile(r"UTC|[A-Z]\w+(/[A-Za-z0-9_+-]+)+", re.ASCII)
_DAY = timedelta(days=1)


class EndsBeforeStart(DomainError):
    """The end is not after the start."""

    code = "ends-before-start"


class UnknownTimeZone(DomainError):
    """The name is not one of the IANA time zone database, such as Europe/Berlin."""

    code = "unknown-time-zone"


class NonexistentTime(DomainError):
    """The clocks skip this local time on the night they go forward."""

    code = "nonexistent-time"


class NotWallTime(DomainError):
    """A local time must be naive and of whole minutes; the zone stands beside it."""

    code = "not-wall-time"


class NotMidnight(DomainError):
    """An all-day meeting runs from midnight to midnight."""

    code = "not-midnight"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a meeting takes place: local wall time and zone, the end exclusive.

    All-day: ``start`` is the midnight before the first day, ``end`` the midnight after the last.

    Raises:
        NotWallTime: A time carries a zone, seconds or less.
        EndsBeforeStart: ``end`` is not after ``start``.
        UnknownTimeZone: ``tzid`` names no zone.
        NonexistentTime: The clocks skip ``start`` or ``end``.
        NotMidnight: All-day, but not from midnight to midnight.
    """

    start: datetime
    end: datetime
    tzid: str
    all_day: bool = False

    def __post_init__(self) -> None:
        for local in (self.start, self.end):
            if local.tzinfo is not None or local.second or local.microsecond:
                raise NotWallTime(time=local)
            if self.all_day and local.time() != time.min:
                raise NotMidnight(time=local)
        if self.end <= self.start:
            raise EndsBeforeStart(start=self.start, end=self.end)
        zone_of(self.tzid)
        if not self.all_day:  # a day whose midnight the clocks skip begins at the moment after
            moment_of(self.start, tzid=self.tzid)
            moment_of(self.end, tzid=self.tzid)

    @property
    def dtstart(self) -> datetime:
        """The first moment, in UTC."""
        return _moment(self.start, zone_of(self.tzid))

    @property
    def dtend(self) -> datetime:
        """The first moment after the meeting, in UTC."""
        return _moment(self.end, zone_of(self.tzid))

    @property
    def several_days(self) -> bool:
        """Whether the meeting covers more than one day."""
        return self.last_day != self.start.date()

    @property
    def last_day(self) -> date:
        """The last day covered; midnight as the end does not begin another."""
        return (self.end - timedelta(minutes=1)).date()

    def dates(self) -> tuple[date, ...]:
        """Return the days covered, in order."""
        first = self.start.date()
        return tuple(first + _DAY * number for number in range((self.last_day - first).days + 1))

    def is_over(self, now: datetime) -> bool:
        """Tell whether the meeting has ended at the (aware) moment ``now``."""
        return self.dtend <= now


def whole_days(first: date, last: date | None = None, *, tzid: str) -> When:
    """Return an all-day ``When`` from ``first`` to ``last``, both included; one day without.

    Raises:
        EndsBeforeStart: ``last`` lies before ``first``.
        UnknownTimeZone: ``tzid`` names no zone.
    """
    end = datetime.combine(last or first, time.min) + _DAY
    return When(start=datetime.combine(first, time.min), end=end, tzid=tzid, all_day=True)


@cache
def zone_of(tzid: str) -> ZoneInfo:
    """Return the zone of the IANA name ``tzid``.

    Raises:
        UnknownTimeZone: There is none, or it is a file of the operating system's, not a place.
    """
    if not _TZID.fullmatch(tzid):
        raise UnknownTimeZone(tzid=tzid)
    try:
        return ZoneInfo(tzid)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownTimeZone(tzid=tzid) from None


def moment_of(local: datetime, *, tzid: str) -> datetime:
    """Return the UTC moment of the wall time ``local``; of two, the first.

    Raises:
        UnknownTimeZone: ``tzid`` names no zone.
        NonexistentTime: The clocks skip ``local``.
    """
    moment = _moment(local, zone_of(tzid))
    if wall_time(moment, tzid=tzid) != local:
        raise NonexistentTime(time=local, tzid=tzid)
    return moment


def exists_twice(local: datetime, *, tzid: str) -> bool:
    """Tell whether the clocks show ``local`` twice, on the night they go back."""
    zone = zone_of(tzid)
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second


def wall_time(moment: datetime, *, tzid: str) -> datetime:
    """Return what the clock on the wall shows in ``tzid`` at the (aware) ``moment``, naive."""
    return moment.astimezone(zone_of(tzid)).replace(tzinfo=None)


def _moment(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)

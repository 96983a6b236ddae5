"""Rules by which meetings come again: "every last Thursday of the month, except in August".

A rule gives *slots*: the dates it names, which stay what a date is known by for ever. Where a
slot falls on a holiday, its *day* may be another one, or there is none. Expansion is that of
RFC 5545 3.3.10; ``rrule`` returns the same as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from dateutil import rrule as rules
from dateutil.relativedelta import relativedelta

from eventsvc.domain.errors import DomainError
from eventsvc.domain.holidays import is_holiday
from eventsvc.domain.times import When, moment_of, wall_time, zone_of

LAST = -1
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = (rules.MO, rules.TU, rules.WE, rules.TH, rules.FR, rules.SA, rules.SU)
_NTHS = frozenset({1, 2, 3, 4, LAST})
_MONTHS = frozenset(range(1, 13))
_MOST_EVERY = 26
_SATURDAY = 5
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


class Rhythm(StrEnum):
    """In what a rule counts (FREQ of RFC 5545)."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class OnHoliday(StrEnum):
    """What becomes of a date that falls on a public holiday."""

    KEEP = "keep"
    SKIP = "skip"
    NEXT_WORKDAY = "next_workday"
    WEEK_EARLIER = "week_earlier"
    WEEK_LATER = "week_later"


class BadRule(DomainError):
    """The parts of a rule do not fit together; ``field`` names the one to mend."""

    code = "bad-rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When meetings come again. ``weekday``: 0 is Monday. ``nth``: of the month; -1 is the last.

    ``times`` counts the dates that take place: one that a holiday takes away is made up for.

    Raises:
        BadRule: Parts do not fit together.
    """

    rhythm: Rhythm
    weekday: int
    first: date
    """No slot lies before it."""
    every: int = 1
    nth: int = 1
    without_months: tuple[int, ...] = ()
    times: int | None = None
    until: date | None = None
    on_holiday: OnHoliday = OnHoliday.KEEP
    region: str = ""

    def __post_init__(self) -> None:
        if not (0 <= self.weekday < len(_DAYS) and 1 <= self.every <= _MOST_EVERY):
            raise BadRule(field="every")
        if self.nth not in _NTHS or set(self.without_months) - _MONTHS:
            raise BadRule(field="nth")
        if self.times is not None and (self.times < 1 or self.until is not None):
            raise BadRule(field="times")
        if self.until is not None and self.until < self.first:
            raise BadRule(field="until")
        if not _MONTHS - set(self.without_months):
            raise BadRule(field="without_months")
        if self.on_holiday is not OnHoliday.KEEP and not self.region:
            raise BadRule(field="region")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a rule. ``slot``: what it is known by; ``day``: when it takes place."""

    slot: date
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From when to when each date lasts. Without ``start`` whole days; ``days`` counts from 1."""

    tzid: str
    start: time | None = None
    end: time | None = None
    days: int = 1

    def on(self, day: date) -> When:
        """Return when the date on ``day`` is.

        In the night when the clocks go forward, a time that they skip is the one an hour later
        (RFC 5545 3.3.5).

        Raises:
            EndsBeforeStart, UnknownTimeZone: The hours are none.
        """
        last = day + _DAY * (self.days - 1)
        if self.start is None or self.end is None:
            begin, end = datetime.combine(day, time.min), datetime.combine(last + _DAY, time.min)
            return When(start=begin, end=end, tzid=self.tzid, all_day=True)
        begin, end = datetime.combine(day, self.start), datetime.combine(last, self.end)
        real = self._real(begin)
        return When(start=real, end=max(self._real(end), real + (end - begin)), tzid=self.tzid)

    def _real(self, local: datetime) -> datetime:
        moment = local.replace(tzinfo=zone_of(self.tzid)).astimezone(UTC)
        return wall_time(moment, tzid=self.tzid)


def dates(rule: Rule, *, until: date) -> Iterator[tuple[date, date | None]]:
    """Yield the slots of ``rule`` up to ``until``, each with its day, or None where it falls out.

    A date that would move onto another one of the rule, or onto a holiday, falls out.

    Raises:
        UnknownRegion: The rule asks for holidays of a region that has none on record.
    """
    end = min(until, rule.until) if rule.until else until
    left = rule.times
    for slot in takewhile(lambda slot: slot <= end, _slots(rule)):
        if left == 0:
            return
        day = _day_of(slot, rule)
        if left is not None and day is not None:
            left -= 1
        yield slot, day


def occurrences(rule: Rule, *, until: date) -> Iterator[Occurrence]:
    """Yield the dates of ``rule`` that take place, with slots up to ``until``, in their order.

    Raises:
        UnknownRegion: As for ``dates``.
    """
    for slot, day in dates(rule, until=until):
        if day is not None:
            yield Occurrence(slot, day)


def rrule(rule: Rule, *, hours: Hours) -> str:
    """Return ``rule`` as the RRULE of a DTSTART on its first slot; UNTIL in UTC.

    Holidays are not in it: they would be EXDATE and RECURRENCE-ID.
    """
    parts = [f"FREQ={rule.rhythm.upper()}"]
    if rule.every > 1:
        parts.append(f"INTERVAL={rule.every}")
    if rule.without_months:
        months = sorted(_MONTHS - set(rule.without_months))
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    nth = "" if rule.rhythm is Rhythm.WEEKLY else str(rule.nth)
    parts.append(f"BYDAY={nth}{_DAYS[rule.weekday]}")
    if rule.times is not None:
        parts.append(f"COUNT={rule.times}")
    if rule.until is not None:
        parts.append(f"UNTIL={_until(rule.until, hours)}")
    return ";".join(parts)


def _until(day: date, hours: Hours) -> str:
    if hours.start is None:
        return f"{day:%Y%m%d}"
    last = moment_of(datetime.combine(day + _DAY, time.min), tzid=hours.tzid)
    return f"{last - timedelta(seconds=1):%Y%m%dT%H%M%SZ}"


def _slots(rule: Rule) -> Iterator[date]:
    months = sorted(_MONTHS - set(rule.without_months))
    weekday = _WEEKDAYS[rule.weekday]
    if rule.rhythm is Rhythm.WEEKLY:
        begin = rule.first + _DAY * ((rule.weekday - rule.first.weekday()) % len(_DAYS))
        frequency = rules.WEEKLY
    else:
        begin = rule.first.replace(day=1)
        if _nth_day(begin, rule) < rule.first:
            begin += relativedelta(months=1)  # so that intervals count from the first date
        frequency, weekday = rules.MONTHLY, weekday(rule.nth)
    found = rules.rrule(
        frequency,  # type: ignore[arg-type]
        dtstart=datetime.combine(begin, time.min),
        interval=rule.every,
        bymonth=months,
        byweekday=weekday,
    )
    return (moment.date() for moment in found)


def _nth_day(month: date, rule: Rule) -> date:
    """Return the day of ``month`` (its first) that ``rule`` names."""
    if rule.nth == LAST:
        last = month + relativedelta(months=1) - _DAY
        return last - _DAY * ((last.weekday() - rule.weekday) % len(_DAYS))
    return month + _DAY * ((rule.weekday - month.weekday()) % len(_DAYS)) + _WEEK * (rule.nth - 1)


def _day_of(slot: date, rule: Rule) -> date | None:
    """Return when the date of ``slot`` takes place; None when it does not."""
    if rule.on_holiday is OnHoliday.KEEP or not is_holiday(slot, region=rule.region):
        return slot
    if rule.on_holiday is OnHoliday.SKIP:
        return None
    if rule.on_holiday is OnHoliday.NEXT_WORKDAY:
        return next(day for day in _after(slot) if _is_workday(day, rule.region))
    if rule.rhythm is Rhythm.WEEKLY and rule.every == 1:
        return None  # the week beside it has a date of its own
    day = slot + (_WEEK if rule.on_holiday is OnHoliday.WEEK_LATER else -_WEEK)
    return None if is_holiday(day, region=rule.region) else day


def _after(day: date) -> Iterator[date]:
    while True:
        day += _DAY
        yield day


def _is_workday(day: date, region: str) -> bool:
    return day.weekday() < _SATURDAY and not is_holiday(day, region=region)

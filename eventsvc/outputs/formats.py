"""Dates, times, numbers and lists as people write them, in each language.

Babel knows the names of months and days; how parts are joined is told here, because its
interval format prints seconds and knows no "Uhr". Times are wall-clock times of the place of
the meeting: whoever calls has turned UTC into local time before. A ``date`` without a time is
a whole day, a ``datetime`` is a moment; the end of whole days is exclusive (RFC 5545, 3.6.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class _Style:
    """How one language joins the parts. ``locale`` is Babel's, with the clock people here use."""

    locale: str
    clock: str
    provisional: str
    figures: str
    """The date in figures, as Babel's pattern."""
    day: str
    """Day and month, before a later day of the same year."""
    weekday_and_day: str


_STYLES = {
    "de": _Style(
        "de_DE",
        clock=f"{{}}{NO_BREAK}Uhr",
        provisional="voraussichtlich {}",
        figures="dd.MM.y",
        day="d. MMMM",
        weekday_and_day="EEEE, d. MMMM",
    ),
    "en": _Style(
        "en_GB",
        clock="{}",
        provisional="{} (provisional)",
        figures="dd/MM/y",
        day="d MMMM",
        weekday_and_day="EEEE, d MMMM",
    ),
    "cs": _Style(
        "cs_CZ",
        clock="{}",
        provisional="předběžně {}",
        figures="d. M. y",
        day="d. MMMM",
        weekday_and_day="EEEE d. MMMM",
    ),
    "pl": _Style(
        "pl_PL",
        clock="{}",
        provisional="prawdopodobnie {}",
        figures="dd.MM.y",
        day="d MMMM",
        weekday_and_day="EEEE, d MMMM",
    ),
}


def _style(language: str) -> _Style:
    return _STYLES.get(language, _STYLES["en"])


def locale_of(language: str) -> Locale:
    """Return Babel's locale for ``language``; "en" is British: day first, 24 hours."""
    return Locale.parse(_style(language).locale)


def date_text(day: date, *, language: str, weekday: bool = False) -> str:
    """Return "30. August 2022", or "Dienstag, 30. August 2022"."""
    shape = "full" if weekday else "long"
    return format_date(day, format=shape, locale=locale_of(language))


def short_date(day: date, *, language: str) -> str:
    """Return the date in figures, for tables: "30.08.2022"."""
    return format_date(day, format=_style(language).figures, locale=locale_of(language))


def month_short(day: date, *, language: str) -> str:
    """Return the month in few letters, without a dot: "Aug"."""
    return format_date(day, format="LLL", locale=locale_of(language)).rstrip(".")


def clock_text(moment: datetime, *, language: str) -> str:
    """Return "09:30", for columns and tables."""
    # The wall-clock time as it stands: Babel would turn an aware moment into UTC.
    return _clock(time(moment.hour, moment.minute), language)


@lru_cache(maxsize=4096)
def _clock(at: time, language: str) -> str:
    """Return the time; a long list asks for the same few again and again."""
    return format_time(at, "short", locale=locale_of(language))


def time_text(moment: datetime, *, language: str) -> str:
    """Return "09:30 Uhr"."""
    return _style(language).clock.format(clock_text(moment, language=language))


def moment_text(moment: datetime, *, language: str) -> str:
    """Return when something happened, for tables: "30.08.2022, 09:30 MESZ"; ``moment`` is aware."""
    zone = get_timezone_name(moment, "short", locale=locale_of(language))
    day, at = short_date(moment, language=language), clock_text(moment, language=language)
    return f"{day}, {at} {zone}"


def time_range(start: datetime, end: datetime | None, *, language: str) -> str:
    """Return "09:30–15:30 Uhr"; without an end, or with one that equals the start, "09:30 Uhr"."""
    if end is None or end == start:
        return time_text(start, language=language)
    joined = f"{clock_text(start, language=language)}–{clock_text(end, language=language)}"
    return _style(language).clock.format(joined)


def period_text(
    start: date, end: date | None, *, language: str, weekday: bool = True, provisional: bool = False
) -> str:
    """Return when something is, as one would write it into an invitation.

    "Dienstag, 30. August 2022, 09:30–15:30 Uhr", "voraussichtlich Donnerstag, 8. Dezember 2022".
    Whole days when ``start`` is a date, moments when it is a datetime.
    """
    if isinstance(start, datetime):
        text = _moments(start, end if isinstance(end, datetime) else None, language, weekday)
    else:
        last = end - timedelta(days=1) if end and end > start else start
        text = _days(start, last, language, weekday)
    return _style(language).provisional.format(text) if provisional else text


def duration_text(minutes: int, *, language: str) -> str:
    """Return "45 Min.", from two hours on "2 Std." and "2 Std. 30 Min."."""
    hours, rest = divmod(minutes, 60)
    if minutes < 120:  # noqa: PLR2004 -- two hours: people say "90 minutes"
        hours, rest = 0, minutes
    parts = [(hours, "hour"), (rest, "minute")]
    locale = locale_of(language)
    texts = [format_unit(n, unit, length="short", locale=locale) for n, unit in parts if n]
    return " ".join(texts or [format_unit(0, "minute", length="short", locale=locale)])


def number_text(value: float, *, language: str, digits: int = 2) -> str:
    """Return "93.000" or "3,23", with at most ``digits`` decimals and none that are zero."""
    shape = "#,##0." + "#" * digits
    return format_decimal(value, format=shape, locale=locale_of(language))


def decimal_text(value: float, *, language: str, digits: int = 2) -> str:
    """Return "3,20", with exactly ``digits`` decimals."""
    shape = "#,##0." + "0" * digits
    return format_decimal(value, format=shape, locale=locale_of(language))


def list_text(items: Iterable[str], *, language: str) -> str:
    """Return "Gera, Suhl und Weida"."""
    return format_list(list(items), locale=locale_of(language))


def machine_time(moment: date) -> str:
    """Return what ``<time datetime>`` takes: "2022-08-30" or "2022-08-30T09:30+02:00"."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def _moments(start: datetime, end: datetime | None, language: str, weekday: bool) -> str:  # noqa: FBT001
    first = date_text(start, language=language, weekday=weekday)
    if end is None or start.date() == end.date():
        return f"{first}, {time_range(start, end, language=language)}"
    last = date_text(end, language=language, weekday=weekday)
    begins, ends = time_text(start, language=language), time_text(end, language=language)
    return f"{first}, {begins} – {last}, {ends}"


def _days(first: date, last: date, language: str, weekday: bool) -> str:  # noqa: FBT001
    if first == last:
        return date_text(first, language=language, weekday=weekday)
    if first.year == last.year:
        shape = _style(language).weekday_and_day if weekday else _style(language).day
        start = format_date(first, shape, locale=locale_of(language))
    else:
        start = date_text(first, language=language, weekday=weekday)
    return f"{start} – {date_text(last, language=language, weekday=weekday)}"

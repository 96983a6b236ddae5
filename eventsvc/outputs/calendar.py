"""iCalendar files (RFC 5545, RFC 7986) from events, and nothing about who attends.

Equal feeds give equal bytes: DTSTAMP is the stored moment of the last change, events stand in the
order of start and UID.

Zones: Europe/Berlin, Prague and Warsaw are written as local time with the zone's rules beside it.
Written in UTC, so that no rules have to be invented and every reader shows the same hour: times
in any other zone, before 1997, and in the hour that exists twice when the clocks go back (RFC 5545
3.3.5 means the first of the two, yet libical and ical.js take the second).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from eventsvc.domain.calendar import CalendarEvent, CalendarFeed
from eventsvc.domain.meetings import MeetingStatus, Published
from eventsvc.domain.times import When, exists_twice
from eventsvc.outputs.contentlines import line, one_line, text, uri

ZONES = {
    "Europe/Berlin": "19810329T020000",
    "Europe/Prague": "19810329T020000",
    "Europe/Warsaw": "19880327T020000",
}
"""The zones that share the rules below, and the first spring in which each went by them."""

REFRESH = "PT4H"
"""How often a subscriber may look again."""

_ANY_ZONE = "Europe/Berlin"
_RULES_SINCE = 1997
_END = b"END:VCALENDAR\r\n"
_TZID = re.compile(rb"^DTSTART;TZID=([^:\r]+):", re.MULTILINE)
_ORGANIZER = re.compile(rb"^ORGANIZER[;:]", re.MULTILINE)

# Constant and by rules: lists of dates (RDATE) shift summer events in Outlook.
_VTIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:{tzid}",
    "BEGIN:DAYLIGHT",
    "DTSTART:{first_spring}",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "END:VTIMEZONE",
    "",
)


def feed_ics(feed: CalendarFeed) -> bytes:
    """Return the feed, ready to serve as ``text/calendar``; a single meeting is a feed of one."""
    events = sorted(feed.events, key=lambda event: (event.published.when.dtstart, event.uid))
    return join_blocks(feed, [event_block(event) for event in events])


def join_blocks(feed: CalendarFeed, blocks: Iterable[bytes]) -> bytes:
    """Return ``feed`` around ``blocks`` from ``event_block``, in their order.

    The feed's own events are not looked at. METHOD:PUBLISH is written when every block names an
    ORGANIZER, which it then must (RFC 5546 3.2.1). An empty feed still carries a VTIMEZONE,
    since a calendar needs a component (RFC 5545 3.6).
    """
    body = b"".join(blocks)
    events = body.count(b"BEGIN:VEVENT\r\n")
    published = events > 0 and len(_ORGANIZER.findall(body)) == events
    zones = zones_of(body, *({feed.tzid} & ZONES.keys())) or _vtimezone(_ANY_ZONE)
    return _frame(feed, published=published).removesuffix(_END) + zones + body + _END


def zones_of(body: bytes, *more: str) -> bytes:
    """Return the rules of the zones that ``body`` names, and of ``more``; empty: there is none."""
    tzids = {match.decode() for match in _TZID.findall(body)} | set(more)
    return b"".join(_vtimezone(tzid) for tzid in sorted(tzids))


@lru_cache(maxsize=40_000)
def event_block(event: CalendarEvent) -> bytes:
    """Return the VEVENT alone, ready to be joined; written once for each edition of the event.

    By our own lines: icalendar takes ten times as long, and a test compares with what it writes.
    """
    return b"".join((line("BEGIN", "VEVENT"), *_properties(event), line("END", "VEVENT")))


def _alarm(summary: str, before: timedelta) -> Iterator[bytes]:
    """Yield the lines of a reminder that shows what begins (RFC 5545 3.6.6)."""
    from icalendar import vDuration  # noqa: PLC0415 -- slow import

    yield line("BEGIN", "VALARM")
    yield line("ACTION", "DISPLAY")
    yield line("DESCRIPTION", text(one_line(summary)))
    yield line("TRIGGER", vDuration(-before).to_ical().decode())  # type: ignore[no-untyped-call]
    yield line("END", "VALARM")


def _properties(event: CalendarEvent) -> Iterator[bytes]:
    """Yield the properties every event has, then those it may lack."""
    when, published = event.published.when, event.published
    yield line("UID", text(event.uid))
    yield line("DTSTAMP", _utc(event.last_modified))
    yield line("CREATED", _utc(event.created))
    yield line("LAST-MODIFIED", _utc(event.last_modified))
    yield line("SEQUENCE", str(event.sequence))
    yield line("STATUS", text(published.status.value))
    yield _time("DTSTART", when.start, when)
    yield _time("DTEND", when.end, when)
    yield line("SUMMARY", text(one_line(event.summary)))
    yield from _details(published)
    if event.join_url:
        # The label is the same word in all our languages.
        join, ways = uri(event.join_url), ("AUDIO", "VIDEO")
        yield line("CONFERENCE", join, VALUE="URI", FEATURE=ways, LABEL="Online")
    if event.alarm is not None and published.status is not MeetingStatus.CANCELLED:
        yield from _alarm(event.summary, event.alarm)


def _details(published: Published) -> Iterator[bytes]:
    """Yield the properties an event may lack."""
    if published.description:
        yield line("DESCRIPTION", text(published.description))
    if published.location:
        yield line("LOCATION", text(published.location))
    if published.geo:
        latitude, longitude = published.geo
        yield line("GEO", f"{latitude:.6f};{longitude:.6f}")
    if published.url:
        yield line("URL", uri(published.url))
    if published.categories:
        words = (text(one_line(category)) for category in published.categories)
        yield line("CATEGORIES", ",".join(words))
    if published.organizer_mail:
        name = {"CN": published.organizer_name} if published.organizer_name else {}
        yield line("ORGANIZER", uri(f"mailto:{published.organizer_mail}"), **name)
    for address in published.attach:
        yield line("ATTACH", uri(address))


def _time(name: str, local: datetime, when: When) -> bytes:
    if when.all_day:
        return line(name, f"{local:%Y%m%d}", VALUE="DATE")
    if _has_rules(when):
        return line(name, f"{local:%Y%m%dT%H%M%S}", TZID=when.tzid)
    return line(name, _utc(when.dtstart if local == when.start else when.dtend))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _has_rules(when: When) -> bool:
    """Tell whether every reader takes the wall times of ``when`` for the same moments."""
    if when.tzid not in ZONES or when.start.year < _RULES_SINCE:
        return False
    return not any(exists_twice(local, tzid=when.tzid) for local in (when.start, when.end))


def _frame(feed: CalendarFeed, *, published: bool) -> bytes:
    """Return the calendar with nothing in it yet."""
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    from eventsvc.outputs.calendar_values import Text, Uri, Written  # noqa: PLC0415 -- slow import

    calendar, name = Calendar(), Text(one_line(feed.name))
    calendar.add("VERSION", Text("2.0"))
    calendar.add("PRODID", Text(f"-//eventsvc//Meetings//{feed.language.upper()}"))
    calendar.add("CALSCALE", Text("GREGORIAN"))
    if published:
        calendar.add("METHOD", Text("PUBLISH"))
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    for colour_name, colour in _colours(feed.colour):
        calendar.add(colour_name, Text(colour))
    calendar.add("URL", Uri(feed.url))
    calendar.add("LAST-MODIFIED", feed.last_modified.astimezone(UTC))
    calendar.add("REFRESH-INTERVAL", Written(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", Written(REFRESH))
    return bytes(calendar.to_ical(sorted=False))


def _colours(colour: str) -> Iterator[tuple[str, str]]:
    """Yield COLOR, which takes only a name of CSS3 (RFC 7986 5.9), and the exact one for Apple."""
    if colour:
        yield "COLOR", _nearest_name(colour)
        yield "X-APPLE-CALENDAR-COLOR", colour.upper()


@cache
def _nearest_name(colour: str) -> str:
    from PIL import ImageColor  # noqa: PLC0415 -- slow import

    wanted = ImageColor.getrgb(colour)

    def distance(name: str) -> tuple[int, str]:
        found = ImageColor.getrgb(name)
        return sum((a - b) ** 2 for a, b in zip(wanted, found, strict=True)), name

    return min(set(ImageColor.colormap) - {"rebeccapurple"}, key=distance)  # which is of CSS4


def _vtimezone(tzid: str) -> bytes:
    return "\r\n".join(_VTIMEZONE).format(tzid=tzid, first_spring=ZONES[tzid]).encode()

"""Calendar programs that others wrote read our files, and all see the same meetings.

icalendar with recurring-ical-events, ical (Home Assistant's), ics and vobject (Radicale's) are
libraries; khal and calcurse are programs of the distribution.
"""

import re
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.times import When, whole_days
from eventsvc.outputs.calendar import ZONES, event_block, feed_ics
from tests.support.calendars import BERLIN, a_feed, a_when, an_event
from tests.support.content import HOSTILE, broken_by_newlines, unfolded

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:.*utcfromtimestamp:DeprecationWarning:dateutil"),
    pytest.mark.filterwarnings(r"ignore:Behaviour of str\(Component\):FutureWarning:ics"),
]

YEARS = range(2025, 2031)
SPAN = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC))


def moment(value: date | datetime) -> str:
    """Return a start as a UTC moment, or as a date when it has no time."""
    if not isinstance(value, datetime):
        return value.isoformat()
    assert value.tzinfo is not None
    return value.astimezone(UTC).isoformat()


def by_icalendar(data: bytes) -> set[tuple]:
    calendar = Calendar.from_ical(data)
    assert [component.errors for component in calendar.walk()] == [[]] * len(calendar.walk())
    return {
        (str(event["UID"]), moment(event["DTSTART"].dt), moment(event["DTEND"].dt))
        for event in recurring_ical_events.of(calendar).between(*SPAN)
    }


def by_ical(data: bytes) -> set[tuple]:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    return {
        (event.uid, moment(event.dtstart), moment(event.dtend))
        for event in calendar.timeline_tz(ZoneInfo("UTC")).overlapping(*SPAN)
    }


def by_ics(data: bytes) -> set[tuple]:
    return {
        (event.uid, *(_arrow(at, all_day=event.all_day) for at in (event.begin, event.end)))
        for event in ics.Calendar(data.decode()).events
    }


def _arrow(at, *, all_day: bool) -> str:
    return at.date().isoformat() if all_day else moment(at.datetime)


def by_vobject(data: bytes) -> set[tuple]:
    calendar = vobject.readOne(data.decode())
    return {
        (event.uid.value, moment(event.dtstart.value), moment(event.dtend.value))
        for event in getattr(calendar, "vevent_list", [])
    }


READERS = [by_icalendar, by_ical, by_ics, by_vobject]


def switching_days(tzid: str) -> list[date]:
    """Return the days of YEARS on which the offset at noon differs from that of the day before."""

    def offset(day: date) -> timedelta:
        return datetime.combine(day, time(12), ZoneInfo(tzid)).utcoffset()

    days = [date(YEARS[0], 1, 1) + timedelta(days=n) for n in range(366 * len(YEARS))]
    return [
        day for day in days if day.year in YEARS and offset(day) != offset(day - timedelta(days=1))
    ]


def around_the_switches(tzid: str) -> list[When]:
    return [
        When(start=start, end=start + timedelta(hours=26), tzid=tzid)
        for day in switching_days(tzid)
        for start in (
            datetime.combine(day, at) - timedelta(days=back)
            for back, at in ((1, time(23)), (0, time(1, 30)), (0, time(3)), (0, time(10)))
        )
    ]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("tzid", ZONES)
def test_around_the_nights_of_change_every_reader_sees_the_moments_of_the_zone_database(read, tzid):
    whens = around_the_switches(tzid)
    events = [an_event(f"e{number}", when=when) for number, when in enumerate(whens)]

    assert len(whens) == 2 * 4 * len(YEARS)
    assert read(feed_ics(a_feed(*events, tzid=tzid))) == {
        (event.uid, moment(when.dtstart), moment(when.dtend))
        for event, when in zip(events, whens, strict=True)
    }


MIXED = a_feed(
    an_event("gera", description="Rundgang"),
    an_event("all-day", when=whole_days(date(2026, 12, 8), tzid=BERLIN)),
    an_event("trip", when=whole_days(date(2026, 12, 30), date(2027, 1, 1), tzid=BERLIN)),
    an_event("night", when=a_when("2026-10-25T02:30", "2026-10-25T04:00")),
    an_event("spring", when=a_when("2026-03-28T22:00", "2026-03-29T03:00", tzid="Europe/Prague")),
    an_event("london", when=a_when(tzid="Europe/London")),
    an_event("cancelled", status=MeetingStatus.CANCELLED),
)
SEEN = {
    ("gera", "2026-08-30T08:00:00+00:00", "2026-08-30T13:00:00+00:00"),
    ("all-day", "2026-12-08", "2026-12-09"),
    ("trip", "2026-12-30", "2027-01-02"),
    ("night", "2026-10-25T00:30:00+00:00", "2026-10-25T03:00:00+00:00"),
    ("spring", "2026-03-28T21:00:00+00:00", "2026-03-29T01:00:00+00:00"),
    ("london", "2026-08-30T09:00:00+00:00", "2026-08-30T14:00:00+00:00"),
    ("cancelled", "2026-08-30T08:00:00+00:00", "2026-08-30T13:00:00+00:00"),
}


@pytest.mark.parametrize("read", READERS)
def test_every_reader_sees_the_same_meetings(read):
    assert read(feed_ics(MIXED)) == SEEN


@pytest.mark.parametrize("read", READERS)
def test_every_reader_takes_a_feed_without_a_meeting(read):
    assert read(feed_ics(a_feed())) == set()


@pytest.mark.parametrize("read", READERS)
def test_hostile_words_neither_add_nor_hide_a_meeting(read):
    events = [
        an_event(f"h{n}", summary=words, description=words, location=words, organizer_name=words)
        for n, words in enumerate(HOSTILE)
    ]

    seen = read(feed_ics(a_feed(*events, name=HOSTILE[1])))

    assert {uid for uid, *_ in seen} == {f"h{n}" for n in range(len(HOSTILE))}


@pytest.mark.parametrize("words", HOSTILE)
def test_icalendar_reads_hostile_words_as_they_were(words):
    (event,) = Calendar.from_ical(feed_ics(a_feed(an_event(description=words)))).walk("VEVENT")

    assert str(event["DESCRIPTION"]) == broken_by_newlines(words)
    assert "ATTENDEE" not in event


def test_icalendar_would_write_our_event_in_the_same_lines():
    block = event_block(
        an_event(
            summary="Treffen, Gera; \\ Thüringen",
            description="Erste\nZweite " + "ř😀" * 60,
            geo=(50.880001, 12.080002),
            categories=("Treffen", "Smart City, Region"),
            organizer_name="Gera; Weida",
            url="https://netz.example.de/a,b;c",
            attach=("https://netz.example.de/d/1.pdf",),
        )
    )

    theirs = Calendar.from_ical(block).to_ical()

    assert sorted(unfolded(theirs)) == sorted(unfolded(block))


def test_a_reader_finds_status_sequence_and_change():
    event = an_event(sequence=7, status=MeetingStatus.CANCELLED)

    (seen,) = Calendar.from_ical(feed_ics(a_feed(event))).walk("VEVENT")

    assert (seen["STATUS"], seen["SEQUENCE"], seen["DTSTAMP"].dt) == (
        "CANCELLED",
        7,
        event.last_modified,
    )


KHAL = """
[calendars]
[[ours]]
path = {folder}/calendar
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def run(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, re.findall("(?i)critical|error|warning", done.stderr)) == (0, [])
    return done.stdout


def test_khal_lists_the_same_meetings(tmp_path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "feed.ics").write_bytes(feed_ics(MIXED))
    config = tmp_path / "config"
    config.write_text(KHAL.format(folder=tmp_path), encoding="utf-8")

    run("khal", "-c", config, "import", "--batch", "-a", "ours", tmp_path / "feed.ics")
    listed = run(
        "khal", "-c", config, "list", "--notstarted", "--once", "--day-format", "",
        "--format", "{uid} {start}", "2026-01-01", "2027-01-01",
    )  # fmt: skip

    assert sorted(listed.split("\n")) == sorted(
        ["", *(f"{uid} {start[:16].replace('T', ' ')}" for uid, start, _ in SEEN)]
    )


def test_calcurse_takes_every_meeting(tmp_path):
    (tmp_path / "feed.ics").write_bytes(feed_ics(MIXED))

    said = run("calcurse", "-D", tmp_path / "data", "-i", tmp_path / "feed.ics")

    assert re.search(r"(\d+) apps / (\d+) events / (\d+) todos / (\d+) skipped", said).groups() == (
        "5",
        "2",
        "0",
        "0",
    )

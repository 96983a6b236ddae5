"""Calendar programs that others wrote read our files, and all see the same meetings.

icalendar with recurring-ical-events, ical (Home Assistant's), ics and vobject (Radicale's) are
libraries; khal and calcurse are programs of the distribution. ical.js (Thunderbird's), node-ical
and libical (Evolution's, KOrganizer's) are asked in the long runs.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.times import When, whole_days
from eventsvc.outputs.calendar import ZONES, event_block, feed_ics
from tests.support.calendars import BERLIN, a_feed, a_when, an_event
from tests.support.content import HOSTILE, broken_by_newlines, unfolded
from tests.support.readers import (
    FURTHER_READERS,
    READERS,
    by_node_ical,
    khal_config,
    listed_by_khal,
    moment,
    run,
)

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:.*utcfromtimestamp:DeprecationWarning:dateutil"),
    pytest.mark.filterwarnings(r"ignore:Behaviour of str\(Component\):FutureWarning:ics"),
]

YEARS = range(2025, 2031)


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


def as_node_ical_takes_it(start: str) -> str:
    """Its own mistake: half past one, before the clocks go forward, is half an hour later."""
    is_spring = start[5:7] == "03"
    return start.replace("T00:30:00", "T01:00:00") if is_spring else start


@pytest.mark.proof
@pytest.mark.parametrize("read", FURTHER_READERS)
def test_further_readers_see_the_same_meetings_and_the_same_moments(read):
    for tzid in ZONES:
        whens = around_the_switches(tzid)
        events = [an_event(f"e{number}", when=when) for number, when in enumerate(whens)]
        expected = {
            (event.uid, moment(when.dtstart), moment(when.dtend))
            for event, when in zip(events, whens, strict=True)
        }
        if read is by_node_ical:
            taken = {(uid, as_node_ical_takes_it(start), end) for uid, start, end in expected}
            assert len(taken ^ expected) == 2 * len(YEARS)
            expected = taken
        assert read(feed_ics(a_feed(*events, tzid=tzid))) == expected
    assert read(feed_ics(MIXED)) == SEEN
    assert read(feed_ics(a_feed())) == set()
    hostile = [
        an_event(f"h{n}", summary=words, description=words, location=words, organizer_name=words)
        for n, words in enumerate(HOSTILE)
    ]
    seen = read(feed_ics(a_feed(*hostile, name=HOSTILE[1])))
    assert {uid for uid, *_ in seen} == {f"h{n}" for n in range(len(HOSTILE))}


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


@pytest.mark.parametrize(
    "event",
    [
        an_event(
            summary="Treffen, Gera; \\ Thüringen",
            description="Erste\nZweite " + "ř😀" * 60,
            geo=(50.880001, 12.080002),
            categories=("Treffen", "Smart City, Region"),
            organizer_name="Gera; Weida",
            url="https://netz.example.de/a,b;c",
            attach=("https://netz.example.de/d/1.pdf",),
        ),
        an_event(when=whole_days(date(2026, 12, 8), tzid=BERLIN), organizer_name="Büro^Gera"),
        an_event(when=a_when(tzid="Europe/London"), organizer_mail="", summary="x" * 200),
        replace(an_event(status=MeetingStatus.CANCELLED), join_url="https://x.example/ř?a=1,2"),
    ],
)
def test_icalendar_would_write_our_event_in_the_same_lines(event):
    block = event_block(event)

    theirs = Calendar.from_ical(block).to_ical(sorted=False)

    assert sorted(unfolded(theirs)) == sorted(unfolded(block))


def test_a_reader_finds_status_sequence_and_change():
    event = an_event(sequence=7, status=MeetingStatus.CANCELLED)

    (seen,) = Calendar.from_ical(feed_ics(a_feed(event))).walk("VEVENT")

    assert (seen["STATUS"], seen["SEQUENCE"], seen["DTSTAMP"].dt) == (
        "CANCELLED",
        7,
        event.last_modified,
    )


def test_khal_lists_the_same_meetings(tmp_path):
    (tmp_path / "feed.ics").write_bytes(feed_ics(MIXED))
    config = khal_config(tmp_path)

    run("khal", "-c", config, "import", "--batch", "-a", "ours", tmp_path / "feed.ics")

    assert listed_by_khal(config, first=date(2026, 1, 1), last=date(2027, 1, 1)) == sorted(
        f"{uid} {start[:16].replace('T', ' ')}" for uid, start, _ in SEEN
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

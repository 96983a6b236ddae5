from datetime import UTC, date, datetime, timedelta

import pytest

from eventsvc.domain.times import (
    EndsBeforeStart,
    NonexistentTime,
    NotMidnight,
    NotWallTime,
    UnknownTimeZone,
    exists_twice,
    moment_of,
    wall_time,
    whole_days,
)
from tests.support.calendars import BERLIN, a_when, local


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "moment"),
    [("2026-08-30T10:00", "2026-08-30T08:00"), ("2026-01-30T10:00", "2026-01-30T09:00")],
)
def test_the_utc_moment_follows_from_wall_time_and_zone(start, moment):
    when = a_when(start, start.replace("T10", "T12"))

    assert (when.dtstart, when.dtend) == (utc(moment), utc(moment) + timedelta(hours=2))


def test_a_meeting_in_london_begins_an_hour_later_than_one_in_berlin_at_the_same_wall_time():
    assert a_when(tzid="Europe/London").dtstart - a_when().dtstart == timedelta(hours=1)


@pytest.mark.parametrize("end", ["2026-08-30T10:00", "2026-08-30T09:59", "2026-08-29T15:00"])
def test_an_end_that_is_not_after_the_start_is_refused(end):
    with pytest.raises(EndsBeforeStart) as refusal:
        a_when(end=end)

    assert refusal.value.facts == {"start": local("2026-08-30T10:00"), "end": local(end)}


@pytest.mark.parametrize(
    "tzid",
    ["", "Berlin", "Europe/Bärlin", "Europe", "Europe/Gera", "CEST", "localtime", "../etc/passwd",
     "posix/Europe/Berlin", "Europe/Berlin\n", "europe/berlin", "Europe/../Europe/Berlin",
     "Mars/Base\x00"],
)  # fmt: skip
@pytest.mark.parametrize("all_day", [True, False])
def test_a_zone_that_is_no_place_is_refused(tzid, all_day):
    with pytest.raises(UnknownTimeZone) as refusal:
        a_when("2026-08-30T00:00", "2026-08-31T00:00", tzid=tzid, all_day=all_day)

    assert refusal.value.facts == {"tzid": tzid}


def test_utc_is_a_zone():
    assert a_when(tzid="UTC").dtstart == utc("2026-08-30T10:00")


@pytest.mark.parametrize(
    "bad", ["2026-08-30T10:00+02:00", "2026-08-30T10:00Z", "2026-08-30T10:00:30"]
)
def test_a_time_with_a_zone_or_seconds_is_refused(bad):
    with pytest.raises(NotWallTime):
        a_when(start=bad)


@pytest.mark.parametrize(
    ("start", "end", "skipped"),
    [
        ("2026-03-29T02:30", "2026-03-29T05:00", "2026-03-29T02:30"),
        ("2026-03-29T02:00", "2026-03-29T05:00", "2026-03-29T02:00"),
        ("2026-03-28T22:00", "2026-03-29T02:59", "2026-03-29T02:59"),
    ],
)
def test_a_time_that_the_clocks_skip_is_refused(start, end, skipped):
    with pytest.raises(NonexistentTime) as refusal:
        a_when(start, end)

    assert refusal.value.facts == {"time": local(skipped), "tzid": BERLIN}


def test_the_last_minute_before_and_the_first_after_the_skipped_hour_are_one_minute_apart():
    when = a_when("2026-03-29T01:59", "2026-03-29T03:00")

    assert when.dtend - when.dtstart == timedelta(minutes=1)


def test_a_time_that_exists_twice_means_the_first():
    when = a_when("2026-10-25T02:30", "2026-10-25T03:00")

    assert (when.dtstart, when.dtend) == (utc("2026-10-25T00:30"), utc("2026-10-25T02:00"))
    assert moment_of(when.start.replace(fold=1), tzid=BERLIN) == when.dtstart


@pytest.mark.parametrize(
    ("text", "twice"),
    [("2026-10-25T01:59", False), ("2026-10-25T02:00", True), ("2026-10-25T02:59", True),
     ("2026-10-25T03:00", False), ("2026-08-30T02:30", False)],
)  # fmt: skip
def test_only_one_hour_of_the_year_exists_twice(text, twice):
    assert exists_twice(local(text), tzid=BERLIN) is twice


def test_wall_time_is_what_the_clock_shows():
    assert wall_time(utc("2026-08-30T08:00"), tzid=BERLIN) == local("2026-08-30T10:00")


def test_one_whole_day_runs_from_midnight_to_midnight():
    when = whole_days(date(2026, 12, 8), tzid=BERLIN)

    assert when == a_when("2026-12-08T00:00", "2026-12-09T00:00", all_day=True)
    assert (when.dates(), when.several_days) == ((date(2026, 12, 8),), False)


def test_whole_days_count_the_last_one_in():
    when = whole_days(date(2026, 12, 30), date(2027, 1, 1), tzid=BERLIN)

    assert when.dates() == (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1))
    assert (when.several_days, when.last_day) == (True, date(2027, 1, 1))


def test_whole_days_that_end_before_they_begin_are_refused():
    with pytest.raises(EndsBeforeStart):
        whole_days(date(2026, 12, 8), date(2026, 12, 7), tzid=BERLIN)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-12-08T00:00", "2026-12-08T12:00"), ("2026-12-08T01:00", "2026-12-09T00:00")],
)
def test_an_all_day_meeting_that_is_not_from_midnight_to_midnight_is_refused(start, end):
    with pytest.raises(NotMidnight):
        a_when(start, end, all_day=True)


def test_an_all_day_meeting_may_begin_on_a_midnight_that_the_clocks_skip():
    when = whole_days(date(2024, 4, 26), tzid="Africa/Cairo")

    assert when.dtstart == utc("2024-04-25T22:00")
    assert when.dtend - when.dtstart == timedelta(hours=23)


@pytest.mark.parametrize(
    ("end", "days"),
    [("2026-08-30T23:59", 1), ("2026-08-31T00:00", 1), ("2026-08-31T00:01", 2)],
)
def test_a_meeting_until_midnight_does_not_cover_the_next_day(end, days):
    when = a_when(end=end)

    assert (len(when.dates()), when.several_days) == (days, days > 1)


def test_a_meeting_is_over_from_its_end_on():
    when = a_when()

    assert [when.is_over(when.dtend + timedelta(seconds=s)) for s in (-1, 0, 1)] == [
        False,
        True,
        True,
    ]

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsvc.domain.holidays import REGIONS, UnknownRegion, is_holiday
from eventsvc.domain.recurrence import (
    LAST,
    BadRule,
    Hours,
    OnHoliday,
    Rhythm,
    Rule,
    dates,
    occurrences,
    rrule,
)

FAR = date(2040, 1, 1)
THURSDAY, WEDNESDAY, MONDAY = 3, 2, 0


def local(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour))


def monthly(**changes) -> Rule:
    values = {"rhythm": Rhythm.MONTHLY, "nth": LAST, "weekday": THURSDAY, "first": date(2026, 1, 1)}
    return Rule(**(values | changes))


def weekly(**changes) -> Rule:
    values = {"rhythm": Rhythm.WEEKLY, "weekday": WEDNESDAY, "first": date(2026, 1, 1)}
    return Rule(**(values | changes))


def days(rule: Rule, count: int = 4, until: date = FAR) -> list[str]:
    return [f"{one.day:%d.%m.%Y}" for one in islice(occurrences(rule, until=until), count)]


def test_the_rules_that_networks_have():
    found = {
        "last Thursday": days(monthly()),
        "every Wednesday": days(weekly()),
        "every third week": days(weekly(every=3, first=date(2026, 1, 7))),
        "every other month": days(monthly(every=2, first=date(2026, 1, 30))),
        "first Monday but August": days(
            monthly(nth=1, weekday=MONDAY, first=date(2026, 6, 2), without_months=(8,))
        ),
        "three times": days(weekly(times=3)),
        "until a day, that day too": days(weekly(until=date(2026, 1, 14))),
    }

    assert found == {
        "last Thursday": ["29.01.2026", "26.02.2026", "26.03.2026", "30.04.2026"],
        "every Wednesday": ["07.01.2026", "14.01.2026", "21.01.2026", "28.01.2026"],
        "every third week": ["07.01.2026", "28.01.2026", "18.02.2026", "11.03.2026"],
        "every other month": ["26.02.2026", "30.04.2026", "25.06.2026", "27.08.2026"],
        "first Monday but August": ["06.07.2026", "07.09.2026", "05.10.2026", "02.11.2026"],
        "three times": ["07.01.2026", "14.01.2026", "21.01.2026"],
        "until a day, that day too": ["07.01.2026", "14.01.2026"],
    }


def test_holidays_of_the_land_are_skipped_or_moved():
    """29 May 2025 was Ascension Day and a last Thursday; 20 September is one in Thuringia only."""
    thursday = {"first": date(2025, 5, 1), "times": 1, "region": "DE-TH"}
    found = {
        way: days(monthly(on_holiday=way, **thursday))
        for way in OnHoliday
        if way is not OnHoliday.KEEP
    }

    assert found == {
        OnHoliday.SKIP: ["26.06.2025"],  # made up for: one date was wished for
        OnHoliday.NEXT_WORKDAY: ["30.05.2025"],
        OnHoliday.WEEK_EARLIER: ["22.05.2025"],
        OnHoliday.WEEK_LATER: ["05.06.2025"],
    }
    assert days(monthly(first=date(2025, 5, 1)), 1) == ["29.05.2025"]
    assert is_holiday(date(2027, 9, 20), region="DE-TH")
    assert not is_holiday(date(2027, 9, 20), region="DE-SN")
    assert all(is_holiday(date(2027, 1, 1), region=region) for region in REGIONS)
    with pytest.raises(UnknownRegion):
        is_holiday(date(2027, 1, 1), region="XX")


def test_a_weekly_date_never_moves_onto_its_neighbour_and_a_lost_one_is_told():
    """Christmas Day 2026 is a Friday; so is New Year's Day."""
    rule = weekly(
        weekday=4,
        first=date(2026, 12, 18),
        until=date(2027, 1, 8),
        on_holiday=OnHoliday.WEEK_LATER,
        region="DE-SN",
    )

    assert list(dates(rule, until=FAR)) == [
        (date(2026, 12, 18), date(2026, 12, 18)),
        (date(2026, 12, 25), None),
        (date(2027, 1, 1), None),
        (date(2027, 1, 8), date(2027, 1, 8)),
    ]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("times", {"times": 0}),
        ("times", {"times": 3, "until": FAR}),
        ("until", {"until": date(2025, 1, 1)}),
        ("every", {"every": 0}),
        ("every", {"weekday": 7}),
        ("nth", {"nth": 5}),
        ("without_months", {"without_months": tuple(range(1, 13))}),
        ("region", {"on_holiday": OnHoliday.SKIP}),
    ],
)
def test_parts_that_do_not_fit_are_refused_by_name(field, changes):
    with pytest.raises(BadRule) as refusal:
        monthly(**changes)

    assert refusal.value.facts == {"field": field}


RULES = st.builds(
    Rule,
    rhythm=st.sampled_from(Rhythm),
    weekday=st.integers(0, 6),
    first=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    every=st.integers(1, 6),
    nth=st.sampled_from([1, 2, 3, 4, LAST]),
    without_months=st.lists(st.integers(1, 12), max_size=6, unique=True).map(tuple),
    times=st.none() | st.integers(1, 30),
)


@settings(deadline=None)  # what others expand takes long on a busy machine
@given(RULES)
def test_the_rule_as_text_means_the_same_to_others(rule):
    """DTSTART of an RRULE must be an occurrence of it."""
    hours = Hours(tzid="Europe/Berlin", start=time(10), end=time(12))
    ours = [one.day for one in occurrences(rule, until=date(2032, 1, 1))]
    if not ours or (rule.every > 1 and rule.without_months):
        return  # an interval counts from DTSTART, which a month left out would move
    theirs = rrulestr(
        rrule(rule, hours=hours), dtstart=datetime.combine(ours[0], time(10))
    ).between(local(date(2024, 1, 1)), local(date(2032, 1, 2)), inc=True)

    assert [moment.date() for moment in theirs] == ours


def test_the_last_day_is_written_in_utc():
    hours = Hours(tzid="Europe/Berlin", start=time(10), end=time(12))
    rule = monthly(without_months=(8,), until=date(2026, 12, 31))

    assert rrule(rule, hours=hours) == (
        "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=-1TH;UNTIL=20261231T225959Z"
    )


def test_a_night_that_lacks_the_hour_or_has_it_twice():
    """The clocks go forward on 28 March 2027 and back on 31 October 2027."""
    hours = Hours(tzid="Europe/Berlin", start=time(2, 30), end=time(3))
    spring, autumn = hours.on(date(2027, 3, 28)), hours.on(date(2027, 10, 31))

    assert (spring.start.time(), spring.end.time()) == (time(3, 30), time(4))
    assert spring.dtstart == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert autumn.dtstart == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert autumn.dtend - autumn.dtstart == timedelta(hours=1, minutes=30)


def test_whole_days_and_several():
    trip = Hours(tzid="Europe/Berlin", days=3).on(date(2027, 3, 27))
    retreat = Hours(tzid="Europe/Prague", start=time(18), end=time(12), days=2)

    assert (trip.all_day, trip.last_day) == (True, date(2027, 3, 29))
    assert retreat.on(date(2027, 3, 27)).end == local(date(2027, 3, 28), 12)

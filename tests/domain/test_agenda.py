from datetime import date, time

import pytest

from eventsvc.domain.agenda import DayOutsideMeeting, Item, NoDuration, Slot, timetable
from eventsvc.domain.times import NonexistentTime, whole_days
from tests.support.calendars import BERLIN, a_when, local


def times(items, when=None) -> list[str]:
    """Return the slots as ``10:00-10:30``; ``?`` is not known."""
    return [
        f"{_at(slot.start)}-{_at(slot.end)}" for slot in timetable(items, when=when or a_when())
    ]


def _at(moment) -> str:
    return f"{moment:%H:%M}" if moment else "?"


def test_items_follow_each_other_by_their_durations_from_the_start_of_the_meeting():
    items = [Item(minutes=m) for m in (30, 60, 30, 75, 45, 60)]

    assert times(items) == [
        "10:00-10:30", "10:30-11:30", "11:30-12:00", "12:00-13:15", "13:15-14:00", "14:00-15:00",
    ]  # fmt: skip


def test_slots_are_wall_times_with_their_date():
    when = a_when("2026-08-30T10:00", "2026-08-31T15:00")

    slots = timetable([Item(day=2, pinned_at=time(9), minutes=90)], when=when)

    assert slots == (Slot(local("2026-08-31T09:00"), local("2026-08-31T10:30")),)


def test_no_items_have_no_slots():
    assert timetable([], when=a_when()) == ()


def test_a_pinned_item_stands_at_its_time_and_the_next_follow_it():
    items = [Item(minutes=30), Item(pinned_at=time(13), minutes=60), Item(minutes=15)]

    assert times(items) == ["10:00-10:30", "13:00-14:00", "14:00-14:15"]


def test_an_item_pinned_earlier_than_the_chain_keeps_its_time():
    items = [Item(minutes=120), Item(pinned_at=time(11), minutes=30), Item(minutes=15)]

    assert times(items) == ["10:00-12:00", "11:00-11:30", "11:30-11:45"]


def test_after_an_item_without_a_duration_nothing_is_known_until_the_next_pin():
    items = [Item(minutes=30), Item(), Item(minutes=30), Item(pinned_at=time(14)), Item(),
             Item(pinned_at=time(15), minutes=10), Item(minutes=5)]  # fmt: skip

    assert times(items) == [
        "10:00-10:30", "10:30-?", "?-?", "14:00-?", "?-?", "15:00-15:10", "15:10-15:15",
    ]  # fmt: skip


def test_parallel_tracks_begin_where_the_plenary_ends_and_have_chains_of_their_own():
    items = [Item(minutes=30), Item(track="A", minutes=20), Item(track="B", minutes=45),
             Item(track="A", minutes=20), Item(track="B", minutes=45)]  # fmt: skip

    assert times(items) == [
        "10:00-10:30", "10:30-10:50", "10:30-11:15", "10:50-11:10", "11:15-12:00",
    ]  # fmt: skip


def test_tracks_without_a_plenary_begin_with_the_meeting():
    assert times([Item(track="A", minutes=20), Item(track="B", minutes=45)]) == [
        "10:00-10:20",
        "10:00-10:45",
    ]


def test_the_plenary_goes_on_when_the_last_track_has_ended():
    items = [Item(track="A", minutes=60), Item(track="B", minutes=45), Item(minutes=15),
             Item(track="A", minutes=5)]  # fmt: skip

    assert times(items)[2:] == ["11:00-11:15", "11:15-11:20"]


def test_a_track_beside_the_plenary_does_not_shorten_it():
    items = [Item(minutes=120), Item(track="A", pinned_at=time(10), minutes=30), Item(minutes=10)]

    assert times(items) == ["10:00-12:00", "10:00-10:30", "12:00-12:10"]


def test_the_plenary_waits_for_a_track_whose_end_nobody_knows():
    items = [Item(track="A"), Item(track="B", minutes=45), Item(minutes=15)]

    assert times(items) == ["10:00-?", "10:00-10:45", "?-?"]


def test_pinned_tracks_give_the_plenary_its_time_back():
    items = [Item(), Item(track="A", pinned_at=time(11), minutes=60), Item(minutes=15)]

    assert times(items) == ["10:00-?", "11:00-12:00", "12:00-12:15"]


def test_each_day_has_its_own_chain_and_only_the_first_a_start():
    when = a_when("2026-08-30T10:00", "2026-09-01T15:00")
    items = [Item(day=2, minutes=30), Item(day=1, minutes=30),
             Item(day=2, pinned_at=time(9), minutes=60), Item(day=1, minutes=10),
             Item(day=2, minutes=10), Item(day=3)]  # fmt: skip

    assert times(items, when) == [
        "?-?", "10:00-10:30", "09:00-10:00", "10:30-10:40", "10:00-10:10", "?-?",
    ]  # fmt: skip


def test_the_agenda_of_an_all_day_meeting_has_only_the_times_that_are_pinned():
    when = whole_days(date(2026, 12, 8), tzid=BERLIN)
    items = [Item(minutes=30), Item(pinned_at=time(13), minutes=30), Item(minutes=10)]

    assert times(items, when) == ["?-?", "13:00-13:30", "13:30-13:40"]


def test_an_item_over_the_night_of_change_lasts_as_long_as_it_says():
    when = a_when("2026-10-24T23:00", "2026-10-25T06:00")

    assert times([Item(minutes=300), Item(minutes=60)], when) == ["23:00-03:00", "03:00-04:00"]


def test_a_pin_that_the_clocks_skip_is_refused():
    when = a_when("2026-03-28T22:00", "2026-03-29T06:00")

    with pytest.raises(NonexistentTime):
        timetable([Item(day=2, pinned_at=time(2, 30))], when=when)


def test_a_day_after_the_last_of_the_meeting_is_refused():
    with pytest.raises(DayOutsideMeeting) as refusal:
        timetable([Item(day=2)], when=a_when())

    assert refusal.value.facts == {"day": 2, "days": 1}


def test_a_day_before_the_first_is_refused():
    with pytest.raises(DayOutsideMeeting):
        Item(day=0)


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_duration_of_nothing_is_refused(minutes):
    with pytest.raises(NoDuration):
        Item(minutes=minutes)

from datetime import UTC, datetime, timedelta

from eventsvc.domain.personal_calendar import Alarm, alarm_before, is_use_noted

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)


def test_a_whole_day_reminds_at_nine_on_the_day_before_whatever_was_chosen():
    assert {alarm: alarm_before(alarm, all_day=True) for alarm in Alarm} == {
        Alarm.NONE: None,
        Alarm.QUARTER: timedelta(hours=15),
        Alarm.HOUR: timedelta(hours=15),
        Alarm.DAY: timedelta(hours=15),
    }


def test_a_use_is_noted_once_an_hour_and_again_when_the_clock_went_back():
    assert not is_use_noted(None, now=NOW)
    assert is_use_noted(NOW, now=NOW + timedelta(minutes=59))
    assert not is_use_noted(NOW, now=NOW + timedelta(hours=1))
    assert not is_use_noted(NOW, now=NOW - timedelta(seconds=1))

from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.domain.attendances import Attends
from eventsvc.domain.meetings import MeetingStatus, Mode
from eventsvc.domain.registrations import (
    NoSuchWay,
    require_way,
    takes_registrations,
    takes_replies,
)

UNTIL = datetime(2022, 8, 29, 12, 0)  # noqa: DTZ001 -- wall time in Gera
CLOSES = datetime(2022, 8, 29, 10, 0, tzinfo=UTC)
END = datetime(2022, 8, 30, 13, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def is_open(now, until=UNTIL, status=MeetingStatus.CONFIRMED, dtend=END) -> bool:
    return takes_registrations(until, tzid="Europe/Berlin", status=status, dtend=dtend, now=now)


def test_the_form_closes_at_its_time_on_the_wall():
    assert is_open(CLOSES - SECOND)
    assert not is_open(CLOSES)


def test_without_a_time_when_cancelled_and_after_the_meeting_it_is_closed():
    assert not is_open(CLOSES - SECOND, until=None)
    assert not is_open(CLOSES - SECOND, status=MeetingStatus.CANCELLED)
    assert not is_open(CLOSES - SECOND, dtend=CLOSES - SECOND)


def test_replies_are_taken_until_the_end_unless_the_meeting_is_cancelled():
    assert takes_replies(MeetingStatus.TENTATIVE, dtend=END, now=END - SECOND)
    assert not takes_replies(MeetingStatus.TENTATIVE, dtend=END, now=END)
    assert not takes_replies(MeetingStatus.CANCELLED, dtend=END, now=END - SECOND)


@pytest.mark.parametrize(
    ("mode", "ways"),
    [
        (Mode.ON_SITE, {Attends.ON_SITE}),
        (Mode.ONLINE, {Attends.ONLINE}),
        (Mode.HYBRID, {Attends.ON_SITE, Attends.ONLINE}),
    ],
)
def test_one_comes_in_the_ways_that_the_meeting_has(mode, ways):
    for way in ways:
        require_way(way, mode=mode)
    for way in set(Attends) - ways:
        with pytest.raises(NoSuchWay):
            require_way(way, mode=mode)

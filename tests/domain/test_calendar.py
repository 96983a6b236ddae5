from dataclasses import replace
from datetime import datetime

import pytest

from eventsvc.domain.calendar import (
    BadColour,
    BadLanguage,
    BadSequence,
    BadUid,
    DoubledUid,
    NotMoment,
)
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.times import UnknownTimeZone
from eventsvc.domain.wellformed import ControlCharacter, NotOneLine, NotWebAddress
from tests.support.calendars import a_feed, an_event


def test_a_cancelled_event_says_so_in_its_summary():
    event = an_event(status=MeetingStatus.CANCELLED)

    assert event.summary == "Entfällt: 4. Netzwerktreffen"


@pytest.mark.parametrize("status", [MeetingStatus.TENTATIVE, MeetingStatus.CONFIRMED])
def test_any_other_event_bears_its_own_summary(status):
    assert an_event(status=status).summary == "4. Netzwerktreffen"


@pytest.mark.parametrize(
    "uid", ["", "a b", "a\r\nATTENDEE:mailto:x@y.example", "ä", "gera@netz.example.de", "x" * 256]
)
def test_a_uid_with_a_blank_a_line_break_or_a_host_is_refused(uid):
    with pytest.raises(BadUid):
        an_event(uid)


def test_a_negative_sequence_is_refused():
    with pytest.raises(BadSequence):
        an_event(sequence=-1)


@pytest.mark.parametrize("field", ["created", "last_modified"])
def test_a_moment_without_a_zone_is_refused(field):
    with pytest.raises(NotMoment) as refusal:
        replace(an_event(), **{field: datetime(2026, 1, 1)})  # noqa: DTZ001

    assert refusal.value.facts == {"field": field}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": "a\x00"}, ControlCharacter),
        ({"url": "netz"}, NotWebAddress),
        ({"url": "https://netz.example.de/\r\nATTENDEE:mailto:x@y.example"}, NotOneLine),
        ({"tzid": "Europe/Gera"}, UnknownTimeZone),
        ({"colour": "green"}, BadColour),
        ({"language": "de\r\n"}, BadLanguage),
        ({"last_modified": datetime(2026, 1, 1)}, NotMoment),  # noqa: DTZ001
    ],
)
def test_a_feed_refuses_what_no_file_could_carry(change, refusal):
    with pytest.raises(refusal):
        a_feed(**change)


def test_a_feed_with_one_uid_twice_is_refused():
    with pytest.raises(DoubledUid) as refusal:
        a_feed(an_event("a"), an_event("b"), an_event("a"))

    assert refusal.value.facts == {"uid": "a"}

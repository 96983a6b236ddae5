from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.meetings import (
    MeetingCancelled,
    MeetingStatus,
    NotOnEarth,
    Published,
    Revision,
    UnknownStatus,
    may_change,
    revise,
    shown_in_feed,
    uid_for_new,
    where,
)
from eventsvc.domain.times import whole_days
from eventsvc.domain.wellformed import ControlCharacter, NotMailAddress, NotWebAddress
from tests.support.calendars import BERLIN, CHANGED, a_publication, a_when

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def revised(old: Published, new: Published, **changes) -> Revision:
    return revise(old, new, **({"sequence": 4, "last_modified": CHANGED, "now": NOW} | changes))


CHANGES = {
    "summary": "5. Netzwerktreffen",
    "when": a_when(end="2026-08-30T15:01"),
    "status": MeetingStatus.TENTATIVE,
    "description": "Mit Rundgang",
    "location": "Rathaus",
    "url": "https://netz.example.de/m/2",
    "geo": (50.88, 12.08),
    "categories": ("Treffen",),
    "organizer_name": "Stadt Gera",
    "organizer_mail": "gera@example.de",
    "attach": ("https://netz.example.de/d/1.pdf",),
}


def test_the_changes_below_name_every_field_a_reader_sees():
    assert CHANGES.keys() == set(Published.__dataclass_fields__)


@pytest.mark.parametrize("field", CHANGES)
def test_each_field_a_reader_sees_raises_the_sequence_by_one(field):
    old = a_publication()

    assert revised(old, replace(old, **{field: CHANGES[field]})) == Revision(5, NOW, changed=True)


def test_the_same_again_changes_nothing():
    assert revised(a_publication(), a_publication()) == Revision(4, CHANGED, changed=False)


def test_a_second_change_in_the_same_second_is_later_nevertheless():
    old, new = a_publication(), a_publication(summary="Neu")

    assert revised(old, new, now=CHANGED).last_modified == CHANGED + timedelta(seconds=1)
    assert revised(old, new, now=CHANGED - DAY).last_modified == CHANGED + timedelta(seconds=1)


def test_the_moment_of_a_change_has_whole_seconds_as_the_file_has():
    moment = NOW.replace(microsecond=999_999)

    assert revised(a_publication(), a_publication(summary="Neu"), now=moment).last_modified == NOW


def test_cancelling_is_a_change():
    cancelled = a_publication(status=MeetingStatus.CANCELLED)

    assert revised(a_publication(), cancelled) == Revision(5, NOW, changed=True)


@pytest.mark.parametrize(
    "change", [{"summary": "Doch"}, {"status": MeetingStatus.CONFIRMED}], ids=["words", "restore"]
)
def test_a_cancelled_meeting_takes_no_further_change(change):
    old = a_publication(status=MeetingStatus.CANCELLED)

    with pytest.raises(MeetingCancelled):
        revised(old, replace(old, **change))


def test_a_cancelled_meeting_saved_unchanged_is_no_change():
    old = a_publication(status=MeetingStatus.CANCELLED)

    assert revised(old, old) == Revision(4, CHANGED, changed=False)


def test_only_a_cancelled_meeting_may_not_change():
    assert [status for status in MeetingStatus if not may_change(status)] == [
        MeetingStatus.CANCELLED
    ]


publications = st.builds(
    a_publication,
    summary=st.sampled_from(["Treffen", "treffen", "Treffen "]),
    status=st.sampled_from([MeetingStatus.TENTATIVE, MeetingStatus.CONFIRMED]),
    location=st.sampled_from(["", "Gera"]),
    when=st.sampled_from([a_when(), whole_days(date(2026, 8, 30), tzid=BERLIN)]),
)
moments = st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1))  # noqa: DTZ001


@given(st.lists(st.tuples(publications, moments), min_size=2))
def test_sequence_and_moment_rise_exactly_with_a_visible_change(history):
    (old, _), *later = history
    sequence, last_modified = 0, CHANGED
    for new, now in later:
        after = revise(old, new, sequence=sequence, last_modified=last_modified, now=now)
        visible = new != old

        assert after.changed is visible
        assert after.sequence == sequence + visible
        assert (after.last_modified > last_modified) is visible
        assert after.last_modified >= last_modified
        old, sequence, last_modified = new, after.sequence, after.last_modified


TENTATIVE, CONFIRMED, CANCELLED = MeetingStatus


@pytest.mark.parametrize(
    ("day", "status", "shown"),
    [
        (NOW - 400 * DAY, CONFIRMED, True),
        (NOW - 401 * DAY, CONFIRMED, False),
        (NOW, TENTATIVE, True),
        (datetime(2027, 8, 31, tzinfo=UTC), TENTATIVE, True),
        (datetime(2027, 9, 2, tzinfo=UTC), TENTATIVE, False),
        (NOW - 28 * DAY, CANCELLED, True),
        (NOW - 29 * DAY, CANCELLED, False),
        (datetime(2027, 8, 31, tzinfo=UTC), CANCELLED, True),
        (datetime(2027, 9, 2, tzinfo=UTC), CANCELLED, False),
    ],
)
def test_a_feed_shows_400_days_back_18_months_ahead_and_cancelled_ones_for_28_days(
    day, status, shown
):
    when = whole_days(day.date(), tzid=BERLIN)

    assert shown_in_feed(when, status=status, now=NOW) is shown


def test_a_feed_drops_a_meeting_at_the_very_moment():
    when = a_when("2026-08-15T10:00", "2026-08-15T15:00")
    moment = when.dtend + 400 * DAY
    soon = when.dtstart - timedelta(days=548)

    assert [
        shown_in_feed(when, status=CONFIRMED, now=now)
        for now in (moment - timedelta(seconds=1), moment, soon, soon + timedelta(seconds=1))
    ] == [True, False, False, True]


def test_a_uid_is_a_random_uuid_without_a_host():
    random = Random(7)

    uids = [uid_for_new(random) for _ in range(3)]

    assert [str(UUID(uid)) for uid in uids] == uids
    assert {UUID(uid).version for uid in uids} == {4}
    assert len(set(uids)) == 3


@pytest.mark.parametrize("status", ["CONFIRMED", "POSTPONED", None])
def test_a_status_that_is_a_mere_word_is_refused(status):
    with pytest.raises(UnknownStatus):
        a_publication(status=status)


@pytest.mark.parametrize(
    ("field", "value"),
    [("summary", "\x00"), ("description", "a\x07b"), ("location", "\x7f"),
     ("categories", ("gut", "\x1b[1m")), ("organizer_name", "\ud83d")],
)  # fmt: skip
def test_control_characters_are_refused_with_field_and_character(field, value):
    with pytest.raises(ControlCharacter) as refusal:
        a_publication(**{field: value})

    bad = next(c for c in "".join(value) if c in "\x00\x07\x7f\x1b\ud83d")
    assert refusal.value.facts == {"field": field, "character": f"U+{ord(bad):04X}"}


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "netz.example.de", "https://", "https://a b", "ftp://x.example",
     "//x.example", "https://[", "https://x.example/\u00a0", "mailto:a@b.example"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["url", "attach"])
def test_what_is_no_web_address_is_refused(field, address):
    with pytest.raises(NotWebAddress) as refusal:
        a_publication(**{field: address if field == "url" else (address,)})

    assert refusal.value.facts == {"field": field, "address": address}


@pytest.mark.parametrize("address", ["netz", "netz@dat", "a b@x.example", "mailto:a@x.example",
                                     "<a@x.example>", "a@x.example,b@x.example"])  # fmt: skip
def test_what_is_no_mail_address_is_refused(address):
    with pytest.raises(NotMailAddress):
        a_publication(organizer_mail=address)


@pytest.mark.parametrize("geo", [(90.1, 0.0), (0.0, -180.1), (float("nan"), 0.0)])
def test_a_place_off_the_earth_is_refused(geo):
    with pytest.raises(NotOnEarth):
        a_publication(geo=geo)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Rathaus Gera", "", "Gera"), "Rathaus Gera"),
        (("Stadthalle", "Am Markt 1, 07545 Gera", "Gera"), "Stadthalle, Am Markt 1, 07545 Gera"),
        (("Stadthalle", "Am Markt 1", "Gera"), "Stadthalle, Am Markt 1, Gera"),
        (("", "", "Mühlhausen"), "Mühlhausen"),
        (("", "", ""), ""),
    ],
)
def test_a_place_is_said_on_one_line_and_its_town_once(parts, expected):
    venue, address, place = parts

    assert where(SimpleNamespace(venue=venue, address=address, place=place)) == expected

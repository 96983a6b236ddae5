"""The person's own calendar: what it holds, its address, when it was used."""

import re
from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import PersonalCalendarRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.errors import StorageFull
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.calendar import personal_calendar
from tests.conftest import NOW
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person
from tests.support import readers
from tests.support.queries import counted_queries
from tests.support.signin import csrf
from tests.web.participant.conftest import my

pytestmark = pytest.mark.usefixtures("app")
CANARY = "https://treffen.example.org/canary"


@pytest.fixture
def at(app):
    """Set the clock."""

    def set_to(moment):
        app.extensions["eventsvc.clock"] = lambda: moment

    return set_to


def calendar(client, person, **headers):
    return client.get(my(person, "/calendar.ics", LinkPurpose.CALENDAR), headers=headers)


def press(client, person, path, **data):
    token = csrf(client, my(person))
    return client.post(
        my(person, path),
        data={"csrf_token": token} | data,
        headers={"Accept-Language": "en"},
        follow_redirects=True,
    )


def said(response) -> str:
    return response.text.replace("\r\n ", "")


def uids(response) -> list[str]:
    return sorted(re.findall(r"^UID:(.*)\r$", said(response), re.MULTILINE))


def test_a_new_address_ends_the_old_one_and_leaves_the_other_pages_alone(client, erika):
    old = my(erika, "/calendar.ics", LinkPurpose.CALENDAR)
    assert client.get(old).status_code == 200

    page = press(client, erika, "/calendar/renew").text

    new = my(erika, "/calendar.ics", LinkPurpose.CALENDAR)
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)
    assert new in page
    assert client.get(my(erika)).status_code == 200


def test_a_calendar_that_was_ended_is_gone_until_its_owner_asks_again(client, erika):
    addresses = [my(erika, "/calendar.ics", LinkPurpose.CALENDAR), my(erika, "/calendar.ics")]

    page = press(client, erika, "/calendar/end").text
    fresh = my(erika, "/calendar.ics", LinkPurpose.CALENDAR)

    assert "Your calendar is switched off" in page
    assert [client.get(one).status_code for one in [*addresses, fresh]] == [410, 410, 410]
    assert "BEGIN:VCALENDAR" not in client.get(addresses[0]).text

    page = press(client, erika, "/calendar/renew").text

    assert calendar(client, erika).status_code == 200
    assert client.get(addresses[0]).status_code == 410
    assert "Your calendar has a new address" in page


def test_the_person_sees_when_a_program_last_fetched_it(client, erika, at):
    assert (
        "No program has fetched it yet."
        in client.get(my(erika), headers={"Accept-Language": "en"}).text
    )

    calendar(client, erika)
    at(NOW + timedelta(minutes=30))
    calendar(client, erika)  # within the hour: no second note

    page = client.get(my(erika), headers={"Accept-Language": "en"}).text
    assert re.search(r"Last fetched by a program: [^<]*9[^<]*11:00", page)


def test_the_use_of_an_old_address_is_not_shown_for_the_new_one(client, erika):
    calendar(client, erika)

    page = press(client, erika, "/calendar/renew").text

    assert "No program has fetched it yet." in page


@pytest.mark.parametrize(("alarm", "trigger"), [("hour", "-PT1H"), ("day", "-P1D")])
def test_reminders_come_when_the_person_wants_them(client, erika, network, alarm, trigger):
    gone = saved_meeting(network, uid="gone", status=MeetingStatus.CANCELLED)
    whole = saved_meeting(
        network,
        uid="whole",
        all_day=True,
        local_start=gone.local_start.replace(hour=0),
        local_end=gone.local_start.replace(hour=0) + timedelta(days=1),
    )
    for meeting in (gone, whole):
        saved_attendance(meeting, erika)
    assert "VALARM" not in said(calendar(client, erika))

    press(client, erika, "/calendar", scope="mine", alarm=alarm)

    response = calendar(client, erika)
    assert sorted(re.findall(r"^TRIGGER:(.*)\r$", said(response), re.MULTILINE)) == sorted(
        [trigger, "-PT15H"]  # at nine on the day before the whole day; none for the cancelled
    )
    found = readers.by_icalendar(response.data)
    assert found == readers.by_vobject(response.data) == readers.by_ical(response.data)


def test_what_others_may_see_of_the_network_comes_along_when_wanted_and_nothing_else(
    client, erika, network, meeting
):
    with transaction() as writing:
        writing.merge(meeting).uid = "mine"
    seen = {"uid": "inner", "visibility": Visibility.NETWORK, "mode": Mode.ONLINE}
    saved_meeting(network, **seen, join_url=CANARY)
    saved_meeting(network, uid="open", join_url=CANARY, mode=Mode.HYBRID)
    saved_meeting(
        network,
        uid="closed",
        visibility=Visibility.INVITED,
        join_url=CANARY,
        title={"de": "Geheim"},
    )
    elsewhere = saved_network(slug="sachsen")
    saved_meeting(elsewhere, uid="foreign", title={"de": "Fremd"})
    other = saved_person(network, given="Otto", family="Anders", email="canary@example.org")
    saved_attendance(meeting, other)

    assert uids(calendar(client, erika)) == ["mine"]
    press(client, erika, "/calendar", scope="network", alarm="none")

    response = calendar(client, erika)
    assert uids(response) == ["inner", "mine", "open"]
    text = said(response)
    assert [
        word for word in ("canary", "Geheim", "Fremd", "Otto", "ATTENDEE", "VALARM") if word in text
    ] == []
    assert "https://treffen.example.org/gera" in text


def test_whoever_chooses_nothing_that_there_is_changes_nothing(client, erika):
    assert press(client, erika, "/calendar", scope="all", alarm="none").status_code == 400
    assert press(client, erika, "/calendar", scope="mine", alarm="yearly").status_code == 400
    assert db.session.query(PersonalCalendarRow).count() == 0


def test_last_modified_rises_whenever_the_bytes_change_also_when_a_meeting_leaves(
    client, erika, network, meeting, at
):
    late = saved_meeting(network, uid="late", last_modified=NOW - timedelta(days=1))
    row = saved_attendance(late, erika)
    first = calendar(client, erika)
    at(NOW + timedelta(hours=5))
    same = calendar(client, erika)
    with transaction() as writing:
        writing.delete(writing.merge(row))
    at(NOW + timedelta(hours=6))

    less = calendar(client, erika, **{"If-Modified-Since": first.headers["Last-Modified"]})

    assert (same.data, same.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert less.status_code == 200
    assert "UID:late" not in less.text
    assert less.last_modified == NOW + timedelta(hours=6)


def test_a_full_disk_keeps_nobody_from_reading_the_calendar(client, erika, monkeypatch):
    def full(*_args, **_kwargs):
        raise StorageFull

    monkeypatch.setattr(personal_calendar, "_note_use", full)

    assert calendar(client, erika).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_database_is_asked_as_often_for_three_meetings_as_for_one(
    client, erika, network, count
):
    for number in range(count):
        saved_attendance(saved_meeting(network, uid=f"m{number}"), erika)
    address = my(erika, "/calendar.ics", LinkPurpose.CALENDAR)
    client.get(address)

    with counted_queries() as queries:
        client.get(address)

    assert len(queries) == 4

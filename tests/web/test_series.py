"""Series in the browser: looked at, made, changed, ended; what subscribers see of it."""

import re
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

import pytest
from icalendar import Calendar

from eventsvc.db.models import MeetingRow, SeriesPlanRow
from eventsvc.db.queries import series as queries
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.services.dates.series import extend
from tests.conftest import NOW
from tests.factories import saved_meeting, saved_organisation
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

NEW = "/o/ours/series/new"
LOUNGE = {
    "title.de": "Virtuelles Treffen",
    "rhythm": "monthly",
    "nth": "-1",
    "weekday": "3",
    "first": "2022-08-09",
    "mode": "online",
    "join_url": "https://meet.example.org/geheim",
    "on_holiday": "skip",
    "region": "DE-RP",
    "without_months": ["8"],
}


def made(organiser, **changes) -> str:
    """Look at the dates, then make the series; return its address."""
    seen = send(organiser, NEW, LOUNGE | changes)
    assert "Nothing is saved yet." in seen.text
    answer = send_on(organiser, NEW, seen.text, {})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def meetings() -> list[MeetingRow]:
    session().expire_all()
    return session().query(MeetingRow).order_by(MeetingRow.dtstart, MeetingRow.id).all()


def days(status=MeetingStatus.CONFIRMED) -> list[str]:
    return [f"{row.local_start:%d.%m.%y}" for row in meetings() if row.status is status]


def feed(client, path="/n/ours/series/virtuelles-treffen.ics") -> dict[str, tuple]:
    events = Calendar.from_ical(client.get(path).data).walk("VEVENT")
    return {
        str(event["UID"]): (event["DTSTART"].dt.date(), event["SEQUENCE"], str(event["STATUS"]))
        for event in events
    }


def test_a_series_is_looked_at_before_it_is_made(organiser, office, client):
    assert_valid(organiser.get(NEW).text)
    seen = send(organiser, NEW, LOUNGE)
    assert_valid(seen.text)

    assert "Every last Thursday of the month, except in August" in seen.text
    assert "29 September 2022" in seen.text
    assert re.findall("<s>", seen.text) == []
    assert meetings() == []

    other = send_on(organiser, NEW, seen.text, {"weekday": "2"})
    assert "Every last Wednesday" in other.text  # was not what had been looked at
    assert meetings() == []

    answer = send_on(organiser, NEW, seen.text, {})
    again = send_on(organiser, NEW, seen.text, {})
    assert answer.headers["Location"] == "/o/ours/series/virtuelles-treffen"
    assert again.headers["Location"] == "/o/ours/series"
    assert days()[:4] == ["29.09.22", "27.10.22", "24.11.22", "29.12.22"]
    assert days()[-1] == "25.01.24"  # 18 months ahead
    page = organiser.get("/o/ours/series/virtuelles-treffen").text
    assert_valid(page)
    assert "Every last Thursday of the month" in page
    assert_valid(organiser.get("/o/ours/series").text)

    public = client.get("/n/ours/series/virtuelles-treffen")
    assert_valid(public.text)
    assert "geheim" not in public.text + client.get("/n/ours/series/virtuelles-treffen.ics").text
    assert len(feed(client)) == len(days())
    assert set(feed(client)) == set(feed(client, "/n/ours/calendar.ics"))


def test_single_dates_are_added_moved_cancelled_deleted_and_stay_so(organiser, office, client):
    address = made(organiser)
    first, second, third, *_ = [row.slug for row in meetings()]
    uids = set(feed(client))

    send(organiser, f"/o/ours/meetings/{first}/edit", {"date": "2022-09-30"})
    send(organiser, f"/o/ours/meetings/{second}/cancel")
    send(organiser, f"/o/ours/meetings/{third}/delete", {"sure": "yes"})
    send(organiser, f"{address}/date", {"date": "2022-10-05", "start": "09:00", "end": "10:00"})
    extend(now=NOW, random=Random(1))

    found = feed(client)
    assert days()[:3] == ["30.09.22", "05.10.22", "29.12.22"]
    assert days(MeetingStatus.CANCELLED) == ["27.10.22"]
    assert len(set(found) - uids) == 1
    assert sorted(sequence for _, sequence, _ in found.values())[-2:] == [1, 1]
    page = organiser.get(address).text
    assert "Moved, was 29/09/2022" in page
    assert "Added" in page


def test_time_brings_new_dates_and_nothing_else_changes(organiser, office, client):
    made(organiser)
    before, count = feed(client), len(meetings())

    assert extend(now=NOW + timedelta(days=40), random=Random(1)) == 1
    assert extend(now=NOW + timedelta(days=40), random=Random(1)) == 0
    assert feed(client) == before  # until they are less than 18 months ahead
    assert len(meetings()) == count + 1


def test_a_date_has_the_uid_of_its_series_and_its_first_day_wherever_it_moves(organiser, office):
    made(organiser)
    plan = session().query(SeriesPlanRow).one()
    send(organiser, f"/o/ours/meetings/{meetings()[0].slug}/edit", {"date": "2022-09-30"})

    expected = [uuid5(UUID(plan.uid), day) for day in ("2022-09-29", "2022-10-27")]
    assert [row.uid for row in meetings()[:2]] == [str(one) for one in expected]


def test_this_and_all_following_move_with_their_uids_and_keep_what_is_their_own(
    organiser, office, client
):
    weida = saved_organisation(office)
    address = made(organiser)
    own = meetings()[3]
    send(organiser, f"/o/ours/meetings/{own.slug}/edit", {"title.de": "Weihnachtsfeier"})
    before = feed(client)
    change = f"{address}/edit?from=2022-11-01"
    wish = {"weekday": "2", "start": "14:00", "end": "15:00", "hosts.count": "1",
            "hosts.0.organisation": str(weida.id)}  # fmt: skip

    seen = send(organiser, change, wish)
    answer = send_on(organiser, change, seen.text, {})

    assert answer.status_code == 303
    rows = meetings()
    assert [f"{row.local_start:%d.%m.%y %H}" for row in rows][:4] == [
        "29.09.22 10",
        "27.10.22 10",
        "30.11.22 14",
        "28.12.22 14",
    ]
    assert rows[3].title == {"de": "Weihnachtsfeier"}
    assert set(feed(client)) == set(before)
    assert [feed(client)[row.uid][1] for row in rows[:4]] == [0, 0, 1, 2]
    assert client.get("/n/ours/series/virtuelles-treffen").text.count("Weihnachtsfeier") == 1


def test_another_rhythm_keeps_common_dates_and_cancels_the_others(organiser, office, client):
    address = made(organiser)
    change = f"{address}/edit?from=2022-11-01"
    seen = send(organiser, change, {"rhythm": "weekly", "without_months": []})
    before = set(feed(client))
    send_on(organiser, change, seen.text, {})

    found = feed(client)
    assert before < set(found)
    assert days(MeetingStatus.CANCELLED) == []  # last Thursdays are Thursdays
    assert days()[:5] == ["29.09.22", "27.10.22", "03.11.22", "10.11.22", "17.11.22"]
    assert "31.08.23" in days()

    change = f"{address}/edit?from=2023-01-01"
    seen = send(organiser, change, {"rhythm": "monthly", "weekday": "0", "nth": "1"})
    send_on(organiser, change, seen.text, {})
    assert [day for day in days() if day.endswith("23")][:3] == ["02.01.23", "06.02.23", "06.03.23"]
    assert {status for uid, (_, _, status) in feed(client).items() if uid in before} == {
        "CONFIRMED",
        "CANCELLED",
    }
    assert before <= set(feed(client))


def test_a_series_ends_and_the_past_stays(organiser, office, client):
    saved_meeting(office)
    address = made(organiser, first="2022-05-01")
    assert_valid(organiser.get(f"{address}/end").text)
    refused = send(organiser, f"{address}/end", {"first": "2022-08-01"})
    assert refused.status_code == 409
    send(organiser, f"{address}/end", {"first": "2022-10-01"})

    assert days() == ["30.06.22", "28.07.22", "30.08.22", "29.09.22"]
    assert "Has ended" not in organiser.get("/o/ours/series").text
    assert extend(now=NOW + timedelta(days=400), random=Random(1)) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"times": "3", "until": "2023-01-01"}, "Either a number of dates or a last day"),
        ({"region": ""}, "Say whose holidays count"),
        ({"end": "09:00"}, "The end lies before the start"),
        ({"mode": "on_site"}, "A join link stands with a meeting on site"),
        ({"every": "0"}, "every"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence(organiser, office, changes, words):
    answer = send(organiser, NEW, LOUNGE | changes)

    assert answer.status_code == 422
    assert words in answer.text
    assert form_in(answer.text)["title.de"] == ["Virtuelles Treffen"]


def test_a_hidden_series_is_hidden_and_another_network_has_none(organiser, office, client):
    made(organiser, visibility=Visibility.INVITED.value)

    for path in ("/n/ours/series/virtuelles-treffen", "/n/ours/series/virtuelles-treffen.ics"):
        assert client.get(path).status_code == 404
    assert queries.series_of(office.id + 1) == []


def test_pages_of_a_series_ask_the_same_however_many_dates(organiser, office, client):
    addresses = [made(organiser, times="2"), made(organiser, times="12")]
    asked = []
    for address in addresses:
        for path in (address, address.replace("/o/", "/n/")):
            organiser.get(path)
            with counted_queries() as statements:
                organiser.get(path)
            asked.append(len(statements))

    assert asked[:2] == asked[2:]
    assert date(2022, 9, 29) in {row.local_start.date() for row in meetings()}
    assert datetime(2022, 9, 29, 8, tzinfo=UTC) in {row.dtstart for row in meetings()}

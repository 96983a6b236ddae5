"""Feeds that are written once for each edition, and the calendar on other people's pages."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from time import process_time
from xml.etree import ElementTree as ET

import cv2
import numpy as np
import pytest
from icalendar import Calendar
from PIL import Image

from eventsvc.db.models import MeetingHostRow, MeetingRow, NetworkRow, OrganisationRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.meetings import (
    CANCELLED_SHOWN,
    SHOWN_AHEAD,
    SHOWN_BACK,
    MeetingStatus,
    Mode,
    Visibility,
)
from eventsvc.outputs import calendar
from eventsvc.outputs.calendar import event_block
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_group,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_series,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries, without_a_question

FEED = "/n/thueringen/calendar.ics"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def network(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network()


def at(app, moment: datetime) -> None:
    app.extensions["eventsvc.clock"] = lambda: moment


def last_modified(data: bytes) -> datetime:
    return Calendar.from_ical(data)["LAST-MODIFIED"].dt


def test_an_edition_is_written_once_and_a_change_writes_one_block(client, network, monkeypatch):
    for number in range(5):
        saved_meeting(network, uid=f"m{number}")
    event_block.cache_clear()
    first = client.get(FEED)
    assert event_block.cache_info().misses == 5

    with monkeypatch.context() as patch:
        patch.setattr(calendar, "_frame", None)  # would fail if anything were written
        assert client.get(FEED).data == first.data
        known = {"If-None-Match": first.headers["ETag"]}
        assert without_a_question(lambda: client.get(FEED, headers=known)).status_code == 304
    saved_organisation(network, key="suhl")  # something, but no meeting
    with monkeypatch.context() as patch, counted_queries() as asked:
        patch.setattr(calendar, "_frame", None)
        answer = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    # The network with the number of its edition.
    assert (answer.status_code, len(asked)) == (304, 1)

    saved_meeting(network, uid="m5")
    assert client.get(FEED).headers["ETag"] != first.headers["ETag"]
    assert event_block.cache_info().misses == 6

    with monkeypatch.context() as patch:
        patch.setattr(calendar, "_frame", None)
        saved_meeting(network, visibility=Visibility.INVITED)  # nothing that a reader sees
        assert client.get(FEED).status_code == 200


def test_whatever_writes_a_meeting_its_hosts_or_takes_it_away_makes_another_edition(
    client, network
):
    gera = saved_organisation(network, key="gera")
    rows = [saved_meeting(network, uid=f"m{number}") for number in range(3)]
    other = saved_network(slug="other")
    hosted = f"{FEED}?organisation=gera"

    def uids(path: str) -> list[str]:
        events = Calendar.from_ical(client.get(path).data).walk("VEVENT")
        return sorted(str(event["UID"]) for event in events)

    assert (uids(FEED), uids(hosted)) == (["m0", "m1", "m2"], [])
    saved(MeetingHostRow(meeting_id=rows[0].id, organisation_id=gera.id, position=0))
    assert uids(hosted) == ["m0"]
    rows[1].place = "Weida"
    saved(rows[1])
    assert b"Weida" in client.get(FEED).data
    with transaction() as writing:
        writing.delete(writing.get(MeetingRow, rows[2].id))
    assert uids(FEED) == ["m0", "m1"]
    edition = session().get(NetworkRow, network.id, populate_existing=True).feed_edition
    saved_meeting(other)
    saved_organisation(network, key="suhl")
    assert session().get(NetworkRow, network.id, populate_existing=True).feed_edition == edition


def test_a_meeting_that_gets_the_number_of_a_deleted_one_is_not_taken_for_it(client, network):
    first = saved_meeting(network, uid="deleted", place="Weida")
    assert b"Weida" in client.get(FEED).data
    with transaction() as writing:
        writing.delete(writing.get_one(MeetingRow, first.id))
    later = first.last_modified + SECOND
    saved_meeting(network, uid="next", id=first.id, place="Gera", last_modified=later)

    [event] = Calendar.from_ical(client.get(FEED).data).walk("VEVENT")

    assert (str(event["UID"]), str(event["LOCATION"])) == ("next", "Gera")


def test_what_a_feed_is_named_after_and_asked_for_makes_another_edition_too(client, network):
    series = saved_series(network, slug="reihe")
    group = saved_group(network, slug="klima")
    gera = saved_organisation(network, key="gera")
    saved_meeting(network, uid="m", series_id=series.id, group_id=group.id)
    paths = [f"/n/thueringen/{part}.ics" for part in ("series/reihe", "groups/klima")]
    hosted = f"{FEED}?organisation=gera"
    assert [client.get(path).status_code for path in (*paths, hosted)] == [200] * 3

    series.title, group.title, gera.key = {"de": "Umbenannt"}, {"de": "Umbenannt"}, "suhl"
    for row in (series, group, gera):
        saved(row)

    names = [str(Calendar.from_ical(client.get(path).data)["X-WR-CALNAME"]) for path in paths]
    assert (names, client.get(hosted).status_code) == (["Umbenannt"] * 2, 404)
    group.ended_at, series.visibility = NOW, Visibility.NETWORK
    for row in (series, group):
        saved(row)
    assert [client.get(path).status_code for path in paths] == [404, 410]
    weida = saved_organisation(network, key="weida")
    before = client.get(f"{FEED}?organisation=weida").status_code
    with transaction() as writing:
        writing.delete(writing.get_one(OrganisationRow, weida.id))
    assert (before, client.get(f"{FEED}?organisation=weida").status_code) == (200, 404)


def test_the_way_in_stands_in_no_shared_feed_which_says_online_and_links_the_page(client, network):
    saved_meeting(network, slug="gera", mode=Mode.ONLINE, join_url="https://x.example/canary")

    [event] = Calendar.from_ical(client.get(FEED).data).walk("VEVENT")

    assert "canary" not in client.get(FEED).text
    assert "CONFERENCE" not in event
    assert str(event["LOCATION"]) == "Online"
    assert str(event["URL"]) == "https://netz.example.de/n/thueringen/meetings/gera"


def test_the_organizer_of_a_meeting_is_the_offices_mailbox_and_never_a_person(client, network):
    lead = saved_person(network, email="canary@example.org")
    group = saved_group(network, lead=lead)
    gera = saved_organisation(network, profile={"contact_email": "canary@gera.example"})
    meeting = saved_meeting(network, group_id=group.id)
    saved(MeetingHostRow(meeting_id=meeting.id, organisation_id=gera.id, position=0))
    saved_attendance(meeting, lead, role=AttendanceRole.HOST)

    for path in (FEED, f"/n/thueringen/groups/{group.slug}.ics"):
        data = client.get(path).data
        [event] = Calendar.from_ical(data).walk("VEVENT")
        assert str(event["ORGANIZER"]) == f"mailto:{network.email}"
        assert b"canary" not in data


def test_no_robots_are_kept_from_a_feed_for_google_would_not_fetch_it(client):
    assert client.get("/robots.txt").status_code == 404
    assert "X-Robots-Tag" not in client.get(FEED).headers


def test_an_address_with_anything_else_in_it_is_the_same_feed(app, client, network):
    saved_meeting(network)
    for query in ("", "?utm_source=x", "?lang=xx", "?lang=&x=1"):
        client.get(FEED + query)

    assert len(app.extensions["eventsvc.feeds"]) == 1


def test_a_clock_that_goes_back_shows_what_was_true_then(app, client, network):
    saved_meeting(network, uid="later", start=datetime(2024, 6, 6, 10))  # noqa: DTZ001
    at(app, datetime(2022, 12, 20, tzinfo=UTC))
    assert b"later" in client.get(FEED).data

    at(app, NOW)

    assert b"later" not in client.get(FEED).data


def test_last_modified_and_etag_change_when_time_brings_and_takes_meetings(app, client, network):
    """The bytes change though nobody changed anything: readers must learn of it."""
    later = saved_meeting(network, uid="later", start=datetime(2024, 6, 6, 10))  # noqa: DTZ001
    saved_meeting(network, uid="old", start=datetime(2021, 9, 1, 10))  # noqa: DTZ001
    gone = saved_meeting(
        network,
        uid="cancelled",
        start=datetime(2022, 8, 1, 10),  # noqa: DTZ001
        status=MeetingStatus.CANCELLED,
    )
    moments = (
        NOW,
        gone.dtend + CANCELLED_SHOWN,
        datetime(2021, 9, 1, 13, tzinfo=UTC) + SHOWN_BACK,
        later.dtstart - SHOWN_AHEAD + SECOND,
    )
    seen = []
    for moment in sorted(moments):
        for step in (-SECOND, SECOND * 2):
            at(app, moment + step)
            answer = client.get(FEED)
            assert answer.last_modified == last_modified(answer.data) <= moment + step
            seen.append((answer.data, answer.last_modified, answer.headers["ETag"]))

    editions = list(dict.fromkeys(seen))
    assert len(editions) == 4
    assert len({data for data, *_ in editions}) == 4
    assert [changed for _, changed, _ in editions] == sorted({c for _, c, _ in editions})


@pytest.mark.parametrize(
    ("start", "status", "is_there"),
    [
        (NOW - timedelta(days=399), MeetingStatus.CONFIRMED, True),
        (NOW - timedelta(days=402), MeetingStatus.CONFIRMED, False),
        (NOW + timedelta(days=547), MeetingStatus.CONFIRMED, True),
        (NOW + timedelta(days=550), MeetingStatus.CONFIRMED, False),
        (NOW - timedelta(days=26), MeetingStatus.CANCELLED, True),
        (NOW - timedelta(days=30), MeetingStatus.CANCELLED, False),
    ],
)
def test_a_feed_goes_from_400_days_back_to_18_months_ahead(
    client, network, start, status, is_there
):
    saved_meeting(network, uid="edge", start=start.replace(tzinfo=None), status=status)

    assert (b"UID:edge\r\n" in client.get(FEED).data) is is_there


def test_a_calendar_can_be_that_of_one_series_or_one_host(client, network):
    gera, suhl = saved_organisation(network, key="gera"), saved_organisation(network, key="suhl")
    series = saved_series(network, slug="reihe")
    hosted = saved_meeting(network, uid="hosted", series_id=series.id)
    saved(MeetingHostRow(meeting_id=hosted.id, organisation_id=gera.id, position=0))
    saved_meeting(network, uid="other")

    def uids(query: str) -> set[str]:
        found = Calendar.from_ical(client.get(f"{FEED}?{query}").data).walk("VEVENT")
        return {str(event["UID"]) for event in found}

    assert uids("") == {"hosted", "other"}
    assert uids("series=reihe") == uids("organisation=gera") == {"hosted"}
    assert uids(f"organisation={suhl.key}") == set()
    assert client.get(f"{FEED}?series=x").status_code == 404
    assert client.get(f"{FEED}?organisation=x").status_code == 404


def test_coming_meetings_as_news_in_a_frame_and_as_a_code(client, network):
    saved_meeting(
        network, slug="gera", title={"de": "Gera & <b>Suhl</b>"}, join_url="https://x.de/g"
    )
    saved_meeting(network, visibility=Visibility.INVITED, title={"de": "Geheim"})
    saved_meeting(network, start=datetime(2022, 1, 1, 10), title={"de": "Früher"})  # noqa: DTZ001

    news = client.get("/n/thueringen/meetings.atom")
    root = ET.fromstring(news.data)  # noqa: S314 -- our own
    titles = [node.text for node in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Netzwerk Thüringen", "Gera & <b>Suhl</b>"]
    again = client.get(
        "/n/thueringen/meetings.atom", headers={"If-None-Match": news.headers["ETag"]}
    )
    assert (again.status_code, news.mimetype) == (304, "application/atom+xml")

    frame = client.get("/n/thueringen/embed")
    assert_valid(frame.text)
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers
    assert "X-Frame-Options" in client.get("/n/thueringen/").headers
    assert "<script" not in frame.text
    assert "Geheim" not in frame.text + news.text
    assert "x.de/g" not in frame.text + news.text

    picture = Image.open(BytesIO(client.get("/n/thueringen/calendar.png").data)).convert("L")
    read = cv2.QRCodeDetector().detectAndDecode(np.array(picture))[0]
    assert read == "webcal://netz.example.de/n/thueringen/calendar.ics"
    assert_valid(client.get("/n/thueringen/calendar").text)


@pytest.mark.proof
def test_a_thousand_meetings_cost_next_to_nothing_once_written(client, network):
    for number in range(1000):
        saved_meeting(network, start=datetime(2022, 8, 30, 10) + timedelta(hours=number * 12))  # noqa: DTZ001

    def cpu(path: str, times: int = 50, **headers: str) -> float:
        began = process_time()
        for _ in range(times):
            client.get(path, headers=headers)
        return (process_time() - began) / times * 1000

    cold = cpu(FEED, times=1)
    known = {"If-None-Match": client.get(FEED).headers["ETag"]}
    warm, unchanged, constant = (
        min(cpu(path, **headers) for _ in range(10))
        for path, headers in ((FEED, {}), (FEED, known), ("/healthz", {}))
    )
    # A request of the test browser alone costs as much as the constant route.
    assert warm - constant < cold / 20, (cold, warm, unchanged, constant)
    assert unchanged < 2 * constant, (cold, warm, unchanged, constant)

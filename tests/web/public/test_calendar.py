"""The calendar over HTTP: what the programs of subscribers ask for, header by header."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from eventsvc.domain.meetings import Visibility
from tests.conftest import NOW
from tests.factories import CREATED, saved_meeting, saved_network

FEED = "/n/thueringen/calendar.ics"
MEETING = "/n/thueringen/meetings/viertes-treffen.ics"
FILES = {FEED: "thueringen", MEETING: "viertes-treffen"}
LATER = CREATED + timedelta(days=3)
HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"


@pytest.fixture(autouse=True)
def network(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    network = saved_network(feed_changed_at=LATER)
    saved_meeting(network, slug="viertes-treffen", last_modified=CREATED)
    return network


@pytest.mark.parametrize("path", FILES)
def test_a_calendar_says_what_it_is_and_that_everybody_may_keep_it_for_a_quarter_of_an_hour(
    client, path
):
    answer = client.get(path)

    changed = LATER if path == FEED else CREATED
    told = {name: answer.headers[name] for name in (
        "Content-Type", "Content-Disposition", "Last-Modified", "Content-Length",
    )}  # fmt: skip
    assert told == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'inline; filename="{FILES[path]}.ics"',
        "Last-Modified": changed.strftime(HTTP_DATE),
        "Content-Length": str(len(answer.data)),
    }
    assert sorted(answer.headers["Cache-Control"].split(", ")) == ["max-age=900", "public"]


@pytest.mark.parametrize("path", FILES)
def test_the_etag_is_strong_and_the_same_for_the_same_bytes(client, path):
    first, second = client.get(path), client.get(path)

    assert re.fullmatch(r'"[0-9a-f]{32}"', first.headers["ETag"])
    assert (second.headers["ETag"], second.data) == (first.headers["ETag"], first.data)


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{}', "*"])
def test_who_has_the_calendar_gets_304_without_a_body(client, path, form):
    etag = client.get(path).headers["ETag"]

    answer = client.get(path, headers={"If-None-Match": form.format(etag)})

    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert "max-age=900" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("etag", ['"other"', 'W/"other"', '"a", "b"'])
def test_who_has_another_version_gets_the_calendar(client, path, etag):
    answer = client.get(path, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (200, client.get(path).data)


@pytest.mark.parametrize("path", FILES)
def test_who_knows_only_the_time_gets_304_too(client, path):
    changed = client.get(path).headers["Last-Modified"]

    answer = client.get(path, headers={"If-Modified-Since": changed})

    assert (answer.status_code, answer.data) == (304, b"")


def test_an_etag_that_differs_outweighs_the_time(client):
    """Two changes within a second have one Last-Modified (RFC 9110 13.1.3)."""
    changed = client.get(FEED).headers["Last-Modified"]

    answer = client.get(FEED, headers={"If-Modified-Since": changed, "If-None-Match": '"other"'})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", FILES)
def test_head_tells_the_same_as_get_without_the_body(client, path):
    head, get = client.head(path), client.get(path)

    told = [dict(answer.headers) | {"Date": ""} for answer in (head, get)]  # a second may end
    assert (head.status_code, head.data) == (200, b"")
    assert told[0] == told[1]


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept-Encoding": "gzip, br, deflate, zstd"},
        {"Accept": "application/json", "Accept-Language": "pl"},
        {"Cookie": "session=x; language=en", "User-Agent": ""},
    ],
    ids=["nothing", "compression", "another type", "cookies"],
)
def test_nothing_is_demanded_and_nobody_is_marked(client, path, headers):
    """Google sends no Accept; outlook.com cannot read compressed calendars."""
    answer = client.get(path, headers=headers)

    assert answer.data == client.get(path).data
    assert {"Set-Cookie", "Content-Encoding", "Vary"} & set(answer.headers.keys()) == set()


def test_a_new_meeting_changes_the_etag_and_a_hidden_one_does_not(client, network):
    tags = [client.get(FEED).headers["ETag"]]

    for visibility in (Visibility.NETWORK, Visibility.INVITED, Visibility.PUBLIC):
        saved_meeting(network, visibility=visibility)
        tags.append(client.get(FEED).headers["ETag"])

    assert [tag == tags[0] for tag in tags] == [True, True, True, False]


@pytest.mark.parametrize(
    "path",
    [
        "/n/anderes/calendar.ics",
        "/n/thueringen/meetings/anderes.ics",
        "/n/thueringen/meetings/hidden.ics",
    ],
)
def test_what_is_not_there_or_not_public_is_404_and_never_a_sign_in_page(client, network, path):
    saved_meeting(network, slug="hidden", visibility=Visibility.INVITED)

    assert client.get(path).status_code == 404


def test_the_subscribe_page_names_the_https_address_and_a_button_for_each_program(client):
    page = client.get("/n/thueringen/calendar").text

    assert f"https://netz.example.de{FEED}" in page
    for start in (
        "webcal://netz.example.de",
        "https://outlook.office.com/calendar/0/addfromweb?url=",
        "https://outlook.live.com/calendar/0/addfromweb?url=",
        "https://calendar.google.com/calendar/render?cid=",
    ):
        assert page.count(f'href="{start}') == 1


def test_outlook_is_told_the_address_and_what_to_call_the_calendar(client):
    page = client.get("/n/thueringen/calendar?lang=de").text
    links = re.findall('href="(https://outlook[^"]+)"', page)

    assert len(links) == 2
    for link in links:
        asked = parse_qs(urlsplit(unescape(link)).query)
        assert asked["url"][0].startswith(f"webcal://netz.example.de{FEED}")
        assert asked["name"] == ["Netzwerk Thüringen"]


def test_the_subscribe_page_is_honest_about_how_soon_changes_arrive(client):
    page = client.get("/n/thueringen/calendar?lang=en").text

    assert "Google only every 8 to 24 hours" in page
    assert "Who is invited learns of urgent changes by mail too" in page

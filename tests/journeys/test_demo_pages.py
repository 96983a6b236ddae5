"""Every public page of the sample network, found by following links as a visitor does."""

from collections.abc import Callable
from itertools import cycle, islice
from random import Random
from urllib.parse import urljoin, urlsplit

import pytest

from eventsvc import demo
from tests.conftest import NOW
from tests.support.browser import LOOKS, served
from tests.support.html import assert_valid

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

START = "/n/thueringen/"
LED = "meetings/ag-daten-und-sensoren-2022-09-07"
FILES = (".ics", ".vcf", ".atom", ".pdf", "?as=pdf")
DOWNLOADS = "/documents/"
SAME_PAGE_AGAIN = ("?topic=", "?lang=", "&lang=", "/topics/")
"""Filters and languages: the same template with less in it, or in other words.

Of the topics, test_matching.py looks at one.
"""


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    demo.load(NOW, Random(1))
    with served(app) as address:
        yield address


def linked_from(page, address: str) -> list[str]:
    """Return where the page's links lead on this host: paths with their query."""
    found = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    here = urlsplit(address).netloc
    parts = [urlsplit(urljoin(page.url, link)) for link in found]
    return [
        f"{part.path}?{part.query}" if part.query else part.path
        for part in parts
        if part.netloc == here
    ]


def crawled(page, address: str, look_at: Callable[[str], None]) -> list[str]:
    """Open every public page once and call ``look_at`` on it; return the paths, sorted."""
    seen: list[str] = []
    waiting = [START]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.append(path)
        page.goto(address + path)
        look_at(path)
        waiting += [
            link
            for link in linked_from(page, address)
            if not link.endswith(FILES)
            and DOWNLOADS not in link
            and not any(mark in link for mark in SAME_PAGE_AGAIN)
        ]
    return sorted(seen)


@pytest.mark.parametrize(
    "looks",
    [pytest.param(1, id="one look"), pytest.param(4, id="all looks", marks=pytest.mark.proof)],
)
def test_every_page_is_accessible_valid_and_asks_nobody_else(address, open_page, client, looks):
    """Each page in ``looks`` sizes and colour schemes, the next page beginning with the next."""
    visit = open_page("about:blank")
    turns = cycle(LOOKS)
    found = []

    def look_at(path: str) -> None:
        assert_valid(client.get(path, headers={"Accept-Language": "de"}).text)
        for size, scheme in islice(turns, looks):
            visit.look(size, scheme)
            found.extend((path, size, scheme, problem) for problem in visit.axe())
            found.extend([(path, size, "is too wide")] * visit.wider_than_screen())

    pages = crawled(visit.page, address, look_at)

    own = ["", "accessibility", "barrier", "calendar", "easy-language", "groups", "groups/daten",
           "imprint", "map", "meetings", LED, "meetings/treffen-4", "meetings/treffen-4/privacy",
           "meetings/treffen-4/register", "meetings/treffen-5", "organisations", "privacy",
           "projects", "projects/osterburg-tafeln", "projects/parkplatz-sensoren",
           "sign-language", "topics"]  # fmt: skip
    assert found == []
    assert [path for path in pages if not path.startswith("/p/")] == [START + page for page in own]
    assert len([path for path in pages if path.startswith("/p/")]) == 13


def test_a_visitor_without_javascript_finds_a_partner_and_takes_contact_and_date_along(
    address, open_page
):
    visit = open_page(address + START, size="phone", java_script_enabled=False)
    page = visit.page
    main = page.get_by_role("main")

    page.get_by_role("link", name="Mitglieder", exact=True).click()
    main.get_by_label("Name").fill("dingelstadt")
    main.get_by_role("button", name="Suchen").click()
    main.get_by_role("link", name="Dingelstädt").click()
    with page.expect_download() as card:
        main.get_by_role("link", name="Kontakt speichern").click()
    page.get_by_role("link", name="Treffen", exact=True).click()
    main.get_by_role("link", name="4. Netzwerktreffen").click()
    with page.expect_download() as meeting:
        main.get_by_role("link", name="In meinen Kalender").click()
    page.get_by_role("link", name="English").click()

    assert card.value.path().read_bytes().startswith(b"BEGIN:VCARD")
    assert meeting.value.path().read_bytes().count(b"BEGIN:VEVENT") == 1
    assert main.get_by_role("heading", level=1).inner_text() == (
        "4th network meeting Smart Cities / Smart Regions in Thuringia"
    )

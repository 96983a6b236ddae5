"""Every kind of page, looked at by a browser: axe, width, requests, weight."""

import pytest

from tests.support.browser import served
from tests.support.front import PAGES, front_app

pytestmark = pytest.mark.browser

CHECKED = (*(f"/{page}" for page in PAGES), "/status/404")
LARGEST_SCAN_PAGE = 60 * 1024


@pytest.fixture(scope="module")
def address():
    with served(front_app()) as address:
        yield address


@pytest.mark.parametrize("path", CHECKED)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(address, open_page, path):
    visit = open_page(address + path)

    assert visit.faults(f"front{path.replace('/', '-')}") == []


def test_the_scan_page_weighs_at_most_sixty_kibibytes(address, open_page):
    visit = open_page("about:blank", size="phone")
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit.page.goto(address + "/profile")
    visit.page.evaluate("document.fonts.ready")

    # The page, one stylesheet, two weights of one font; the tab's icon comes when it likes.
    kinds = [url.rpartition(".")[2] for url in visit.requests if "/static/" in url]
    assert [kind for kind in kinds if kind != "svg"] == ["css", "woff2", "woff2"]
    assert sum(sizes) <= LARGEST_SCAN_PAGE


def test_the_copy_button_appears_with_javascript_and_copies(address, open_page):
    visit = open_page(
        address + "/subscribe", language="en", permissions=["clipboard-read", "clipboard-write"]
    )

    visit.page.get_by_role("button", name="Copy").click()

    visit.page.get_by_text("Copied.").wait_for()
    assert visit.page.evaluate("navigator.clipboard.readText()") == (
        "https://netz.example.de/n/thueringen/calendar.ics"
    )


def test_the_keyboard_reaches_the_content_first(address, open_page):
    visit = open_page(address + "/profile")

    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")

    assert visit.page.evaluate("document.activeElement.id") == "content"

"""Every public page in a browser: axe, width, weight, no script needed, nothing from elsewhere."""

from datetime import UTC, datetime

import pytest

from tests.support.browser import served
from tests.support.thueringen import saved_thueringen

pytestmark = pytest.mark.browser

PAGES = (
    "/n/thueringen/",
    "/n/thueringen/meetings",
    "/n/thueringen/meetings/treffen-4",
    "/n/thueringen/meetings/treffen-5",
    "/n/thueringen/meetings/lounge",
    "/n/thueringen/organisations",
    "/n/thueringen/organisations?q=Mulhausen",
    "/p/tb3ck",
    "/p/DNGS7",
    "/p/MHAVS",
    "/p/NEVER",
    "/p/W3GG7",
    "/n/thueringen/imprint",
    "/n/thueringen/privacy",
    "/n/thueringen/accessibility",
    "/n/thueringen/easy-language",
    "/n/thueringen/sign-language",
    "/n/thueringen/barrier",
)


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
    saved_thueringen()
    with served(app) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(address, open_page, path):
    visit = open_page(address + path)

    assert visit.faults(f"public{path.replace('/', '-').replace('?', '-')}") == []


def test_a_reader_without_scripts_searches_a_member_and_saves_its_contact(address, open_page):
    visit = open_page(f"{address}/?lang=en", size="phone", java_script_enabled=False)

    visit.page.get_by_role("link", name="Find members").click()
    visit.page.get_by_label("Name").fill("thuringer beken")
    visit.page.get_by_role("button", name="Search").click()
    visit.page.get_by_role("link", name="Zweckverband Allianz").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Save contact").click()

    assert visit.page.url == f"{address}/p/TB3CK"
    assert download.value.suggested_filename == "TB3CK.vcf"


def test_seeks_and_offers_stand_on_the_first_screen_of_a_phone(address, open_page):
    visit = open_page(f"{address}/p/WEYD4?lang=en", size="phone")
    offers = visit.page.get_by_role("heading", name="We offer support with").bounding_box()

    assert offers["y"] + offers["height"] < 844


def test_a_profile_prints_without_menus(address, open_page):
    visit = open_page(f"{address}/p/TB3CK")
    visit.page.emulate_media(media="print")

    assert not visit.page.get_by_role("navigation").first.is_visible()
    assert visit.page.get_by_text("netz.example.de/P/TB3CK").is_visible()

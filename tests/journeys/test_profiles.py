"""Profiles in a browser: kept by a steward in Czech on a phone, read by who scans, by the office.

docs/profiles.md shows what is seen here; EVENTSVC_WRITE_PICTURES=1 makes its pictures anew.
"""

from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.models import NetworkRow, OrganisationRow, StewardRow
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.services.profiles.stewards import token_of
from tests.conftest import NOW
from tests.factories import saved_account
from tests.inputs.test_pictures import picture
from tests.support.browser import SIZES, served
from tests.support.signin import link_path

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    from tests.conftest import settings_for

    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    demo.load(NOW, Random(1))
    with transaction() as writing:
        network = writing.query(NetworkRow).one()
        network.languages = ["de", "en", "cs"]
        network.reviews_profiles = True
    with served(app) as address:
        yield address


def looked_at(visit, name: str, *, height: int = 0) -> None:
    """Find nothing wrong; keep a picture of the phone where the documentation wants one."""
    assert visit.faults(f"profiles-{name}") == []
    if height:
        visit.keep(f"profile-{name}", (SIZES["phone"][0], height))


def test_a_steward_writes_in_czech_on_a_phone_and_the_office_publishes_it(
    address, open_page, tmp_path
):
    steward = session().query(StewardRow).one()
    path = f"{address}/m/{token_of(steward, secret='t' * 32)}"
    visit = open_page(path, size="phone", language="cs")
    page = visit.page
    page.locator("#sentence-cs").fill("Městečko pod Osterburgem, které zve na kolo.")
    page.locator("#news-0-text-cs").fill("Nová cyklostezka je otevřená.")
    looked_at(visit, "form", height=1700)
    page.locator("button[value=preview]").click()
    assert "Městečko pod Osterburgem" in page.locator("main").inner_text()
    page.locator("form button[type=submit]").first.click()
    page.goto(f"{path}/pictures")
    file = tmp_path / "wappen.png"
    file.write_bytes(picture("PNG", (200, 240)))
    page.locator("#crest_file").set_input_files(file)
    page.locator("#crest_alt-cs").fill("Znak města")
    looked_at(visit, "pictures")
    page.locator("form button[type=submit]").last.click()
    page.goto(f"{path}/details")
    looked_at(visit, "details")
    page.goto(f"{path}/projects/parkplatz-sensoren")
    looked_at(visit, "wish")
    page.locator("main form button").click()
    page.goto(f"{path}/projects")
    looked_at(visit, "own-projects")

    office = open_page(
        address + link_path(saved_account((Role.ORGANISER, network_by_slug("thueringen"))), now=NOW)
    )
    office.page.get_by_role("main").get_by_role("button").first.click()
    office.page.goto(f"{address}/o/thueringen/organisations/weida/proposal")
    looked_at(office, "proposal")
    office.page.get_by_role("button", name="Veröffentlichen").click()
    office.page.goto(f"{address}/o/thueringen/meetings/treffen-4/tables?size=8")
    looked_at(office, "tables", height=1200)

    code = session().query(OrganisationRow).filter_by(key="weida").one()
    page.goto(f"{address}/n/thueringen/organisations?q=radwege")
    page.goto(f"{address}/n/thueringen/organisations?q={code.short['de']}")
    page.locator("main .card a").first.click()
    assert "Městečko pod Osterburgem" in page.locator("main").inner_text()
    assert page.locator("img.hero__crest").get_attribute("alt") == "Znak města"
    looked_at(visit, "scan", height=1700)


def test_an_attendee_finds_a_member_on_the_map_and_saves_the_contact(address, open_page):
    visit = open_page(f"{address}/n/thueringen/map", size="phone")
    page = visit.page
    looked_at(visit, "map", height=1100)
    page.locator("svg.map a").first.click()
    name = page.locator("h1").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Kontakt speichern").click()
    card = download.value.path().read_text("utf-8")
    page.goto(f"{address}/n/thueringen/projects?q=senssoren")
    looked_at(visit, "projects")
    page.get_by_role("main").get_by_role("link", name="Sensoren für freie Parkplätze").click()
    looked_at(visit, "project", height=1100)
    page.goto(f"{address}/n/thueringen/meetings/treffen-4")
    looked_at(visit, "meeting")

    assert name in card.replace("\r\n ", "")

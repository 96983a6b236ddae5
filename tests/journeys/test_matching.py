"""From a scan to a match, looked at by a browser: what connects, a topic, the office's list.

docs/profiles.md shows what is seen here; EVENTSVC_WRITE_PICTURES=1 makes its pictures anew.
"""

from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.models import AttendanceRow, OrganisationRow, PersonRow, StatementRow
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.privacy.personal import token_of
from tests.conftest import NOW
from tests.factories import saved_account
from tests.support.browser import SIZES, served
from tests.support.signin import link_path

pytestmark = pytest.mark.browser


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    from tests.conftest import settings_for

    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    demo.load(NOW, Random(1))
    with served(app) as address:
        yield address


def looked_at(visit, name: str = "", *, size: str, height: int = 844) -> None:
    """Find nothing wrong in both colour schemes; keep the light one's picture."""
    assert visit.faults(name or "matching") == []
    visit.look(size, "light")
    if name:
        visit.keep(name, (SIZES[size][0], height))


def test_who_scans_says_where_they_come_from_and_reads_what_connects(address, open_page):
    visit = open_page(address + "/n/thueringen/organisations", size="phone")
    page = visit.page
    page.get_by_role("main").get_by_role("link", name="Stadt Weida").click()
    looked_at(visit, size="phone")

    page.get_by_label("Ich komme aus …").fill("Allianz Thueringer Becken")
    page.get_by_role("button", name="Anzeigen").click()

    connects = page.get_by_role("region", name="Was uns verbindet")
    assert "Weida sucht Unterstützung bei: Tourismus. Sie bieten sie." in connects.inner_text()
    connects.get_by_text("Wo das steht").first.click()
    assert "„Projekte in Zusammenarbeit mit Vereinen“" in connects.inner_text()
    looked_at(visit, "match-connects", size="phone", height=1300)

    with page.expect_download() as download:
        page.get_by_role("link", name="Kontakt speichern").click()
    assert "Weida" in download.value.path().read_text("utf-8")

    page.get_by_role("link", name="Tourismus").first.click()
    assert page.locator("h1").inner_text() == "Tourismus"
    looked_at(visit, "match-topic", size="phone")


def hand_in_a_card(address: str, open_page) -> None:
    """Let somebody of Weida who comes to the meeting say on the phone what the town seeks."""
    weida = session().query(OrganisationRow).filter_by(key="weida").one()
    place = session().query(AttendanceRow).filter_by(organisation_id=weida.id).first()
    token = token_of(session().get(PersonRow, place.person_id), LinkPurpose.MY, secret="t" * 32)
    visit = open_page(f"{address}/my/{token}", size="phone")
    page = visit.page
    page.get_by_role("link", name="Wir suchen … Wir bieten …").first.click()
    page.get_by_label("In Ihren eigenen Worten").fill("E-Mobilität auf dem Dorf")
    looked_at(visit, "match-card", size="phone", height=1100)
    page.get_by_role("button", name="Karte abgeben").click()
    assert "Danke. Ihre Karte zählt" in page.get_by_role("main").inner_text()


def test_the_office_sees_matches_and_sorts_what_was_said_in_free_words(address, open_page):
    network = network_by_slug("thueringen")
    hand_in_a_card(address, open_page)
    account = saved_account((Role.ORGANISER, network))
    visit = open_page(address + link_path(account, now=NOW))
    page = visit.page
    page.get_by_role("main").get_by_role("button").first.click()

    page.goto(address + "/o/thueringen/matches")
    assert page.get_by_role("region", name="Das bietet noch niemand").locator("li").count() == 2
    for size in ("phone", "desktop"):
        looked_at(visit, "match-list" if size == "desktop" else "", size=size, height=1100)

    page.goto(address + "/o/thueringen/meetings/treffen-4/desk/cards")
    assert "E-Mobilität auf dem Dorf" in page.get_by_role("region", name="1 Karte").inner_text()
    for size in ("phone", "desktop"):
        looked_at(visit, size=size)

    page.goto(address + "/o/thueringen/topics")
    page.get_by_role("link", name="Themen auswählen").click()
    looked_at(visit, "match-sorting", size="desktop", height=800)
    page.get_by_role("button", name="Mobilität").first.click()

    assert "Jede Aussage hat ein Thema." in page.get_by_role("main").inner_text()
    session().expire_all()
    assert session().query(StatementRow).filter_by(unsorted=True).count() == 0

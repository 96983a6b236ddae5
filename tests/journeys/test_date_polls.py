"""A date poll, looked at by a browser: asked, answered on a phone without a script, decided."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.models import FunctionRow
from eventsvc.domain.access import Role
from eventsvc.services.account import accounts
from tests.conftest import settings_for
from tests.factories import (
    saved,
    saved_account,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.browser import served
from tests.support.mailbox import delivered, plain

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.timeout(300)]

NOW = datetime(2027, 2, 17, 9, 0, tzinfo=UTC)
PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    return settings_for(tmp_path, database_url, public_url=PUBLIC_URL)


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    network = saved_network(slug="beispielland", name={"de": "Netzwerk Beispielland"})
    town = saved_organisation(network, name={"de": "Stadt Musterstadt"})
    for given in ("Erika", "Max"):
        email = f"{given}@musterstadt.example".lower()
        person = saved_person(network, given=given, family="Mustermann", email=email)
        about = {"network_id": network.id, "person_id": person.id}
        saved(FunctionRow(**about, organisation_id=town.id))
    saved_account((Role.ORGANISER, network), email="office@example.org")
    with served(app) as address:
        yield address


def press(visit, name: str) -> None:
    visit.page.get_by_role("main").get_by_role("button", name=name).first.click()


def test_from_the_question_over_the_answers_to_the_date(app, settings, address, open_page):
    token = accounts.link_for("office@example.org", now=NOW)
    office = open_page(f"{address}/sign-in/{token}?next=/o/beispielland/date-polls/new")
    office.page.get_by_role("main").get_by_role("button").click()
    assert office.faults("date-poll-new") == []
    page = office.page
    page.locator("#title-de").fill("2. Netzwerktreffen")
    while page.locator("#dates-1-date").count() == 0:
        page.locator("button[value='dates:add']").click()
    for at, day in enumerate(("2027-04-07", "2027-04-08")):
        for part, value in (("date", day), ("place", "Musterstadt"), ("start", "10:00")):
            page.locator(f"#dates-{at}-{part}").fill(value)
        page.locator(f"#dates-{at}-end").fill("15:00")
    page.locator("#last_day").fill("2027-03-03")
    press(office, "Terminumfrage anlegen")
    assert office.faults("date-poll-made") == []
    poll = page.url
    page.get_by_role("link", name="Fragen, wer wann kann").click()
    assert office.faults("date-poll-whom") == []
    press(office, "Frage an die Angekreuzten senden")

    erika, stranger = [
        re.search(re.escape(PUBLIC_URL) + r"(/d/\S+)", plain(mail))[1]
        for mail in delivered(settings, now=NOW)
    ]
    phone = open_page(address + erika, size="phone", java_script_enabled=False)
    for group, word in zip(phone.page.locator("main fieldset").all(), ("Ja", "Nein"), strict=True):
        group.get_by_label(word, exact=True).check()
    press(phone, "Antwort senden")
    assert phone.page.get_by_text("Danke, Ihre Antwort ist gespeichert").is_visible()
    other = open_page(address + stranger)
    assert other.faults("date-poll-asked") == []
    other.page.get_by_role("link", name="Dieser Link gehört mir nicht").click()
    assert other.faults("date-poll-not-mine") == []
    press(other, "Link wertlos machen")
    assert other.faults("date-poll-dead") == []

    app.extensions["eventsvc.clock"] = lambda: NOW + timedelta(days=15)
    page.goto(f"{address}/o/")
    if "/sign-in" in page.url:
        again = accounts.link_for("office@example.org", now=NOW + timedelta(days=15))
        page.goto(f"{address}/sign-in/{again}?next=/o/")
        page.get_by_role("main").get_by_role("button").click()
    assert office.faults("date-poll-overview") == []
    page.get_by_role("link", name="Termin wählen: 2. Netzwerktreffen").click()
    assert page.url == poll
    assert office.faults("date-poll-over") == []
    answers = page.get_by_role("group", name="Wer wann kann")
    page.set_viewport_size({"width": 390, "height": 844})
    assert answers.bounding_box()["width"] < 350
    assert answers.evaluate("one => one.scrollWidth <= one.clientWidth")
    press(office, "Zum Treffen machen")
    assert "7. April 2027" in page.content()
    closed = open_page(address + erika)
    assert closed.faults("date-poll-chosen") == []
    assert closed.page.get_by_text("Der Termin steht fest").is_visible()

"""A steward's five minutes on a phone, and what the office sees of it."""

import re
from datetime import UTC, datetime

import pytest

from eventsvc.db.models import TopicRow
from eventsvc.domain.access import Role
from eventsvc.services import accounts
from tests.conftest import settings_for
from tests.factories import (
    saved,
    saved_account,
    saved_network,
    saved_organisation,
    saved_statement,
    saved_steward,
)
from tests.support.browser import LOOKS, served
from tests.support.mailbox import delivered, plain

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

OFFICE = "/o/thueringen"
PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    return settings_for(tmp_path, database_url, public_url=PUBLIC_URL)


@pytest.fixture
def network(app):
    network = saved_network()
    saved(TopicRow(network_id=network.id, key="tourismus", label={"de": "Tourismus"}))
    topic = saved(TopicRow(network_id=network.id, key="mobilitaet", label={"de": "Mobilität"}))
    weida = saved_organisation(network, key="weida", code="WE1DA", name={"de": "Stadt Weida"})
    saved_statement(weida, topic_id=topic.id, text={"de": "Zählstellen für Räder"})
    saved_organisation(network, key="suhl", name={"de": "Stadt Suhl"})
    saved_steward(weida, email="digital@weida.example.org", role="Digitales Weida")
    return network


def checked(visit, shot, name) -> None:
    for size, scheme in LOOKS:
        visit.look(size, scheme)
        shot(visit, f"member-{name}-{size}-{scheme}")
        assert visit.axe() == []
        assert not visit.wider_than_screen()


def test_the_office_asks_the_steward_answers_the_office_compares(
    app, network, open_page, shot, settings
):
    account = saved_account((Role.ORGANISER, network))
    with served(app) as address:
        office = open_page(
            f"{address}/sign-in/{accounts.link_for(account.email, now=datetime.now(UTC))}"
        )
        office.page.get_by_role("main").get_by_role("button").click()
        ask(office, address, checked, shot)
        path = re.search(PUBLIC_URL + r"(/m/\S+)", plain(delivered(settings)[0]))[1]
        answer(open_page(f"{address}{path}", size="phone", java_script_enabled=False), shot)
        compare(office, address, checked, shot)


def ask(office, address, checked, shot) -> None:
    page = office.page
    page.goto(f"{address}{OFFICE}/organisations/weida/stewards")
    checked(office, shot, "stewards")
    page.goto(f"{address}{OFFICE}/profiles/mail")
    checked(office, shot, "mail")
    page.get_by_role("button", name="Mail ansehen").click()
    checked(office, shot, "mail-preview")
    page.get_by_role("button", name="1 Mail senden").click()


def answer(steward, shot) -> None:
    page = steward.page
    page.get_by_label("Deutsch").first.fill("Zeigt, wie ein Radweg durch die Altstadt passt.")
    page.locator("#offers-0-text-de").fill("Einen Verleih für Lastenräder, den alle nutzen dürfen")
    page.locator("#contact_email").fill("digital@weida.example.org")
    for size, scheme in LOOKS:
        steward.look(size, scheme)
        shot(steward, f"member-form-{size}-{scheme}")
    steward.look("phone", "light")
    page.get_by_role("button", name="Ansehen, was ein Scan zeigt").click()
    shot(steward, "member-preview-phone-light")
    page.get_by_role("button", name="Speichern").click()
    shot(steward, "member-saved-phone-light")
    page.get_by_role("button", name="Ja, alles stimmt noch").click()
    page.get_by_role("link", name="Was ein Scan jetzt zeigt").click()
    shot(steward, "member-scan-phone-light")
    assert page.get_by_text("Lastenräder").count() == 1


def compare(office, address, checked, shot) -> None:
    page = office.page
    page.goto(f"{address}/o/")
    checked(office, shot, "overview")
    page.get_by_role("link", name="1 Steckbrief wurde").click()
    checked(office, shot, "changed")
    page.get_by_role("link", name="Stadt Weida").click()
    checked(office, shot, "compare")
    page.goto(f"{address}{OFFICE}/organisations/weida/versions")
    checked(office, shot, "versions")

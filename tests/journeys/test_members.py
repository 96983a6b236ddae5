"""A steward's five minutes on a phone, and what the office sees of it."""

import re
from datetime import UTC, datetime

import pytest

from eventsvc.db.models import TopicRow
from eventsvc.domain.access import Role
from eventsvc.domain.documents import Audience
from eventsvc.services.account import accounts
from tests.conftest import settings_for
from tests.factories import (
    saved,
    saved_account,
    saved_answer,
    saved_attendance,
    saved_document,
    saved_feedback_form,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_statement,
    saved_steward,
)
from tests.support.browser import served
from tests.support.mailbox import delivered, plain
from tests.web.participant.conftest import my

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


def test_the_office_asks_the_steward_answers_the_office_compares(app, network, open_page, settings):
    account = saved_account((Role.ORGANISER, network))
    with served(app) as address:
        office = open_page(
            f"{address}/sign-in/{accounts.link_for(account.email, now=datetime.now(UTC))}"
        )
        office.page.get_by_role("main").get_by_role("button").click()
        ask(office, address)
        path = re.search(PUBLIC_URL + r"(/m/\S+)", plain(delivered(settings)[0]))[1]
        answer(open_page(f"{address}{path}", size="phone", java_script_enabled=False))
        compare(office, address)


def test_after_a_meeting_there_are_documents_and_suggestions(app, network, open_page):
    meeting = saved_meeting(network, slug="gera", title={"de": "4. Netzwerktreffen in Gera"})
    erika = saved_person(network, given="Erika", family="Muster")
    saved_attendance(meeting, erika)
    for title, audience in (("Protokoll", "attendees"), ("Folien aus Brüssel", "public")):
        file = {"filename": "a.pdf"}
        saved_document(meeting, title={"de": title}, audience=Audience(audience), upload=file)
    saved_feedback_form(meeting)
    for good, better in (("Der Rundgang", "Mehr Pausen"), ("Die Offenheit", "Kürzere Vorträge")):
        saved_answer(meeting, good=good, better=better)
    account = saved_account((Role.ORGANISER, network))
    pages = {
        "documents": f"{OFFICE}/meetings/gera/documents",
        "add-documents": f"{OFFICE}/meetings/gera/documents/new",
        "suggestions": f"{OFFICE}/meetings/gera/feedback",
        "public-meeting": "/n/thueringen/meetings/gera",
        "my-page": my(erika),
        "my-suggestions": my(erika, "/meetings/gera/feedback"),
        "my-documents": my(erika, "/documents"),
    }
    with served(app) as address:
        visit = open_page(
            f"{address}/sign-in/{accounts.link_for(account.email, now=datetime.now(UTC))}"
        )
        visit.page.get_by_role("main").get_by_role("button").click()
        for name, path in pages.items():
            visit.page.goto(f"{address}{path}")
            assert visit.faults(f"member-{name}") == []
            if name in {"documents", "suggestions"}:
                visit.keep(f"after-{name}", (1000, 800))


def ask(office, address) -> None:
    page = office.page
    page.goto(f"{address}{OFFICE}/organisations/weida/stewards")
    assert office.faults("member-stewards") == []
    page.goto(f"{address}{OFFICE}/profiles/mail")
    assert office.faults("member-mail") == []
    page.get_by_role("button", name="Mail ansehen").click()
    assert office.faults("member-mail-preview") == []
    office.keep("members-mail", (1000, 800))
    page.get_by_role("button", name="1 Mail senden").click()


def answer(steward) -> None:
    page = steward.page
    page.get_by_label("Deutsch").first.fill("Zeigt, wie ein Radweg durch die Altstadt passt.")
    page.locator("#offers-0-text-de").fill("Einen Verleih für Lastenräder, den alle nutzen dürfen")
    page.locator("#contact_email").fill("digital@weida.example.org")
    steward.keep("members-form", (390, 1500))
    steward.look("phone", "light")
    page.get_by_role("button", name="Ansehen, was ein Scan zeigt").click()
    steward.shot("member-preview-phone-light")
    page.get_by_role("button", name="Speichern").click()
    steward.shot("member-saved-phone-light")
    page.get_by_role("button", name="Ja, alles stimmt noch").click()
    page.get_by_role("link", name="Was ein Scan jetzt zeigt").click()
    steward.shot("member-scan-phone-light")
    assert page.get_by_text("Lastenräder").count() == 1


def compare(office, address) -> None:
    page = office.page
    page.goto(f"{address}/o/")
    assert office.faults("member-overview") == []
    page.get_by_role("link", name="1 Steckbrief wurde").click()
    assert office.faults("member-changed") == []
    page.get_by_role("link", name="Stadt Weida").click()
    assert office.faults("member-compare") == []
    office.keep("members-compare", (1000, 800))
    page.goto(f"{address}{OFFICE}/organisations/weida/versions")
    assert office.faults("member-versions") == []

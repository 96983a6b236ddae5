"""Every form of the office, looked at by a browser: with data, with mistakes, with a conflict."""

from datetime import UTC, datetime

import pytest

from eventsvc.db.models import (
    AgendaItemRow,
    CooperationRow,
    ExperienceRow,
    FunctionRow,
    MeetingHostRow,
    NetworkRow,
    NoticeRow,
    PrinterRow,
    PrintRunRow,
    SpeakerRow,
    TopicRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.consents import PHOTO, State
from eventsvc.domain.kinds import NoticeKind
from eventsvc.services.account import accounts
from tests.conftest import NOW, settings_for
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_decision,
    saved_design,
    saved_group,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_print_run,
    saved_sheet,
    saved_statement,
)
from tests.support.browser import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

GERA = "/o/thueringen/meetings/gera"
GROUPS = {
    "meeting": {
        "new-meeting": "/o/thueringen/meetings/new",
        "edit-meeting": f"{GERA}/edit",
        "notices": f"{GERA}/notices",
        "bases": f"{GERA}/legal-bases",
        "delete-meeting": f"{GERA}/delete",
        "agenda": f"{GERA}/agenda",
        "agenda-item": f"{GERA}/agenda/1",
    },
    "organisations": {
        "organisations": "/o/thueringen/organisations",
        "organisation": "/o/thueringen/organisations/weida",
        "edit-organisation": "/o/thueringen/organisations/weida/edit",
        "profile": "/o/thueringen/organisations/weida/profile",
        "statements": "/o/thueringen/organisations/weida/statements",
        "cooperations": "/o/thueringen/organisations/weida/cooperations",
        "experience": "/o/thueringen/organisations/weida/experience",
        "merge": "/o/thueringen/organisations/weida/merge",
        "topics": "/o/thueringen/topics",
    },
    "people": {
        "attendees": f"{GERA}/attendees",
        "new-attendee": f"{GERA}/attendees/new",
        "attendee": f"{GERA}/attendees/erika",
        "consents": f"{GERA}/attendees/erika/consents",
        "import": f"{GERA}/attendees/import",
        "badges": f"{GERA}/badges?start=3&open=paper",
        "sheets": "/o/thueringen/sheets",
        "new-sheet": "/o/thueringen/sheets/new",
        "print": f"{GERA}/badges/prints/run",
    },
    "groups": {
        "groups": "/o/thueringen/groups",
        "new-group": "/o/thueringen/groups/new",
        "edit-group": "/o/thueringen/groups/verkehr",
        "end-group": "/o/thueringen/groups/verkehr/end",
    },
    "settings": {
        "settings": "/o/thueringen/settings",
        "network": "/o/thueringen/settings/network",
        "page": "/o/thueringen/settings/pages/imprint",
        "staff": "/o/thueringen/people",
        "give-role": "/o/thueringen/people/new",
        "audit": "/o/thueringen/audit",
    },
}
PAPER = {
    "designs": "/o/thueringen/designs",
    "new-design": "/o/thueringen/designs/new",
    "design": "/o/thueringen/designs/ours",
    "design-goes": "/o/thueringen/designs/ours/delete",
    "own-sheet": "/o/thueringen/sheets/ours",
    "with-a-printer": f"{GERA}/badges?open=looks",
}
"""What networks have of their own to print on, and what only administrators write."""


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@pytest.fixture
def office(app):
    network = saved_network()
    weida = saved_organisation(
        network,
        key="weida",
        name={"de": "Stadt Weida"},
        ags="16076079",
        profile={"sentence": {"de": "Kleine Stadt mit großer Burg"}},
    )
    topic = saved(TopicRow(network_id=network.id, key="t", label={"de": "Tourismus"}))
    saved_statement(weida, topic_id=topic.id, text={"de": "Hilfe beim Radweg an der Elster"})
    saved(
        ExperienceRow(network_id=network.id, organisation_id=weida.id, topic_id=topic.id, grade=2)
    )
    saved(
        CooperationRow(
            network_id=network.id, organisation_id=weida.id, partner_name="Uni", subjects=["Rad"]
        )
    )
    gera = saved_meeting(
        network,
        slug="gera",
        title={"de": "4. Netzwerktreffen in Gera", "en": "4th meeting in Gera"},
        place="Gera",
        notices=[NoticeRow(position=0, kind=NoticeKind.PHOTO, text={"de": "Wir machen Fotos."})],
        agenda=[
            AgendaItemRow(position=0, number="1", title={"de": "Begrüßung"}, minutes=15),
            AgendaItemRow(
                position=1,
                number="2",
                title={"de": "Offene Aussprache über Fehlschläge"},
                minutes=45,
                speakers=[SpeakerRow(position=0, name="Jan Novák")],
            ),
        ],
    )
    saved(MeetingHostRow(meeting_id=gera.id, organisation_id=weida.id, position=0))
    saved_print_run(gera, public_id="run", done=120)
    person = saved_person(network, given="Erika", family="Muster", sort_key="a")
    saved(FunctionRow(network_id=network.id, person_id=person.id, organisation_id=weida.id))
    saved_group(network, slug="verkehr", title={"de": "AG Verkehr"}, lead=person)
    saved_attendance(gera, person, public_id="erika", organisation_id=weida.id)
    saved_decision(person, State.GRANTED, purpose=PHOTO[0], meeting_id=gera.id)
    return saved_account((Role.ORGANISER, network), email="organiser@example.org")


@pytest.fixture
def inside(app, office, open_page):
    """A browser in which the organiser is signed in, and the service's address."""
    with served(app) as address:
        yield signed_in(office, open_page, address), address


def signed_in(account, open_page, address):
    token = accounts.link_for(account.email, now=datetime.now(UTC))
    visit = open_page(f"{address}/sign-in/{token}?next=/o/")
    visit.page.get_by_role("main").get_by_role("button").click()
    return visit


@pytest.mark.parametrize("group", GROUPS)
def test_every_form_is_accessible_in_every_look(inside, group):
    visit, address = inside
    found = []
    for name, path in GROUPS[group].items():
        visit.page.goto(address + path)
        found += visit.faults(f"forms-{name}")

    assert found == []


@pytest.mark.proof
@pytest.mark.usefixtures("office")
def test_paper_and_designs_of_the_network_are_accessible_for_administrators(app, open_page):
    network = session().query(NetworkRow).one()
    saved_sheet(network, key="ours")
    saved_design(network, key="ours")
    saved(PrinterRow(network_id=network.id, name="Büro", sheet="ours", x=1.5, y=-0.5, used_at=NOW))
    found = []
    with served(app) as address:
        visit = signed_in(saved_account((Role.ADMINISTRATOR, None)), open_page, address)
        for name, path in PAPER.items():
            visit.page.goto(address + path)
            visit.page.wait_for_load_state("networkidle")
            found += visit.faults(f"forms-{name}")

    assert found == []


def test_a_point_of_the_agenda_is_dragged_to_another_place(inside):
    page, address = inside[0].page, inside[1]
    page.goto(f"{address}{GERA}/agenda")
    first, second = page.locator(".entry").all()
    with page.expect_navigation():
        second.locator(".grip").drag_to(first, target_position={"x": 40, "y": 5})

    assert [title.inner_text() for title in page.locator(".entry strong").all()] == [
        "Offene Aussprache über Fehlschläge",
        "Begrüßung",
    ]


def test_mistakes_conflicts_and_a_list_to_map_are_accessible(inside, tmp_path):
    visit, address = inside
    page = visit.page
    page.goto(f"{address}/o/thueringen/meetings/new")
    page.locator("#tzid").fill("Gera")
    page.locator("main form .kern-btn--primary").click()
    found = visit.faults("forms-mistakes")

    page.goto(f"{address}{GERA}/edit")
    other = page.context.new_page()
    other.goto(f"{address}{GERA}/edit")
    other.locator("#place").fill("Weida")
    other.locator("main form .kern-btn--primary").click()
    page.locator("#place").fill("Jena")
    page.locator("main form .kern-btn--primary").click()
    found += visit.faults("forms-conflict")
    page.locator("main form .kern-btn--primary").click()
    found += visit.faults("forms-saved")
    assert "Jena" in page.content()

    liste = tmp_path / "liste.csv"
    liste.write_text(
        "Vorname;Nachname;Behörde;Fotos ok?\nJan;Novák;Město Cheb;ja\nMax;Probe;Weida;nein\n",
        encoding="utf-8",
    )
    page.goto(f"{address}{GERA}/attendees/import")
    page.locator("#file").set_input_files(str(liste))
    page.locator("main form .kern-btn--primary").click()
    found += visit.faults("forms-mapping")

    assert found == []


def test_a_sheet_is_drawn_while_its_measures_are_typed_and_a_print_moves_its_bar(inside):
    visit, address = inside
    page = visit.page
    page.goto(f"{address}/o/thueringen/sheets/new")
    drawing = page.locator("#drawing rect.sheet__label")
    words = page.locator("#drawing [role=status]")
    before = drawing.count(), words.inner_text()
    page.locator("#grid_y").fill("6")
    wrong = drawing.count(), words.inner_text()
    page.locator("#pitch_y").fill("44,5")
    page.locator("#size_y").fill("44")
    right = drawing.count(), words.inner_text(), drawing.first.get_attribute("height")

    page.goto(f"{address}{GERA}/badges/prints/run")
    bar = page.locator("progress")
    first = bar.get_attribute("value")
    with transaction() as writing:
        writing.query(PrintRunRow).update({"done": 300})
    page.wait_for_timeout(2500)
    moved = page.evaluate("document.querySelector('progress').value")

    assert before == (10, "10 Etiketten auf der Seite.")
    assert wrong == (12, "Die Etiketten passen nicht auf die Seite.")
    assert right == (12, "12 Etiketten auf der Seite.", "44")
    assert (first, moved) == ("120", 300)
    assert page.locator("#progress-words").inner_text() == "300 von 400 Namensschildern"

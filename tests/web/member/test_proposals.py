"""Where the office publishes profiles, what stewards write waits, whole, until it says so."""

from io import BytesIO

import pytest

from eventsvc.db.models import ProfileProposalRow, StatementRow
from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session
from tests.factories import (
    saved_network,
    saved_organisation,
    saved_statement,
    saved_steward,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.web.member.conftest import link

SCAN = "/p/WE1DA"
OFFICE = "/o/ours/organisations/weida/proposal"
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.fixture
def network(app, english, request):
    from tests.conftest import NOW

    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network(slug="ours", name={"de": "Unser Netz"}, reviews_profiles=True)


def again(network):
    session().expire_all()
    return organisation_by_key(network.id, "weida")


def test_what_a_steward_writes_is_seen_once_the_office_published_it(
    client, organiser, network, weida, steward
):
    kept = saved_statement(weida, text={"de": "Hilfe beim Radweg"}, source="Umfrage 2022")
    path = link(steward)
    first = {
        "sentence.de": "Neuer Satz",
        "offers.count": "1",
        "offers.0.text.de": "Ein Verleih",
        "document": (BytesIO(PDF), "Steckbrief.pdf"),
    }
    saved = send(client, path, first)
    between = client.get(SCAN).text
    form = client.get(path).text
    saved_statement(weida, text={"de": "Vom Büro ergänzt"})
    second = send(client, link(steward, "/details"), {"population": "8432"})
    overview = organiser.get("/o/").text
    listed = organiser.get("/o/ours/profiles").text
    page = organiser.get(OFFICE).text
    answer = send_on(organiser, OFFICE, page, {"do": "publish"})
    scan = client.get(SCAN).text
    statements = session().query(StatementRow).order_by(StatementRow.kind, StatementRow.id).all()

    assert (saved.status_code, second.status_code, answer.status_code) == (303, 303, 303)
    assert "Neuer Satz" not in between
    assert "Ein Verleih" not in between
    assert form_in(form)["sentence.de"] == ["Neuer Satz"]
    assert "waits for the office" in form
    assert "1 profile waits to be published" in overview
    assert "Stadt Weida" in listed
    assert_valid(page)
    for words in ("Neuer Satz", "Ein Verleih", "8432", "Steckbrief.pdf"):
        assert words in page
    for words in (
        "Neuer Satz",
        "Ein Verleih",
        "8,432",
        "Steckbrief.pdf",
        "Hilfe beim Radweg",
        "Vom Büro ergänzt",
    ):
        assert words in scan
    assert [one.source for one in statements if one.kind is kept.kind] == ["Umfrage 2022", ""]
    assert session().query(ProfileProposalRow).all() == []
    assert "waits for the office" not in client.get(path).text


def test_what_is_turned_down_is_gone_and_an_older_page_decides_nothing(
    client, organiser, network, weida, steward
):
    other = saved_steward(weida)
    send(client, link(steward), {"sentence.de": "Erster"})
    old = organiser.get(OFFICE).text
    send(client, link(other), {"contact_phone": "112"})
    late = send_on(organiser, OFFICE, old, {"do": "publish"})
    waiting = session().query(ProfileProposalRow).one().content
    down = send_on(organiser, OFFICE, organiser.get(OFFICE).text, {"do": "turn-down"})

    assert (late.status_code, late.headers["Location"]) == (303, OFFICE)
    assert (waiting["sentence"], waiting["contact_phone"]) == ({"de": "Erster"}, "112")
    assert down.status_code == 303
    assert organiser.get(OFFICE).status_code == 404
    assert again(network).profile.contact_phone == ""
    assert form_in(client.get(link(steward)).text)["sentence.de"] != ["Erster"]


def test_of_another_network_nothing_waits_here(organiser, network, weida):
    theirs = saved_organisation(saved_network(slug="theirs"), key="fremd")
    assert theirs.key == "fremd"
    assert organiser.get("/o/theirs/organisations/fremd/proposal").status_code == 404
    assert organiser.get("/o/ours/organisations/fremd/proposal").status_code == 404
    assert organiser.get(OFFICE).status_code == 404

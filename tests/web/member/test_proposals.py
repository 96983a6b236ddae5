"""Where the office publishes profiles, what stewards write waits, whole, until it says so."""

import re
from io import BytesIO

import pytest

from eventsvc.db.models import ProfileProposalRow, StatementRow
from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session, transaction
from tests.conftest import NOW
from tests.factories import (
    saved_network,
    saved_organisation,
    saved_statement,
    saved_steward,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain
from tests.web.member.conftest import link
from tests.web.member.test_pictures import CREST, crest_file, files

SCAN = "/p/WE1DA"
OFFICE = "/o/ours/organisations/weida/proposal"
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.fixture
def network(app, english, request):
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
    answer = send_on(organiser, OFFICE, page, {"decision": "publish"})
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
    late = send_on(organiser, OFFICE, old, {"decision": "publish", "word": "Gut so"})
    waiting = session().query(ProfileProposalRow).one().content
    down = send_on(organiser, OFFICE, organiser.get(OFFICE).text, {"decision": "turn-down"})

    assert late.status_code == 409
    assert "It was changed meanwhile." in late.text
    assert form_in(late.text)["word"] == ["Gut so"]
    assert "112" in late.text
    assert (waiting["sentence"], waiting["contact_phone"]) == ({"de": "Erster"}, "112")
    assert down.status_code == 303
    assert organiser.get(OFFICE).status_code == 404
    assert again(network).profile.contact_phone == ""
    assert form_in(client.get(link(steward)).text)["sentence.de"] != ["Erster"]


def test_a_new_picture_is_public_once_the_office_published_it(
    client, organiser, network, weida, steward
):
    office = "/o/ours/organisations/weida/pictures"
    send(organiser, office, {"crest_file": (crest_file("red"), "a.png"), "crest_alt.de": "Rot"})
    red = client.get(CREST).data
    path, other = link(steward, "/pictures"), saved_steward(weida)
    blue = {"crest_file": (crest_file("blue"), "b.png"), "crest_alt.de": "Blau"}
    saved = send(client, path, blue)
    followed = client.get(link(steward)).text
    # Another steward writes on, and sees the picture that waits.
    send(client, link(other), {"sentence.de": "Neuer Satz"})
    form = client.get(link(other, "/pictures")).text
    preview = send(client, link(other), {"show": "preview"}).text
    own = re.search(r'src="(/m/[^"]+/pictures/[0-9a-f]{64})"', preview)[1]
    proposed = client.get(own)
    between, scan = client.get(CREST).data, client.get(SCAN).text
    page = organiser.get(OFFICE).text
    addresses = re.findall(r'src="(/o/[^"]+/pictures/[0-9a-f]{64})"', page)
    shown = [organiser.get(address).data for address in addresses]
    stranger = client.get(addresses[1])
    send_on(organiser, OFFICE, page, {"decision": "publish"})

    assert saved.status_code == 303
    assert "The office looks at it" in followed
    assert form_in(form)["crest_alt.de"] == ["Blau"]
    assert 'alt="Blau"' in preview
    assert proposed.headers["Cache-Control"] == "no-store"
    assert between == red != proposed.data
    assert "Blau" not in scan
    assert_valid(page)
    assert shown == [red, proposed.data]
    assert 'alt="Rot"' in page
    assert 'alt="Blau"' in page
    assert stranger.status_code != 200
    assert client.get(CREST).data == proposed.data
    assert 'alt="Blau"' in client.get(SCAN).text


def test_of_a_picture_that_is_turned_down_or_replaced_no_byte_stays(
    client, organiser, network, weida, steward
):
    path = link(steward, "/pictures")
    for shade in ("red", "blue"):
        send(client, path, {"crest_file": (crest_file(shade), "a.png"), "crest_alt.de": shade})
    [waits] = files()
    own = client.get(f"{path}/{waits}").status_code
    send_on(organiser, OFFICE, organiser.get(OFFICE).text, {"decision": "turn-down"})

    assert own == 200
    assert client.get(CREST).status_code == 404
    assert client.get(f"{path}/{waits}").status_code == 404
    assert files() == set()


def test_a_picture_stays_until_the_office_agrees_to_take_it_down(
    client, organiser, network, weida, steward
):
    office = "/o/ours/organisations/weida/pictures"
    send(organiser, office, {"crest_file": (crest_file("red"), "a.png"), "crest_alt.de": "Rot"})
    send(client, link(steward, "/pictures"), {"crest_remove": "yes"})
    between = client.get(CREST).status_code, len(files())
    page = organiser.get(OFFICE).text
    send_on(organiser, OFFICE, page, {"decision": "publish"})

    assert between == (200, 1)
    assert files() == set()  # nor does the history keep it
    assert "(nothing)" in page
    assert client.get(CREST).status_code == 404


def test_what_waits_is_written_on_though_the_office_publishes_no_more(
    client, organiser, network, weida, steward
):
    office = "/o/ours/organisations/weida/pictures"
    send(organiser, office, {"crest_file": (crest_file("red"), "a.png"), "crest_alt.de": "Rot"})
    path = link(steward, "/pictures")
    send(client, path, {"crest_file": (crest_file("blue"), "b.png"), "crest_alt.de": "Blau"})
    with transaction() as writing:
        writing.get_one(type(network), network.id).reviews_profiles = False
    send(client, path, {"crest_author": "Eva Muster"})
    followed = client.get(link(steward)).text
    scan = client.get(SCAN).text
    waiting = session().query(ProfileProposalRow).one().content["crest"]

    assert "The office looks at it" in followed
    assert 'alt="Rot"' in scan  # else the words of the blue crest would stand at the red one
    assert (waiting["alt"], waiting["author"]) == ({"de": "Blau"}, "Eva Muster")


def test_of_another_network_nothing_waits_here(organiser, network, weida):
    theirs = saved_organisation(saved_network(slug="theirs"), key="fremd")
    assert theirs.key == "fremd"
    assert organiser.get("/o/theirs/organisations/fremd/proposal").status_code == 404
    assert organiser.get("/o/ours/organisations/fremd/proposal").status_code == 404
    assert organiser.get(OFFICE).status_code == 404


def test_the_office_is_told_once_that_something_waits_and_stewards_what_became_of_it(
    client, organiser, network, steward, settings
):
    for words in ("Erster", "Zweiter"):
        send(client, link(steward), {"sentence.de": words})
    [asked] = delivered(settings, now=NOW)
    path = re.search(r"https://netz\.example\.de(/o/\S+)", plain(asked))[1]
    word = "Die Zahl <b>stimmt</b> nicht.\n\nRufen Sie an."
    page = organiser.get(path).text
    send_on(organiser, path, page, {"decision": "turn-down", "word": word})
    [down] = delivered(settings, now=NOW)[1:]
    send(client, link(steward), {"sentence.de": "Dritter"})
    send_on(organiser, path, organiser.get(path).text, {"decision": "publish"})
    mails = delivered(settings, now=NOW)
    own = re.search(r"https://netz\.example\.de(/m/\S+)", plain(mails[-1]))[1]

    assert (asked["To"], down["To"]) == (network.email, "digital@weida.example")
    assert path == OFFICE
    assert asked["Subject"] == "Wartet auf Veröffentlichung: der Steckbrief von Stadt Weida"
    assert down["Subject"] == "Nicht veröffentlicht: Ihr Steckbrief im Netzwerk, Stadt Weida"
    assert word in plain(down).replace("\r\n", "\n")
    assert "&lt;b&gt;stimmt" in down.get_body(("html",)).get_content()
    # Of what is decided before the mail goes, the office needs none.
    assert [mail["Subject"] for mail in mails[2:]] == [
        "Veröffentlicht: Ihr Steckbrief im Netzwerk, Stadt Weida"
    ]
    assert client.get(own).status_code == 200
    for mail in mails:
        assert_valid(mail.get_body(("html",)).get_content())


def test_a_word_that_is_too_long_comes_back_and_decides_nothing(
    client, organiser, network, steward
):
    send(client, link(steward), {"sentence.de": "Erster"})
    word = "a" * 2001
    answer = send_on(
        organiser, OFFICE, organiser.get(OFFICE).text, {"decision": "publish", "word": word}
    )

    assert answer.status_code == 422
    assert form_in(answer.text)["word"] == [word]
    assert session().query(ProfileProposalRow).count() == 1

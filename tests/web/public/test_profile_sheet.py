"""The profile as a PDF: what a scan shows, no person, in the reader's language."""

import io

import pytest
from pypdf import PdfReader

from eventsvc.db.models import FunctionRow
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    saved,
    saved_decision,
    saved_network,
    saved_organisation,
    saved_person,
    saved_project,
    saved_statement,
)
from tests.support.prints import page_texts

PROFILE = {
    "sentence": {"de": "Wohnstadt an der Osterburg 🏰", "en": "A town below the Osterburg"},
    "text": {"de": "Weida *sucht* Hilfe.\n\n* eins\n* zwei\n\n<script>x</script>"},
    "news": [{"on": "2022-08-01", "text": {"de": "Der Radweg ist fertig"}}],
    "population": 8432,
    "facts_source": "Landesamt",
    "contact_title": {"de": "Stadtentwicklung"},
    "contact_email": "weida@example.org",
}


@pytest.fixture
def weida(page):
    network = saved_network()
    row = saved_organisation(network, code="WE1DA", name={"de": "Stadt Weida"}, profile=PROFILE)
    saved_statement(row, text={"de": "Tourismus & Burg"})
    saved_statement(row, kind=StatementKind.OFFER, text={"de": "Vereine"})
    saved_statement(row, text={"de": "Nur intern"}, visibility=Visibility.NETWORK)
    saved_project(row, title={"de": "Infotafeln"})
    person = saved_person(network, given="Erika", family="Geheim")
    saved(FunctionRow(network_id=network.id, person_id=person.id, organisation_id=row.id, title={}))
    saved_decision(person, State.GRANTED, purpose=Purpose.CONTACT_PUBLIC)
    return row


def test_the_sheet_says_what_a_scan_shows_and_names_no_person(client, weida):
    answer = client.get("/p/we1da.pdf?lang=de")
    again = client.get("/p/WE1DA.pdf?lang=de", headers={"If-None-Match": answer.headers["ETag"]})
    words = " ".join(" ".join(page_texts(answer.data)).split())
    pdf = PdfReader(io.BytesIO(answer.data))

    assert (answer.status_code, answer.content_type, again.status_code) == (
        200,
        "application/pdf",
        304,
    )
    for said in (
        "Stadt Weida",
        "Wohnstadt an der Osterburg",
        "Tourismus & Burg",
        "Vereine",
        "Der Radweg ist fertig",
        "8.432",
        "weida@example.org",
        "Infotafeln",
        "netz.example.de/P/",
    ):
        assert said in words
    assert "Geheim" not in words
    assert "Nur intern" not in words
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/Lang"] == "de"
    assert "below the Osterburg" in " ".join(page_texts(client.get("/p/WE1DA.pdf?lang=en").data))


def test_an_empty_profile_is_a_sheet_too_and_a_closed_one_is_none(client, page):
    network = saved_network()
    saved_organisation(network, code="LEER2", name={"de": "Leer"})

    assert client.get("/p/LEER2.pdf").status_code == 200
    assert client.get("/p/NXNE2.pdf").status_code == 404


@pytest.mark.one_engine
def test_what_no_font_has_never_costs_the_sheet_and_is_named_on_it(client, page):
    network = saved_network()
    saved_organisation(
        network,
        code="EMJ22",
        name={"de": "Stadt \ue000 Gera"},
        profile={
            "sentence": {"de": "Familien 👨‍👩‍👧, ❤️ und 🌳 willkommen"},
            "text": {"de": "Nach 서울, \ue001\u200d\ue002\ufe0f! und Київ"},
        },
    )

    answer = client.get("/p/EMJ22.pdf?lang=de")
    words = " ".join(" ".join(page_texts(answer.data)).split())

    assert answer.status_code == 200
    assert "Stadt ? Gera" in words
    assert ", ?! und Київ" in words
    assert "willkommen" in words
    assert "(U+E000), (U+E001), (U+E002)" in words
    assert "Die Seite hinter dem Code zeigt sie." in words


@pytest.mark.one_engine
def test_of_many_characters_that_no_font_has_the_first_are_named(client, page):
    network = saved_network()
    many = "".join(map(chr, range(0xE000, 0xE040)))
    saved_organisation(network, code="EMJ33", name={"de": "Leer"}, profile={"text": {"de": many}})

    words = " ".join(" ".join(page_texts(client.get("/p/EMJ33.pdf?lang=de").data)).split())

    assert words.count("(U+E0") == 12
    assert "?" * 64 in words.replace(" ", "")

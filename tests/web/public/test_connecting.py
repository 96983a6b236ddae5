"""What connects the reader with the organisation behind the code."""

import re
from datetime import date

import pytest

from eventsvc.db.models import TopicRow
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from tests.factories import saved, saved_network, saved_organisation, saved_statement
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

ALLIANZ = "Zweckverband Allianz &#34;Thüringer Becken&#34;"
ENGLISH = {"Accept-Language": "en"}


def connections(html: str) -> list[str]:
    listed = re.search(r'<ul class="connections">(.*?)</ul>\s*<p', html, re.DOTALL)
    found = re.findall(r"<li>([^<]+)<details", listed[1] if listed else "")
    return [sentence.strip() for sentence in found]


def test_who_comes_from_weida_reads_what_connects_with_the_allianz_and_why(thueringen, page):
    html = page("/p/TB3CK?from=weida")

    assert_valid(html)
    assert connections(html) == [
        f"You seek support with Tourismus. {ALLIANZ} offers it.",
        f"{ALLIANZ} seeks support with Bürgerbeteiligung. You offer it.",
    ]
    assert "Projekte in Zusammenarbeit mit Vereinen</span>” – Umfrage der Mitglieder" in html
    assert html.index("What connects us") < html.index("Save contact")
    assert "offers it on all topics" in page("/p/7M3NA?from=weida")
    assert "Nothing that both have written down." in page("/p/FH3RF?from=weida")
    assert "You come from: " in page("/p/WEYD4?from=weida")


def test_what_is_typed_leads_to_the_one_meant_else_offers_those_who_could_be(thueringen, client):
    def asked(words):
        return client.get("/p/TB3CK", query_string={"from": words}, headers=ENGLISH)

    meant = {words: asked(words).location for words in ("Weida", "Stadt Weida ", "Ilmenau")}
    unclear, unknown = asked("erfurt jena").text, asked("Atlantis<b>").text

    assert meant == {
        "Weida": "/p/TB3CK?from=weida#connects",
        "Stadt Weida ": "/p/TB3CK?from=weida#connects",
        "Ilmenau": "/p/TB3CK?from=ilmenau#connects",
    }
    assert "No member has a name like that." in unclear
    assert 'value="Atlantis&lt;b&gt;"' in unknown
    offered = asked("Region Stadt").text + asked("i").text
    assert 'href="/p/TB3CK?from=tu-ilmenau#connects"' in offered
    assert_valid(asked("i").text)


def test_what_is_hidden_or_over_connects_nobody_and_who_is_elsewhere_is_unknown(page):
    network, other = saved_network(), saved_network(slug="other")
    topic = saved(TopicRow(network_id=network.id, key="energy", label={"en": "Energy"}))
    gera, weida = (
        saved_organisation(network, code=code, key=key)
        for code, key in (("GERA2", "gera"), ("WEYD4", "weida"))
    )
    saved_organisation(other, code="ELSE2", key="elsewhere", name={"en": "Elsewhere"})
    saved_statement(gera, topic_id=topic.id, kind=StatementKind.OFFER)
    saved_statement(weida, topic_id=topic.id, visibility=Visibility.NETWORK)
    saved_statement(weida, topic_id=topic.id, valid_until=date(2022, 8, 8))
    saved_statement(weida, topic_id=None, unsorted=True)

    assert "Nothing that both have written down." in page("/p/GERA2?from=weida")
    assert "No member has a name like that." in page("/p/GERA2?from=elsewhere")

    saved_statement(weida, topic_id=topic.id)
    assert "You seek support with Energy." in page("/p/GERA2?from=weida")


def test_both_may_seek_the_same_or_know_the_same(page):
    network = saved_network()
    topics = [
        saved(TopicRow(network_id=network.id, key=key, label={"en": key.title()}))
        for key in ("energy", "traffic")
    ]
    for code in ("gera2", "weyd4"):
        organisation = saved_organisation(network, code=code.upper(), key=code)
        saved_statement(organisation, topic_id=topics[0].id)
        saved_statement(organisation, topic_id=topics[1].id, kind=StatementKind.FOCUS)

    html = page("/p/GERA2?from=weyd4")

    assert "You both seek support with Energy. Look together." in html
    assert "You both know about Traffic." in html


@pytest.mark.parametrize("count", [1, 12])
def test_a_scan_asks_no_question_more_for_who_comes_from_somewhere(client, count):
    network = saved_network()
    gera, weida = (saved_organisation(network, code=code, key=code) for code in ("GERA2", "weida"))
    for number in range(count):
        saved_organisation(network)
        topic = saved(TopicRow(network_id=network.id, key=f"t{number}", label={"de": "Daten"}))
        saved_statement(gera, topic_id=topic.id, kind=StatementKind.OFFER)
        saved_statement(weida, topic_id=topic.id)

    with counted_queries() as queries:
        html = client.get("/p/GERA2?from=weida").text

    assert html.count("rests-on") == count
    assert len(queries) == 5

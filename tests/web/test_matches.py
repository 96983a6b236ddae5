"""The office's page of matches: source 002 as it must come out, filters, export, rights."""

import re
from datetime import date
from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.models import CooperationRow, TopicRow
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.domain.access import Role
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.inputs.tables import read_table
from tests.conftest import NOW
from tests.factories import (
    CREATED,
    saved,
    saved_account,
    saved_organisation,
    saved_statement,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import sign_in

MATCHES = "/o/ours/matches"
OFFER = StatementKind.OFFER


def part(html: str, start: str, end: str) -> str:
    return html[html.index(start) : html.index(end)]


def seeks(html: str) -> dict[str, list[tuple[str, int]]]:
    """Return what the page tells: seek → helpers in order with their points."""
    found = {}
    for section in re.split(r'<section class="part" aria-labelledby="seek-', html)[1:]:
        title = re.search(r"<h2[^>]*>\s*(.*?)</h2>", section, re.DOTALL)[1]
        helpers = re.findall(
            r"<strong>.*?>([^<>]+)(?:</span>)?</a></strong>.*?(\d+) point", section
        )
        found[title] = [(name, int(points)) for name, points in helpers]
    return found


def topic(office, key, **changes) -> TopicRow:
    return saved(TopicRow(network_id=office.id, key=key, label={"en": key.title()}, **changes))


def test_the_demo_shows_what_source_002_gives(app, english):
    app.extensions["eventsvc.clock"] = lambda: NOW
    demo.load(NOW, Random(1))
    client = app.test_client()
    sign_in(client, saved_account((Role.ORGANISER, network_by_slug("thueringen"))), now=NOW)

    html = client.get("/o/thueringen/matches").text
    table = read_table(client.get("/o/thueringen/matches.xlsx").data)
    csv = client.get("/o/thueringen/matches.csv?q=Seltenrain").data.decode("utf-8-sig")

    assert_valid(html)
    listed = seeks(html)
    assert sum(len(helpers) for helpers in listed.values()) == 14
    assert listed["Town of Weida: Tourism"] == [
        ("Zweckverband Allianz &#34;Thüringer Becken&#34;", 8),
        ("Town of Dingelstädt", 6),
        ("City of Ilmenau", 2),
    ]
    todo = part(html, "Nobody offers this yet", 'role="status"')
    assert re.findall(r"</a>: ([^<]+)</span>", todo) == [
        "Digital administration",
        "Public relations",
    ]
    clusters = part(html, '<caption class="kern-sr-only">Topics in common', "Help on all topics is")
    assert clusters.count('<th scope="row">') == 6
    assert "City of Ilmenau" in html[html.index("Help on all topics is offered by:") :]
    assert len(table.sheets[0].rows) == 15
    assert csv.count("\r\n") == 4
    assert "Umfrage der Mitglieder, Folien vom 30.08.2022" in csv


def test_the_page_is_narrowed_by_name_topic_and_nearness(organiser, office):
    energy, sun = topic(office, "energy"), topic(office, "water")
    wind = topic(office, "wind", parent_id=energy.id)
    weida, jena, suhl = (
        saved_organisation(office, name={"en": name}) for name in ("Weida", "Jena", "Suhl")
    )
    saved_statement(weida, topic_id=energy.id, visibility=Visibility.NETWORK)
    saved_statement(suhl, topic_id=sun.id)
    saved_statement(jena, topic_id=wind.id, kind=OFFER)

    pages = {
        query: seeks(organiser.get(f"{MATCHES}?{query}").text)
        for query in ("", "q=jena", "q=suhl", "topic=water", "basis=6", "topic=none", "q=xyz")
    }

    related, nobody = {"Weida: Energy": [("Jena", 4)]}, {"Suhl: Water": []}
    assert pages == {
        "": related | nobody,
        "q=jena": related,
        "q=suhl": nobody,
        "topic=water": nobody,
        "basis=6": {"Weida: Energy": []} | nobody,
        "topic=none": {},
        "q=xyz": {},
    }


def test_what_is_over_unsorted_or_closed_makes_nothing_and_partners_stand_apart(organiser, office):
    energy = topic(office, "energy")
    weida, jena, suhl, gone = (
        saved_organisation(office, name={"en": name}) for name in ("Weida", "Jena", "Suhl", "Gone")
    )
    saved_statement(weida, topic_id=energy.id)
    saved_statement(jena, topic_id=energy.id, kind=OFFER)
    saved_statement(suhl, topic_id=energy.id, kind=OFFER, valid_until=date(2022, 8, 8))
    saved_statement(suhl, kind=OFFER, unsorted=True)
    saved_statement(gone, topic_id=energy.id, kind=OFFER)
    gone.retired_at = CREATED
    saved(gone)
    saved(
        CooperationRow(
            network_id=office.id,
            organisation_id=jena.id,
            partner_id=weida.id,
            subjects=["ENERGY"],
        )
    )

    html = organiser.get(MATCHES).text

    assert seeks(html) == {"Weida: Energy": [("Jena", 6)]}
    assert html.index("Work together on it already") < html.index("<strong>")
    assert "Nobody offers this yet" not in html


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_as_many_questions_for_many_as_for_one(organiser, office, count):
    energy = topic(office, "energy")
    for _ in range(count):
        saved_statement(saved_organisation(office), topic_id=energy.id)
        saved_statement(saved_organisation(office), topic_id=energy.id, kind=OFFER)

    with counted_queries() as queries:
        html = organiser.get(MATCHES).text

    assert len(seeks(html)) == count
    assert len(queries) <= 12

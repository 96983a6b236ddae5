"""The public pages of topics: who seeks, who offers, which meetings are about it."""

from datetime import date

import pytest

from eventsvc.db.models import TopicRow
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    CREATED,
    saved,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_statement,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries


def test_a_topic_tells_who_seeks_who_offers_and_who_helps_with_everything(thueringen, page):
    html = page("/n/thueringen/topics/buergerbeteiligung")

    assert_valid(html)
    seeks, rest = html[html.index("Who seeks") :].split("Who offers support</h2>")
    offers, with_all = rest.split("Who offers support on all topics")
    assert ('href="/p/TB3CK"' in seeks, 'href="/p/WEYD4"' in seeks) == (True, False)
    assert ('href="/p/TB3CK"' in offers, 'href="/p/WEYD4"' in offers) == (True, True)
    assert "Projekte in Zusammenarbeit mit Vereinen" in offers
    assert 'href="/p/7M3NA"' in with_all
    assert 'href="/n/thueringen/topics/buergerbeteiligung"' in page("/p/TB3CK")


def test_hidden_expired_retired_and_other_networks_are_on_no_topic(page, client):
    network, other = saved_network(), saved_network(slug="other")
    topic = saved(TopicRow(network_id=network.id, key="energy", label={"en": "Energy"}))
    gera = saved_organisation(network)
    gone = saved_organisation(network, retired_at=CREATED)
    saved_statement(gera, topic_id=topic.id, text={"en": "canary"}, visibility=Visibility.NETWORK)
    saved_statement(gera, topic_id=topic.id, text={"en": "canary"}, valid_until=date(2022, 8, 8))
    saved_statement(gera, kind=StatementKind.OFFER, text={"en": "canary"}, unsorted=True)
    saved_statement(gone, topic_id=topic.id, text={"en": "canary"})
    saved_statement(saved_organisation(other), kind=StatementKind.OFFER, text={"en": "canary"})

    html = page("/n/thueringen/topics/energy")

    assert "canary" not in html
    assert "Nobody has said anything about this topic in public yet." in html
    assert client.get("/n/other/topics/energy").status_code == 404


def test_topics_stand_below_what_they_are_a_part_of_and_lead_to_each_other(page):
    network = saved_network()
    traffic = saved(TopicRow(network_id=network.id, key="traffic", label={"en": "Traffic"}))
    saved(TopicRow(network_id=network.id, key="buses", label={"en": "Buses"}, parent_id=traffic.id))
    saved_statement(saved_organisation(network), topic_id=traffic.id)

    tree, part = page("/n/thueringen/topics"), page("/n/thueringen/topics/buses")

    assert_valid(tree)
    assert_valid(part)
    assert tree.index("Traffic") < tree.index("1 organisation") < tree.index("Buses")
    assert 'href="/n/thueringen/topics/traffic"' in part
    assert 'href="/n/thueringen/topics/buses"' in page("/n/thueringen/topics/traffic")


def test_coming_meetings_that_name_the_topic_are_listed(page):
    network = saved_network()
    saved(
        TopicRow(
            network_id=network.id,
            key="energy",
            label={"en": "Energy", "de": "Energie"},
            synonyms=["Wasserstoff"],
        )
    )
    saved_meeting(network, title={"de": "Energie in der Kommune"}, slug="named")
    saved_meeting(network, title={"de": "Sommerfest"}, description={"de": "Mit Wasserstoff!"})
    saved_meeting(network, title={"de": "Energiewende"}, slug="other-word")
    saved_meeting(network, title={"de": "Energie"}, slug="secret", visibility=Visibility.NETWORK)

    html = page("/n/thueringen/topics/energy")

    assert "Energie in der Kommune" in html
    assert "Sommerfest" in html
    assert "other-word" not in html
    assert "secret" not in html


@pytest.mark.parametrize("count", [1, 12])
def test_a_topic_asks_as_many_questions_for_many_as_for_one(client, count):
    network = saved_network()
    topic = saved(TopicRow(network_id=network.id, key="energy", label={"de": "Energie"}))
    for _ in range(count):
        saved_statement(saved_organisation(network), topic_id=topic.id)
        saved_meeting(network, title={"de": "Energie"})

    with counted_queries() as queries:
        html = client.get("/n/thueringen/topics/energy").text

    assert html.count('class="statements__topic"') == count
    assert len(queries) == 8

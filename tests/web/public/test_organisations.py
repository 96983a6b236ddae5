import re
from datetime import date

import pytest

from eventsvc.db.models import TopicRow
from eventsvc.domain.kinds import OrganisationKind, StatementKind
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    CREATED,
    saved,
    saved_network,
    saved_organisation,
    saved_statement,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

PATH = "/n/thueringen/organisations"


def codes(html: str) -> list[str]:
    return re.findall(r'href="/p/(\w+)"', html)


def test_all_members_are_listed_by_name_and_counted(thueringen, page):
    html = page(PATH)

    assert_valid(html)
    assert "10 members." in html
    assert codes(html)[:3] == ["TB3CK", "BHM4B", "DNGS7"]


def test_guests_and_retired_organisations_are_not_listed(page):
    network = saved_network()
    saved_organisation(network, code="MEMB2")
    saved_organisation(network, code="GAST2", is_guest=True)
    saved_organisation(network, code="GXNE2", retired_at=CREATED)

    html = page(PATH)

    assert codes(html) == ["MEMB2"]
    assert "1 member." in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=Muehlhausen", ["MHAVS"]),
        ("q=mulhausen", ["MHAVS"]),
        ("q=ILMENAU", ["7M3NA", "TX7MN"]),
        ("q=Seltenrein", ["S3TNR"]),
        ("kind=university", ["FH3RF", "TX7MN"]),
        ("kind=university&q=erfurt", ["FH3RF"]),
        ("topic=mobilitaet", ["TB3CK", "FH3RF"]),
        ("topic=mobilitaet&kind=university", ["FH3RF"]),
        ("topic=nothing", []),
        ("kind=nothing", []),
        ("q=" + "x" * 3000, []),
    ],
)
def test_the_list_is_searched_and_filtered(thueringen, page, query, found):
    html = page(f"{PATH}?{query}")

    assert codes(html) == found
    assert f"{len(found)} of 10 members." in html
    assert_valid(html)


def test_an_alias_finds_its_organisation(page):
    saved_organisation(saved_network(), code="BHM4B", aliases=["Bauhaus.Mobility.Lab"])

    assert codes(page(f"{PATH}?q=mobility")) == ["BHM4B"]


def test_only_topics_somebody_talks_about_in_public_are_offered(page):
    network = saved_network()
    gera = saved_organisation(network)
    guest = saved_organisation(network, is_guest=True)
    topics = {
        key: saved(TopicRow(network_id=network.id, key=key, label={"de": key}))
        for key in ("shown", "canary-hidden", "canary-expired", "canary-guest", "canary-silent")
    }
    saved_statement(gera, topic_id=topics["shown"].id)
    saved_statement(gera, topic_id=topics["canary-hidden"].id, visibility=Visibility.NETWORK)
    saved_statement(gera, topic_id=topics["canary-expired"].id, valid_until=date(2022, 8, 8))
    saved_statement(guest, topic_id=topics["canary-guest"].id)

    html = page(PATH)

    assert '<option value="shown"' in html
    assert "canary" not in html


def test_cards_count_public_statements(page):
    network = saved_network()
    gera = saved_organisation(network)
    saved_statement(gera)
    saved_statement(gera, kind=StatementKind.OFFER)
    saved_statement(gera, kind=StatementKind.OFFER)
    saved_statement(gera, kind=StatementKind.OFFER, visibility=Visibility.NETWORK)

    html = page(PATH)

    assert "seeks 1" in html
    assert "offers 2" in html


def test_an_empty_network_says_so(page):
    saved_network()

    assert "Nobody is a member yet." in page(PATH)
    assert "Nobody fits." in page(f"{PATH}?q=x")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_asks_four_questions_however_long_it_is(client, count):
    network = saved_network()
    for number in range(count):
        topic = saved(TopicRow(network_id=network.id, key=f"t{number}", label={"de": "Daten"}))
        organisation = saved_organisation(network, kind=OrganisationKind.DISTRICT)
        saved_statement(organisation, topic_id=topic.id)

    with counted_queries() as queries:
        html = client.get(PATH).text

    assert len(codes(html)) == count
    assert len(queries) == 4

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
    saved_project,
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


def test_a_member_is_found_by_its_topic_and_its_project_and_the_list_says_by_what(page):
    network = saved_network()
    lodz = saved_organisation(network, code="LQDZ2", name={"de": "Łódź"})
    usti = saved_organisation(network, code="VSTX2", name={"de": "Ústí nad Labem"})
    topic = saved(
        TopicRow(
            network_id=network.id, key="rad", label={"de": "Radverkehr"}, synonyms=["Velorouten"]
        )
    )
    saved_statement(lodz, topic_id=topic.id)
    hidden = TopicRow(network_id=network.id, key="geld", label={"de": "Haushaltsloch"})
    saved_statement(usti, topic_id=saved(hidden).id, visibility=Visibility.NETWORK)
    saved_project(usti, title={"de": "Kluge Straßenlaternen"})

    found = {
        words: codes(page(f"{PATH}?q={words}"))
        for words in ("lodz", "usti", "Veloruten", "strassenlaternen", "Haushaltsloch")
    }

    assert found == {
        "lodz": ["LQDZ2"],
        "usti": ["VSTX2"],
        "Veloruten": ["LQDZ2"],
        "strassenlaternen": ["VSTX2"],
        "Haushaltsloch": [],
    }
    assert "Radverkehr" in page(f"{PATH}?q=Velorouten").partition('class="cards"')[2]


def test_the_map_and_its_list_say_the_same_and_nobody_is_left_out(page):
    network = saved_network()
    for code, name, place in (
        ("GERA2", "Gera", (50.88, 12.08)),
        ("SVHL2", "Suhl <b>", (50.61, 10.69)),
    ):
        profile = {"latitude": place[0], "longitude": place[1]}
        saved_organisation(network, code=code, name={"de": name}, profile=profile)
    saved_organisation(network, code="NXRG2", name={"de": "Nirgends"})
    saved_organisation(
        network, code="GAST2", is_guest=True, profile={"latitude": 50, "longitude": 11}
    )

    html = page("/n/thueringen/map")
    drawing, _, rest = html.partition('class="map"')[2].partition("</svg>")

    assert_valid(html)
    assert codes(drawing) == ["GERA2", "SVHL2"]
    assert codes(rest) == ["GERA2", "SVHL2", "NXRG2"]
    assert 'aria-label="2 Suhl &lt;b&gt;"' in drawing


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
def test_the_list_asks_five_questions_however_long_it_is(client, count):
    network = saved_network()
    for number in range(count):
        topic = saved(TopicRow(network_id=network.id, key=f"t{number}", label={"de": "Daten"}))
        organisation = saved_organisation(network, kind=OrganisationKind.DISTRICT)
        saved_statement(organisation, topic_id=topic.id)

    with counted_queries() as queries:
        html = client.get(PATH).text

    assert len(codes(html)) == count
    assert len(queries) == 5

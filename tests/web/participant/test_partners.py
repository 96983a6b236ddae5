"""Who fits the person's own organisation, by what the network may see."""

from eventsvc.db.models import FunctionRow, TopicRow
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_organisation,
    saved_person,
    saved_statement,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.web.participant.conftest import my

ENGLISH = {"Accept-Language": "en"}
OFFER = StatementKind.OFFER


def test_a_person_sees_who_fits_by_the_networks_statements_and_opens_their_page(client, network):
    energy, water = (
        saved(TopicRow(network_id=network.id, key=key, label={"en": key.title()}))
        for key in ("energy", "water")
    )
    weida, jena, suhl = (
        saved_organisation(
            network, code=name.upper()[:4] + "2", key=name, name={"en": name.title()}
        )
        for name in ("weida", "jena", "suhl")
    )
    saved_statement(weida, topic_id=energy.id, visibility=Visibility.NETWORK)
    saved_statement(weida, topic_id=water.id, kind=OFFER, visibility=Visibility.NETWORK)
    saved_statement(jena, topic_id=energy.id, kind=OFFER, text={"en": "Solar"})
    saved_statement(suhl, topic_id=water.id, visibility=Visibility.NETWORK)
    saved_statement(suhl, topic_id=energy.id, kind=OFFER, visibility=Visibility.INVITED)
    person = saved_person(
        network, functions=[FunctionRow(network_id=network.id, organisation_id=weida.id)]
    )

    answer = client.get(my(person, "/partners"), headers=ENGLISH)

    assert_valid(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "You seek support with Energy. Jena offers it." in answer.text
    assert "“Solar”" in answer.text
    assert 'href="/p/JENA2?from=weida"' in answer.text
    assert "Suhl seeks support with Water. You offer it." in answer.text
    assert "suhl offers it" not in answer.text
    assert my(person, "/partners") in client.get(my(person)).text


def test_who_only_came_for_an_organisation_sees_it_too_and_others_are_told_why_not(
    client, network, meeting
):
    gera = saved_organisation(network, name={"en": "Gera"})
    for number in range(3):
        topic = saved(TopicRow(network_id=network.id, key=f"t{number}", label={"en": "T"}))
        saved_statement(gera, topic_id=topic.id)
        saved_statement(saved_organisation(network), topic_id=topic.id, kind=OFFER)
    guest, nobody = saved_person(network), saved_person(network)
    saved_attendance(meeting, guest, organisation_id=gera.id)
    saved_attendance(saved_meeting(network), guest, organisation_id=gera.id)

    with counted_queries() as queries:
        html = client.get(my(guest, "/partners"), headers=ENGLISH).text

    assert html.count("You seek support with T.") == 3
    assert html.count(">Gera</h2>") == 1
    assert len(queries) <= 9
    assert (
        "You stand for no organisation" in client.get(my(nobody, "/partners"), headers=ENGLISH).text
    )

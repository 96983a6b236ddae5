"""Free words get a topic from a person; synonyms, then likeness, are suggested."""

import re

from eventsvc.db.models import AuditRow, StatementRow, TopicRow
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import StatementKind
from tests.factories import saved, saved_network, saved_organisation, saved_statement
from tests.support.html import assert_valid
from tests.support.signin import csrf

PATH = "/o/ours/statements/unsorted"


def topic(network, key, **changes) -> TopicRow:
    return saved(TopicRow(network_id=network.id, key=key, label={"en": key.title()}, **changes))


def decide(organiser, statement, **fields):
    data = {
        "csrf_token": csrf(organiser, PATH),
        "statement": statement.id,
        "version": statement.version,
    }
    return organiser.post(PATH, data=data | fields)


def again(statement) -> StatementRow:
    session().expire_all()
    return session().get(StatementRow, statement.id)


def test_topics_are_suggested_and_one_click_of_a_person_chooses(organiser, office):
    energy = topic(office, "energy", synonyms=["Solar on roofs"])
    topic(office, "mobility")
    weida = saved_organisation(office, name={"en": "Weida"})
    sure = saved_statement(weida, text={"en": "solar ON roofs"}, unsorted=True)
    saved_statement(weida, text={"en": "Mobilty in villages"}, unsorted=True)
    saved_statement(weida, text={"en": "canary sorted"}, topic_id=energy.id)

    html = organiser.get(PATH).text
    assert_valid(html)
    assert "canary" not in html
    assert re.findall(r'name="suggested" value="(\w+)"', html) == ["energy", "mobility"]
    assert "2 statements have no topic yet" in organiser.get("/o/ours/topics").text

    answer = decide(organiser, sure, suggested="energy")

    row = again(sure)
    assert answer.status_code == 303
    assert (row.topic_id, row.unsorted, row.text) == (energy.id, False, {"en": "solar ON roofs"})
    assert session().query(AuditRow).filter_by(action="statement.sorted").count() == 1
    assert organiser.get(f"/o/ours/matches?topic={energy.key}").text.count("Weida: Energy") == 1


def test_words_may_be_remembered_and_all_topics_chosen(organiser, office):
    energy = topic(office, "energy")
    weida = saved_organisation(office)
    sun, everything = (
        saved_statement(weida, kind=StatementKind.OFFER, text={"en": words}, unsorted=True)
        for words in ("Sun", "whatever you need")
    )

    decide(organiser, sun, topic="energy", remember="yes")
    decide(organiser, everything, topic="all")

    session().expire_all()
    assert session().get(TopicRow, energy.id).synonyms == ["Sun"]
    assert (again(everything).topic_id, again(everything).unsorted) == (None, False)
    assert "Every statement has a topic." in organiser.get(PATH).text


def test_nothing_is_sorted_without_a_choice_on_an_old_page_or_in_another_network(organiser, office):
    other = saved_network(slug="other")
    topic(office, "energy")
    topic(other, "elsewhere")
    here = saved_statement(saved_organisation(office), unsorted=True)
    there = saved_statement(saved_organisation(other), unsorted=True)

    answers = [
        decide(organiser, here).status_code,
        decide(organiser, here, topic="elsewhere").status_code,
        decide(organiser, here, topic="energy", version=here.version + 1).status_code,
        decide(organiser, there, topic="energy").status_code,
    ]

    assert answers == [303, 404, 409, 404]
    assert (again(here).unsorted, again(there).unsorted) == (True, True)


def test_a_topic_is_suggested_by_its_name_in_the_language_of_the_page(organiser, office):
    names = {"de": "Mobilität", "en": "Mobility"}
    saved(TopicRow(network_id=office.id, key="mobility", label=names, synonyms=["Ladesäulen"]))
    weida = saved_organisation(office)
    for words in ("Mobilitet", "Mobilität", "Ladesäule"):
        saved_statement(weida, text={"de": words}, unsorted=True)

    offered = [
        re.findall(r'value="mobility"><span[^>]*>([^<]*)', organiser.get(PATH, headers=said).text)
        for said in ({"Accept-Language": "en"}, {"Accept-Language": "de"})
    ]

    assert [sorted(one) for one in offered] == [
        ["Mobility", "Mobility", "Mobility (like “Ladesäulen”)"],
        ["Mobilität", "Mobilität", "Mobilität (wie „Ladesäulen“)"],
    ]

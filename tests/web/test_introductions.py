"""Bringing two together: both asked by a person's send; addresses pass only after two yeses."""

import pytest

from eventsvc.db.models import AuditRow, FunctionRow, IntroductionRow, OutboxRow, TopicRow
from eventsvc.db.transaction import session
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.mails.letters import Office
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.matching import introduction_mails
from eventsvc.services.privacy.erasure import erase
from eventsvc.services.privacy.personal import token_of
from eventsvc.services.privacy.personal_data import held
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved, saved_network, saved_organisation, saved_person
from tests.support.forms import send
from tests.support.html import assert_valid
from tests.support.signin import csrf

SECRET = "t" * 32
NEW = "/o/ours/introductions/new?asker=weida&helper=jena&topic=energy"


@pytest.fixture
def two(office):
    """Weida seeks, Jena could help; each has somebody with an address."""
    saved(TopicRow(network_id=office.id, key="energy", label={"en": "Energy", "de": "Energie"}))
    found = []
    for key in ("weida", "jena"):
        organisation = saved_organisation(office, key=key, name={"en": key.title()})
        works = [FunctionRow(network_id=office.id, organisation_id=organisation.id)]
        found.append(
            saved_person(
                office,
                given=key,
                family="Muster",
                email=f"{key}@example.org",
                functions=works,
                language="en",
            )
        )
    return found


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def ask(organiser, two):
    data = {"asker_person": two[0].id, "helper_person": two[1].id}
    return send(organiser, NEW, data)


def page(person) -> str:
    return f"/my/{token_of(person, LinkPurpose.MY, secret=SECRET)}/introductions"


def say(client, person, answer):
    path, row = page(person), rows(IntroductionRow)[0]
    data = {"csrf_token": csrf(client, path), "introduction": row.public_id, "answer": answer}
    return client.post(path, data=data)


def content(row):
    office = Office(public_url=PUBLIC_URL, sender="x@example.org", carrier=None, secret=SECRET)
    mail = Leased(
        number=row.id,
        message_id=row.message_id,
        recipient=row.recipient,
        kind=row.kind,
        language=row.language,
        facts=dict(row.facts),
        network_id=row.network_id,
        queued_at=row.queued_at,
    )
    return introduction_mails.introduction(mail, office=office, now=NOW)


def test_both_are_asked_and_get_each_others_address_only_when_both_agreed(
    organiser, two, client, office
):
    weida, jena = two
    assert_valid(organiser.get(NEW).text)

    assert ask(organiser, two).status_code == 303

    asked = rows(OutboxRow)
    assert [(row.recipient, row.kind) for row in asked] == [
        ("weida@example.org", "introduction-asked"),
        ("jena@example.org", "introduction-asked"),
    ]
    words = [content(row).words for row in asked]
    assert [(one["seeks"], one["organisation"], one["topic"]) for one in words] == [
        (True, "Jena", "Energy"),
        (False, "Weida", "Energy"),
    ]
    assert words[0]["link"] == PUBLIC_URL + page(weida)
    assert "example.org" not in str([one | {"email": ""} for one in words])

    assert say(client, weida, "yes").status_code == 303
    assert len(rows(OutboxRow)) == 2
    assert "jena@" not in client.get(page(weida)).text
    assert "One agreed" in organiser.get("/o/ours/introductions").text

    assert say(client, jena, "yes").status_code == 303

    made = [row for row in rows(OutboxRow) if row.kind == "introduction-made"]
    assert [(row.recipient, content(row).words["address"]) for row in made] == [
        ("weida@example.org", "jena@example.org"),
        ("jena@example.org", "weida@example.org"),
    ]
    html = client.get(page(weida)).text
    assert_valid(html)
    assert "jena@" in html
    assert "Introduced" in organiser.get("/o/ours/introductions").text
    assert held(office, weida.id, now=NOW)["introductions"][0]["with"] == "Jena"


def test_one_no_ends_it_without_an_address_and_nobody_learns_whose(organiser, two, client):
    weida, jena = two
    ask(organiser, two)
    say(client, weida, "yes")
    say(client, jena, "no")

    assert say_again(client, weida) == 409
    assert len(rows(OutboxRow)) == 2
    assert content(rows(OutboxRow)[0]) is None
    assert "jena@" not in client.get(page(weida)).text
    assert "One said no" in organiser.get("/o/ours/introductions").text
    assert "declined" not in {row.action for row in rows(AuditRow)}


def say_again(client, person) -> int:
    data = {
        "csrf_token": csrf(client, page(person).removesuffix("/introductions") + "/not-mine"),
        "introduction": rows(IntroductionRow)[0].public_id,
        "answer": "yes",
    }
    return client.post(page(person), data=data).status_code


@pytest.mark.form_shows("Muster")
def test_who_wants_no_mails_is_elsewhere_or_was_not_asked_is_left_alone(
    organiser, two, client, office
):
    weida, _ = two
    silent = saved_person(office, never_share=True, functions=[])
    stranger = saved_person(saved_network(slug="other"))
    for person in (silent, stranger):
        answer = send(organiser, NEW, {"asker_person": weida.id, "helper_person": person.id})
        assert answer.status_code == 422

    ask(organiser, two)

    assert say_again(client, saved_person(office)) == 404
    assert len(rows(IntroductionRow)) == 1
    weida.restricted_at = NOW
    saved(weida)
    assert [content(row) for row in rows(OutboxRow)] == [None, None]


def test_an_erased_person_leaves_no_introduction(organiser, two, office, tmp_path):
    ask(organiser, two)

    erase(office, two[1].public_id, by="test", record=tmp_path / "erased", public_url="", now=NOW)

    assert rows(IntroductionRow) == []

"""Cards of a meeting: what an organisation seeks or offers, said there in its own words."""

from datetime import date

import pytest
from sqlalchemy import select

from eventsvc.db.models import FunctionRow, NetworkRow, StatementRow, TopicRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_meeting,
    saved_organisation,
    saved_person,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.signin import sign_in
from tests.web.participant.conftest import my

CENTRE = "/o/ours/meetings/gera"
DESK = f"{CENTRE}/desk/cards"
SORTING = "/o/ours/statements/unsorted"


@pytest.fixture
def gera(office):
    return saved_organisation(office, key="gera", code="GERA2", name={"de": "Stadt Gera"})


@pytest.fixture
def meeting(office):
    return saved_meeting(office, slug="gera", title={"de": "Treffen in Gera"})


@pytest.fixture
def erika(office, meeting, gera):
    works = FunctionRow(network_id=office.id, organisation_id=gera.id)
    person = saved_person(office, given="Erika", functions=[works])
    saved_attendance(meeting, person, organisation_id=gera.id)
    return person


def card(gera, **said: str) -> dict[str, str]:
    usual = {
        "organisation": str(gera.id),
        "kind": "offer",
        "words": "Ladesäulen fürs Umland",
        "visibility": "public",
        "valid_until": "2023-08-09",
    }
    return usual | said


def statements() -> list[StatementRow]:
    return list(session().scalars(select(StatementRow).order_by(StatementRow.id)))


def test_an_attendee_writes_a_card_and_a_scan_shows_it_at_once(app, gera, erika):
    phone = app.test_client()
    page = my(erika, "/meetings/gera/card")
    assert page in phone.get(my(erika)).text
    form = phone.get(page).text
    assert_valid(form)
    assert form_in(form)["organisation"] == [str(gera.id)]

    sent = send_on(phone, page, form, card(gera))

    assert (sent.status_code, sent.location) == (303, my(erika))
    (row,) = statements()
    assert (row.kind, row.text, row.unsorted, row.topic_id) == (
        StatementKind.OFFER,
        {"de": "Ladesäulen fürs Umland"},
        True,
        None,
    )
    assert row.source == "Karte beim Treffen: Treffen in Gera"
    assert (row.stated_on, row.valid_until) == (NOW.date(), date(2023, 8, 9))
    assert row.visibility is Visibility.PUBLIC
    assert "Ladesäulen fürs Umland" in phone.get("/p/GERA2").text


def test_the_same_card_sent_twice_is_one(app, gera, erika):
    phone = app.test_client()
    page = my(erika, "/meetings/gera/card")
    form = phone.get(page).text

    for _ in range(2):
        send_on(phone, page, form, card(gera))

    assert len(statements()) == 1


@pytest.mark.one_engine
def test_a_card_says_what_is_missing_and_keeps_what_was_typed(app, english, gera, erika):
    phone = app.test_client()
    page = my(erika, "/meetings/gera/card")

    empty = send(phone, page, card(gera, words=" "))
    long = send(phone, page, card(gera, words="x" * 301))
    over = send(phone, page, card(gera, valid_until="2022-08-08"))

    assert [one.status_code for one in (empty, long, over)] == [422, 422, 422]
    assert_valid(empty.text)
    assert "This is missing. Fill it in." in empty.text
    assert "x" * 301 in long.text
    assert "This day is over." in over.text
    assert statements() == []


@pytest.mark.one_engine
def test_nobody_speaks_for_an_organisation_that_is_not_theirs(app, office, meeting, gera, erika):
    suhl = saved_organisation(office, key="suhl", name={"de": "Stadt Suhl"})
    phone = app.test_client()
    stranger = saved_person(office, given="Max")
    saved_attendance(meeting, stranger)

    sent = send(phone, my(erika, "/meetings/gera/card"), card(suhl))

    assert sent.status_code == 422
    assert phone.get(my(erika, "/meetings/elsewhere/card")).status_code == 404
    assert phone.get(my(stranger, "/meetings/gera/card")).status_code == 404
    assert statements() == []


@pytest.mark.one_engine
def test_where_the_office_looks_first_cards_are_for_members_alone(app, office, gera, erika):
    with transaction():
        session().get_one(NetworkRow, office.id).reviews_profiles = True
    phone = app.test_client()

    send(phone, my(erika, "/meetings/gera/card"), card(gera))

    assert [one.visibility for one in statements()] == [Visibility.NETWORK]
    assert "Ladesäulen" not in phone.get("/p/GERA2").text


def test_the_office_sees_new_cards_in_the_centre_and_chooses_the_suggested_topic(
    organiser, office, meeting, gera
):
    saved(
        TopicRow(
            network_id=office.id,
            key="mobility",
            label={"de": "Mobilität"},
            synonyms=["Ladesäulen"],
        )
    )
    assert DESK not in organiser.get(CENTRE).text
    assert DESK in organiser.get(f"{CENTRE}/desk").text

    send(organiser, DESK, card(gera, words="Ladesäulen"))

    sent = organiser.get(DESK)
    assert_valid(sent.text)
    assert "The card is handed in." in sent.text
    assert "1 card</h2>" in sent.text
    assert "No topic yet" in sent.text
    centre = organiser.get(CENTRE).text
    assert "1 card of what members seek and offer" in centre
    assert "1 without a topic" in centre
    assert "Mobilität (like “Ladesäulen”)" in organiser.get(SORTING).text

    send(organiser, SORTING, {"suggested": "mobility"})

    assert "without a topic" not in organiser.get(CENTRE).text
    assert "Mobilität" in organiser.get(DESK).text


@pytest.mark.one_engine
def test_a_helper_at_the_desk_takes_cards_and_chooses_no_topics(app, office, meeting, gera):
    helper = app.test_client()
    sign_in(helper, saved_account((Role.HELPER, office)), now=NOW)

    send(helper, DESK, card(gera))

    cards = helper.get(DESK).text
    assert "Ladesäulen fürs Umland" in cards
    assert SORTING not in cards

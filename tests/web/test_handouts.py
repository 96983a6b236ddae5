"""Handing out a list in the browser, and fetching it by its link."""

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import HandoutPersonRow, HandoutRow
from eventsvc.domain.access import Role
from eventsvc.domain.consents import Purpose, State
from tests.conftest import NOW
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support.forms import send, send_on
from tests.support.html import assert_valid
from tests.support.signin import csrf, sign_in
from tests.web.participant.conftest import my

pytestmark = pytest.mark.usefixtures("app", "english")


@pytest.fixture
def inside(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    client = app.test_client()
    network = saved_network(slug="ours")
    meeting = saved_meeting(network, slug="gera", title={"de": "Treffen in Gera"})
    for given, state in (("Anna", State.GRANTED), ("Berta", State.REFUSED)):
        person = saved_person(network, given=given)
        saved_attendance(meeting, person)
        saved_decision(person, state, purpose=Purpose.CONTACT_ATTENDEES, meeting_id=meeting.id)
    sign_in(client, saved_account((Role.ORGANISER, network)), now=NOW)
    return client


def only(kind):
    db.session.expire_all()
    return db.session.query(kind).one()


def test_a_list_is_made_sent_fetched_and_ended(app, inside):
    wish = {"list": "gera", "recipients": "bus@example.org\r\nBAHN@example.org", "why": "Fahrten"}
    page = inside.get("/o/ours/handouts/new?meeting=gera").text
    assert_valid(page)
    unsure = send_on(inside, "/o/ours/handouts/new", page, wish)
    assert unsure.status_code == 422
    assert_valid(unsure.text)
    assert "Nobody agreed to a list for: bus@example.org, bahn@example.org." in unsure.text
    wish |= {"is_sure": "yes"}
    answer = send_on(inside, "/o/ours/handouts/new", page, wish)
    again = send_on(inside, "/o/ours/handouts/new", page, wish)
    row = only(HandoutRow)
    address = f"/o/ours/handouts/{row.public_id}"
    assert [answer.location, again.location] == [address, "/o/ours/handouts"]

    shown = inside.get(address).text
    assert_valid(shown)
    assert_valid(inside.get("/o/ours/handouts").text)
    assert "1 person stands on it now" in shown
    assert "1 left out: Said no or withdrew" in shown
    assert "Berta" not in shown
    send_on(inside, f"{address}/send", shown, action=f"{address}/send")
    link = shown.partition('value="https://netz.example.de')[2].partition('"')[0]

    reader = app.test_client()
    page = reader.get(link)
    assert_valid(page.text)
    assert "Anna" not in page.text
    assert db.session.query(HandoutPersonRow).count() == 0
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == (
        "no-store",
        "no-referrer",
    )
    file = reader.post(link, data={"csrf_token": csrf(reader, link), "format": "csv"})
    assert (file.status_code, "Anna" in file.text, "Berta" in file.text) == (200, True, False)
    assert only(HandoutPersonRow)

    send_on(inside, address, inside.get(address).text, action=f"{address}/withdraw")
    assert [reader.get(link).status_code, reader.get(link[:-1] + "_").status_code] == [410, 404]


def test_a_wrong_address_and_no_purpose_are_named_and_nothing_is_made(inside):
    answer = send(inside, "/o/ours/handouts/new?meeting=gera", {"recipients": "nobody", "why": ""})

    assert answer.status_code == 422
    assert "This is missing" in answer.text
    assert db.session.query(HandoutRow).count() == 0


def test_people_see_how_others_see_them_and_who_got_a_list(app, inside):
    network = saved_network(slug="theirs")
    meeting = saved_meeting(network, title={"de": "Treffen in Suhl"})
    person = saved_person(network, given="Carla", family="Canary", email="carla@example.org")
    saved_attendance(meeting, person, function="Amtsleitung")
    saved_decision(person, State.GRANTED, purpose=Purpose.CONTACT_ATTENDEES, meeting_id=meeting.id)
    text = app.test_client().get(my(person, "/data")).text

    assert_valid(text)
    assert "Carla Canary · Amtsleitung · carla@example.org" in text
    assert text.count("You are not on it: you have not agreed.") == 1

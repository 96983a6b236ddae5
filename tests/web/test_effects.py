"""What decisions touch, on the meeting's page and on the list of its own."""

import pytest

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import db
from eventsvc.db.models import EffectRow, PictureRow
from eventsvc.domain.access import Role
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.effects import EffectKind, Ending
from eventsvc.services.privacy.erasure import erase
from tests.conftest import NOW
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_decision,
    saved_effect,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_person,
    saved_picture,
)
from tests.support.forms import send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import csrf, sign_in
from tests.web.participant.conftest import my

pytestmark = pytest.mark.usefixtures("app", "english")

MEETING = "/o/ours/meetings/gera"


@pytest.fixture
def network(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network(slug="ours")


@pytest.fixture
def gera(network):
    return saved_meeting(network, slug="gera", title={"de": "Treffen in Gera"})


@pytest.fixture
def inside(app, network):
    client = app.test_client()
    sign_in(client, saved_account((Role.ORGANISER, network)), now=NOW)
    return client


def endings() -> list[tuple[EffectKind, Ending | None]]:
    db.session.expire_all()
    return [(row.kind, row.ending) for row in db.session.query(EffectRow).order_by(EffectRow.id)]


def test_a_picture_goes_down_when_somebody_on_it_withdraws_by_the_own_link(
    app, inside, network, gera
):
    erika = saved_person(network, given="Erika", family="Muster")
    attendance = saved_attendance(gera, erika)
    saved_decision(erika, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=gera.id)
    values = {
        "channel": "photo-web",
        "place": "www.gera.example",
        "published_on": "2022-09-01",
        "people": [attendance.public_id],
    }
    assert send(inside, f"{MEETING}/pictures/new", values).status_code == 303
    page = inside.get(f"{MEETING}/pictures").text
    assert_valid(page)
    assert "Erika Muster" in page

    phone = app.test_client()
    no = {"purpose": "photo-web", "state": "refused", "csrf_token": csrf(phone, my(erika))}
    assert phone.post(my(erika, "/meetings/gera/consents"), data=no).status_code == 303

    page = inside.get(MEETING).text
    assert_valid(page)
    assert "1 thing to do outside the program" in page
    assert "Is on a published picture: www.gera.example (Photos on the web)." in page
    picture = db.session.query(PictureRow).one()
    send_on(
        inside,
        MEETING,
        inside.get(f"{MEETING}/pictures").text,
        action=f"{MEETING}/pictures/{picture.public_id}/down",
    )
    assert endings() == [(EffectKind.PICTURE, Ending.DONE)]
    assert "thing to do" not in inside.get(MEETING).text


def test_the_list_has_a_button_for_each_line_and_a_mail_to_look_at(inside, network, gera):
    erika = saved_person(network, given="Erika", family="Muster")
    decision = saved_decision(erika, State.REFUSED, purpose=Purpose.CONTACT_NETWORK)
    badge = saved_effect(decision, kind=EffectKind.BADGE, meeting_id=gera.id)
    list_ = saved_effect(decision, subject=saved_handout(network).public_id)
    page = inside.get("/o/ours/effects").text
    assert_valid(page)
    for action in (f"{badge.public_id}/done", f"{list_.public_id}/done", f"{list_.public_id}/tell"):
        assert f"/o/ours/effects/{action}" in page

    send_on(inside, "", page, action=f"/o/ours/effects/{badge.public_id}/done")
    mail = inside.get(f"/o/ours/effects/{list_.public_id}/tell").text
    assert_valid(mail)
    assert "Erika Muster no longer agrees" in mail
    send_on(inside, f"/o/ours/effects/{list_.public_id}/tell", mail)

    assert [ending for _, ending in endings()] == [Ending.DONE, Ending.DONE]
    page = inside.get("/o/ours/effects").text
    assert_valid(page)
    assert "Nothing is left to do." in page
    assert inside.get(f"/o/ours/effects/{badge.public_id}/tell").status_code == 404


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(inside, network):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            decision = saved_decision(saved_person(network), State.REFUSED)
            saved_effect(decision, subject=saved_handout(network).public_id)
        with counted_queries() as queries:
            inside.get("/o/ours/effects")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_of_somebody_erased_the_line_says_so_in_the_readers_language(
    inside, network, gera, settings
):
    erika = saved_person(network, given="Erika", family="Muster")
    saved_attendance(gera, erika)
    saved_picture(gera, erika)
    saved_decision(erika, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=gera.id)
    erase(
        network,
        erika.public_id,
        by="cli:person",
        record=settings.data_dir / NAME,
        public_url="",
        now=NOW,
    )

    said = {tag: inside.get(f"/o/ours/effects?lang={tag}").text for tag in ("en", "de")}

    assert "<strong>an erased person</strong>" in said["en"]
    assert "<strong>eine gelöschte Person</strong>" in said["de"]

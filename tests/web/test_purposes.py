"""Purposes of a network: own ones, own words with preview, changes in substance, signed papers."""

import re
from io import BytesIO

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    ConsentDecisionRow,
    ConsentWordingRow,
    EffectRow,
    MeetingBasisRow,
    NetworkRow,
    OutboxRow,
    UploadRow,
)
from eventsvc.domain.consents import Basis, Channel, Purpose, State
from eventsvc.domain.effects import EffectKind
from tests.factories import saved_attendance, saved_decision, saved_meeting, saved_person
from tests.support.forms import form_in, send_on
from tests.support.html import assert_valid
from tests.web.participant.conftest import my

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.one_engine]

LIST = "/o/ours/settings/purposes"
NEWS = f"{LIST}/newsletter"
OWN = f"{LIST}/own-meeting-1"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        title={"de": "Treffen in Gera"},
        bases=[MeetingBasisRow(purpose=Purpose.OWN_MEETING_1, basis=Basis.CONSENT)],
    )


def answered(client, person, address, purpose, state):
    page = client.get(my(person)).text
    token = form_in(page)["csrf_token"]
    data = {"csrf_token": token, "purpose": purpose, "state": state}
    assert client.post(my(person, address), data=data).status_code == 303


def test_words_are_looked_at_before_they_are_saved_and_shown_to_people(organiser, client, office):
    person = saved_person(office)
    assert_valid(organiser.get(LIST).text)
    page = organiser.get(NEWS).text
    assert_valid(page)
    assert "Dürfen wir Ihnen den Newsletter" in page
    words = {"basis": "consent", "question.de": f"Dürfen wir schreiben? {HOSTILE}"}

    looked = send_on(organiser, NEWS, page, {**words, "do": "look"})
    lacking = send_on(organiser, NEWS, page, words)
    saved = send_on(organiser, NEWS, page, {**words, "question.en": "May we write to you?"})

    assert looked.status_code == 200
    assert_valid(looked.text)
    assert "Dürfen wir schreiben? &lt;script&gt;" in looked.text
    assert "○ Ja &nbsp; ○ Nein" in looked.text
    assert lacking.status_code == 422
    assert saved.status_code == 303
    assert "May we write to you?" in client.get(my(person)).text
    answered(client, person, "/consents", "newsletter", "granted")
    [wording] = db.session.query(ConsentWordingRow)
    assert wording.text["en"] == "May we write to you?"
    assert "May we write to you?" in organiser.get(NEWS).text


def test_a_change_in_substance_ends_every_yes_and_asks_again_by_mail(organiser, client, office):
    agreed = saved_person(office, email="ja@example.org")
    refused = saved_person(office, email="nein@example.org")
    words = {"basis": "consent", "question.de": "Alt?", "question.en": "Old?"}
    send_on(organiser, NEWS, organiser.get(NEWS).text, words)
    answered(client, agreed, "/consents", "newsletter", "granted")
    answered(client, refused, "/consents", "newsletter", "refused")
    page = organiser.get(NEWS).text
    assert "1 yes to the words until now would end" in page
    newer = {"question.de": "Neu?", "question.en": "New?"}

    send_on(organiser, NEWS, page, newer)
    kept = [row.state for row in db.session.query(ConsentDecisionRow).order_by("id")]
    send_on(organiser, NEWS, organiser.get(NEWS).text, {**newer, "is_material": "yes"})
    assert "Every yes to the old words has ended" in organiser.get(LIST).text

    assert kept == [State.GRANTED, State.REFUSED]
    rows = db.session.query(ConsentDecisionRow).order_by(ConsentDecisionRow.id).all()
    assert [(row.state, row.channel) for row in rows[2:]] == [(State.UNKNOWN, Channel.WORDS)]
    assert rows[2].person_id == agreed.id
    assert [row.recipient for row in db.session.query(OutboxRow)] == ["ja@example.org"]
    mine = client.get(my(agreed)).text
    assert "New?" in mine
    assert "your earlier yes counts no more" in mine
    old = db.session.query(ConsentWordingRow).filter_by(number=1).one()
    assert old.text["en"] == "Old?"


def test_what_holds_for_the_whole_network_is_asked_in_its_own_name(client, office):
    person = saved_person(office)
    bases = [
        MeetingBasisRow(purpose=purpose, basis=Basis.CONSENT)
        for purpose in (Purpose.CONTACT_NETWORK, Purpose.PHOTO_PRINT)
    ]
    meeting = saved_meeting(office, slug="suhl", organiser_body="Stadt Suhl", bases=bases)
    saved_attendance(meeting, person)

    page = client.get(my(person)).text
    asked = {
        name: page.partition(f'id="{name}"')[2].partition("</li>")[0]
        for name in ("network-contact-network", "suhl-photo-print")
    }

    assert "Stadt Suhl" in asked["suhl-photo-print"]
    assert "Stadt Suhl" not in asked["network-contact-network"]
    assert office.organiser in asked["network-contact-network"]


@pytest.mark.parametrize(
    ("address", "field"),
    [("meetings/gera/edit", "organiser_body"), ("settings/network", "organiser")],
)
def test_another_name_of_who_is_responsible_comes_back_with_how_many_agreed(
    organiser, office, gera, address, field
):
    erika = saved_person(office)
    saved_attendance(gera, erika)
    saved_decision(erika, State.GRANTED, purpose=Purpose.OWN_MEETING_1, meeting_id=gera.id)
    saved_decision(erika, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    page = organiser.get(f"/o/ours/{address}").text
    assert_valid(page)

    asked = send_on(organiser, f"/o/ours/{address}", page, {field: "Stadt Suhl"})
    settled = send_on(organiser, f"/o/ours/{address}", asked.text, {"body": "other"})

    assert asked.status_code == 422
    assert_valid(asked.text)
    assert re.search(r'href="#body"[^>]*>[^<]*yes were given to the one before', asked.text)
    assert 'value="Stadt Suhl"' in asked.text
    assert settled.status_code == 303
    rows = db.session.query(ConsentDecisionRow).filter_by(channel=Channel.WORDS)
    assert rows.count() == (1 if field == "organiser_body" else 2)


def test_an_own_purpose_is_asked_withdrawn_and_followed(organiser, client, office, gera):
    person = saved_person(office)
    saved_attendance(gera, person)
    made = send_on(
        organiser, OWN, organiser.get(OWN).text, {"title.de": "Mitschnitt", "title.en": "Recording"}
    )
    assert made.status_code == 303
    assert "Recording" in organiser.get(LIST).text
    page = client.get(my(person)).text
    assert "use your data for this: Recording?" in page
    at = "/meetings/gera/consents"
    answered(client, person, at, "own-meeting-1", "granted")
    answered(client, person, at, "own-meeting-1", "refused")

    effects = organiser.get("/o/ours/effects").text
    assert "May not be used any more for: Recording." in effects
    [effect] = db.session.query(EffectRow)
    assert (effect.kind, effect.ended_at) == (EffectKind.USE, None)
    answered(client, person, at, "own-meeting-1", "granted")
    db.session.expire_all()
    assert db.session.query(EffectRow).one().ending == "obsolete"
    unnamed = send_on(organiser, OWN, organiser.get(OWN).text, {"title.de": "", "title.en": ""})
    assert unnamed.status_code == 422
    db.session.expire_all()
    assert db.session.query(NetworkRow).one().purposes["own-meeting-1"]["title"]["de"]


@pytest.mark.form_shows("Erika", "Mustermann")
def test_a_signed_paper_is_kept_beside_the_decision_and_shown_to_both(
    organiser, client, office, gera
):
    person = saved_person(office)
    attendance = saved_attendance(gera, person)
    other = saved_person(office)
    saved_decision(other, State.GRANTED)
    address = f"/o/ours/meetings/gera/attendees/{attendance.public_id}/consents"
    page = organiser.get(address).text
    assert_valid(page)
    wish = {"photo-web": "granted", "channel": "paper", "source": "Bogen 7"}
    wrong = send_on(
        organiser, address, page, {**wish, "scan": (BytesIO(b"#!/bin/sh"), "bogen.pdf")}
    )
    none = db.session.query(ConsentDecisionRow).filter_by(person_id=person.id).count()
    right = send_on(organiser, address, page, {**wish, "scan": (BytesIO(PDF), "bogen.pdf")})

    assert (wrong.status_code, none, right.status_code) == (422, 0, 303)
    row = db.session.query(ConsentDecisionRow).filter_by(person_id=person.id).one()
    key = db.session.get(UploadRow, row.scan_id).key
    shown = organiser.get(address).text
    assert_valid(shown)
    scan = organiser.get(f"/o/ours/meetings/gera/attendees/{attendance.public_id}/scans/{key}")
    mine = client.get(my(person, f"/scans/{key}"))
    assert (scan.data, mine.data) == (PDF, PDF)
    assert "no-store" in mine.headers["Cache-Control"]
    assert f"/scans/{key}" in client.get(my(person)).text
    assert client.get(my(other, f"/scans/{key}")).status_code == 404


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

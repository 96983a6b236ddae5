"""The leak matrix: outputs by purposes by states, with people nobody else is called like.

What a purpose does not allow at that moment is in no output that stands on it, and neither is
anybody who is never to be shared.
"""

import html
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    EffectRow,
    FunctionRow,
    GroupPersonRow,
    MeetingBasisRow,
    MeetingRow,
    PersonRow,
)
from eventsvc.db.queries.attendances import attendances_of
from eventsvc.db.queries.handouts import handout as handout_by_id
from eventsvc.db.transaction import transaction
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.circulars import NotOnTheList
from eventsvc.domain.consents import NETWORK_WIDE, PHOTO, Basis, Purpose, State
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import Audience
from eventsvc.domain.registrations import BY_FORM
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.outputs.handouts import Format
from eventsvc.services.acts import Act
from eventsvc.services.attendees import attendances
from eventsvc.services.badges.badges import print_job, record_print
from eventsvc.services.desk.lists import photographer_sheet, without_photos
from eventsvc.services.mails import circulars, member_letters
from eventsvc.services.meetings import meetings
from eventsvc.services.privacy import handouts, rights
from eventsvc.services.privacy.effects import settle
from eventsvc.web.organiser.attendees import forms
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_circular,
    saved_decision,
    saved_group,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
)
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain
from tests.support.signin import sign_in
from tests.web.participant.conftest import my

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.one_engine]

STATES = {
    "granted": (State.GRANTED,),
    "refused": (State.REFUSED,),
    "objected": (State.OBJECTED,),
    "unknown": (),
    "withdrawn": (State.GRANTED, State.REFUSED),
    "never": (State.GRANTED,),
    "twin": (State.GRANTED,),
}
SHARED = {
    "attendee list": Purpose.CONTACT_ATTENDEES,
    "distribution list": Purpose.CONTACT_NETWORK,
    "public profile": Purpose.CONTACT_PUBLIC,
}
"""Output → the one purpose it stands on."""


def _say_no_elsewhere(network, person, purpose, scope):
    """Let another entry with the same address, which stands on no list, say no."""
    twin = saved_person(network, given="Zwilling", email=person.email)
    saved_decision(twin, State.REFUSED, purpose=purpose, meeting_id=scope)
    with transaction():
        settle([twin.id], now=NOW)


@pytest.fixture
def world(app):
    """One person for each purpose and state, who said nothing about any other purpose."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    network = saved_network()
    meeting = saved_meeting(network, slug="gera")
    organisation = saved_organisation(network, code="GERA7")
    people = {}
    for purpose in Purpose:
        for name, states in STATES.items():
            word = f"Kanari{purpose.value.replace('-', '')}{name}"
            person = saved_person(
                network,
                given=word,
                family="Vogel",
                email=f"{word.lower()}@canary.example",
                never_share=name == "never",
            )
            saved(
                FunctionRow(
                    network_id=network.id,
                    person_id=person.id,
                    organisation_id=organisation.id,
                    title={"de": "Amt"},
                )
            )
            saved_attendance(meeting, person, organisation_id=organisation.id)
            scope = None if purpose in NETWORK_WIDE else meeting.id
            for state in states:
                saved_decision(person, state, purpose=purpose, meeting_id=scope)
            people[word] = (purpose, name)
            if name == "twin":
                _say_no_elsewhere(network, person, purpose, scope)
    return network, meeting, people


def file_of(network, row) -> str:
    row = handout_by_id(network.id, row.public_id)
    return handouts.fetch(network, row, form=Format.CSV, language="en", now=NOW).decode()


def test_nothing_leaves_that_its_own_purpose_does_not_allow(app, world):
    network, meeting, people = world
    client = app.test_client()
    about = {"audience": Audience.ATTENDEES, "meeting_id": meeting.id}
    shared = {
        "attendee list": file_of(network, saved_handout(network, **about)),
        "distribution list": file_of(network, saved_handout(network)),
        "public profile": client.get("/p/GERA7").text,
    }
    open_to_all = {
        path: client.get(path).text
        for path in (
            "/n/thueringen/",
            "/n/thueringen/meetings",
            "/n/thueringen/meetings/gera",
            "/n/thueringen/meetings/gera.ics",
            "/n/thueringen/calendar.ics",
            "/n/thueringen/organisations",
            "/p/GERA7.vcf",
        )
    }

    for output, text in shared.items():
        found = {people[word] for word in people if word in text}
        assert found == {(SHARED[output], "granted")}, output
    assert {path for path, text in open_to_all.items() if "kanari" in text.lower()} == set()


def test_the_mark_and_the_photographers_sheet_show_whoever_did_not_agree_to_all(world):
    network, meeting, people = world
    job = print_job(network, meeting, public_url=PUBLIC_URL)
    sheet = {one.name for one in without_photos(network, meeting)}

    assert {badge.given for badge in job.badges} == set(people)
    # Nobody here agreed to all three channels, and silence is no consent.
    assert {badge.given for badge in job.badges if not badge.no_photo} == set()
    assert sheet == set(people)
    agreed = saved_person(network, given="Zaunkoenig")
    saved_attendance(meeting, agreed)
    for purpose in PHOTO:
        saved_decision(agreed, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
    job = print_job(network, meeting, public_url=PUBLIC_URL)
    assert {badge.given for badge in job.badges if not badge.no_photo} == {"Zaunkoenig"}
    assert "Zaunkoenig" not in {one.name for one in without_photos(network, meeting)}


def test_mails_and_letters_of_the_list_reach_those_alone_who_agreed_to_stand_on_it(
    world, settings, app
):
    network, _, people = world
    on_the_list = (Purpose.CONTACT_NETWORK, "granted")
    everybody = db.session.query(PersonRow).order_by(PersonRow.id).all()
    group = saved_group(
        network,
        people=[GroupPersonRow(person_id=one.id, position=one.id) for one in everybody],
    )
    act = Act(network_id=network.id, by="account:office", at=NOW, public_url=PUBLIC_URL)
    for group_id in (None, group.id):
        row = saved_circular(network, group_id=group_id)
        assert circulars.send(network, row.key, number=1, version=row.version, act=act) == 1
    writer = saved_person(network, given="Zaunkoenig", email="zaun@example.org")
    saved_decision(writer, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    client = app.test_client()
    page = client.get(my(writer, "/people")).text
    for one in everybody:
        with suppress(NotFound, NotOnTheList):
            member_letters.write(network, writer, one, "Hallo", nonce=one.public_id, act=act)

    mails = delivered(settings)

    assert len(mails) == 3
    for mail in mails:
        [found] = [people[word] for word in people if word.lower() in mail["To"]]
        assert found == on_the_list
    assert {people[word] for word in people if word in page} == {on_the_list}
    assert "@canary.example" not in page
    named = {people[word] for mail in mails for word in people if word in plain(mail)}
    assert named == {on_the_list}  # each is greeted by name, and no other


def test_a_stranger_of_the_open_form_reads_no_name_of_the_list(world, app):
    network, meeting, people = world
    stranger = saved_person(network, given="Zaunkoenig", came_uninvited=True)
    saved_attendance(meeting, stranger, source=BY_FORM)
    saved_decision(stranger, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    listed = db.session.query(PersonRow).filter_by(given="Kanaricontactnetworkgranted").one()
    client = app.test_client()

    pages = [
        client.get(my(stranger, path), headers={"Accept-Language": "en"})
        for path in ("/people", f"/people/{listed.public_id}")
    ]

    assert [page.status_code for page in pages] == [403, 403]
    assert not [word for word in people for page in pages if word in page.text]
    assert "once the office has invited you or met you" in pages[0].text
    assert "/people" not in client.get(my(stranger)).text


WAYS = {
    "child": "Is under 18 (on record since ",
    "guest": "Is a guest (on record since ",
    "basis": "The legal basis was changed on ",
    "never": "Is not to be passed on (since ",
}
"""How silence becomes a no without a decision → what the office reads."""
OUT = {
    "badge": "The printed badge says the wrong thing about photos.",
    "sheet": "The photographer's sheet lacks this person.",
    "picture": "Is on a published picture: Schaukasten",
    "list": "Stands on a list that others fetched: Rundschreiben",
}
"""Output that is out there → what is to be done about it."""
FOLLOWED = {way: {"badge", "sheet", "picture"} for way in WAYS} | {"never": set(OUT)}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("english")
def test_what_is_out_is_on_the_list_when_silence_becomes_a_no_and_whoever_said_yes_is_not(app, way):
    app.extensions["eventsvc.clock"] = lambda: NOW
    told = [MeetingBasisRow(purpose=one, basis=Basis.PUBLIC_TASK) for one in PHOTO]
    network = saved_network(slug="ours")
    meeting = saved_meeting(network, slug="gera", bases=told)
    people = [saved_person(network, given=name) for name in ("Zilpzalp", "Zaunkoenig")]
    for person in people:
        saved_attendance(meeting, person)
        saved_picture(meeting, person, place="Schaukasten")
    silent, agreeing = people
    saved_decision(silent, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    for purpose in PHOTO:
        saved_decision(agreeing, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
    act = Act(network_id=network.id, by="account:office", at=NOW, public_url=PUBLIC_URL)
    job = print_job(network, meeting, public_url=PUBLIC_URL)
    record_print(job, sheet=sheet_named(DEFAULT_SHEET), act=act)
    photographer_sheet(network, meeting, act=act)
    assert "Zilpzalp" in file_of(network, saved_handout(network))
    assert db.session.query(EffectRow).count() == 0

    later = replace(act, at=NOW + timedelta(hours=1))
    becomes(way, silent, meeting, act=later)

    client = app.test_client()
    sign_in(client, saved_account((Role.ORGANISER, network)), now=NOW)
    page = client.get("/o/ours/effects").text
    assert_valid(page)
    assert {output for output, words in OUT.items() if words in html.unescape(page)} == FOLLOWED[
        way
    ]
    assert page.count(WAYS[way]) == len(FOLLOWED[way])
    assert "Zaunkoenig" not in page
    assert "Zilpzalp" in page


def becomes(way: str, person: PersonRow, meeting: MeetingRow, *, act: Act) -> None:
    """Let it happen as the office lets it."""
    db.session.expire_all()
    listed = attendances_of(person.network_id, meeting.id)
    row = next(one for one in listed if one.person_id == person.id)
    if way == "guest":
        values = {"role": AttendanceRole.GUEST}
        attendances.describe(meeting, [row.public_id], values, act=act)
    elif way == "basis":
        version = db.session.get_one(MeetingRow, meeting.id).version
        meetings.change("gera", {"bases": []}, version=version, act=act)
    elif way == "never":
        rights.never_share(person.id, language="de", now=act.at)
    else:
        values, version = forms.shown(row) | {"is_minor": True}, attendances.version_of(row)
        attendances.change(meeting, row.public_id, values, version=version, act=act)

"""Asking everybody at once, receipts, and the own link again: who gets which mail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow, ConsentDecisionRow, MeetingBasisRow, OutboxRow
from eventsvc.db.queries.meetings import meeting_by_slug
from eventsvc.db.transaction import transaction
from eventsvc.domain.asking import NobodyToAsk, Unasked
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.consents import PHOTO, Basis, Channel, Purpose, State
from eventsvc.services.acts import Act, DoneAlready
from eventsvc.services.mails import own_links
from eventsvc.services.privacy import asking, receipts, rights
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support.mailbox import delivered, personal_path, plain

pytestmark = pytest.mark.usefixtures("app")

ASKED = (
    Purpose.PHOTO_PRINT,
    Purpose.PHOTO_WEB,
    Purpose.PHOTO_SOCIAL,
    Purpose.CONTACT_ATTENDEES,
    Purpose.NEWSLETTER,
)


@pytest.fixture
def network():
    return saved_network(name={"de": "Unser Netz", "en": "Our network"}, languages=["en", "de"])


@pytest.fixture
def gera(network):
    return saved_meeting(
        network,
        slug="gera",
        title={"en": "Meeting in Gera"},
        bases=[MeetingBasisRow(purpose=Purpose.NEWSLETTER, basis=Basis.CONSENT)],
    )


def act(network) -> Act:
    return Act(network_id=network.id, by="account:office", at=NOW, public_url=PUBLIC_URL)


def coming(meeting, network, given, **changes):
    partstat = changes.pop("partstat", PartStat.ACCEPTED)
    person = saved_person(
        network, given=given, email=f"{given.lower()}@example.org", language="en", **changes
    )
    saved_attendance(meeting, person, partstat=partstat)
    return person


def test_everybody_on_the_list_with_an_open_question_is_asked_once_a_day(network, gera, settings):
    coming(gera, network, "Open")
    answered = coming(gera, network, "Answered")
    for purpose in ASKED:
        scope = None if purpose is Purpose.NEWSLETTER else gera.id
        saved_decision(answered, State.REFUSED, purpose=purpose, meeting_id=scope)
    coming(gera, network, "Gone", partstat=PartStat.DECLINED)
    coming(gera, network, "Never", never_share=True)
    coming(gera, network, "Disowned", link_disowned_at=NOW)
    saved_person(network, given="Elsewhere")
    gera = meeting_by_slug(network.id, "gera")

    before = asking.standing(network, gera, now=NOW)
    sent = asking.ask(network, gera, nonce="one", act=act(network))
    mails = delivered(settings)

    assert [one.given for one in before.to_ask] == ["Open"]
    assert [(one.person.given, one.why) for one in before.left_out] == [
        ("Disowned", Unasked.DISOWNED),
        ("Never", Unasked.NEVER_SHARE),
        ("Answered", Unasked.NOTHING_OPEN),
    ]
    assert (before.people, before.open, sent) == (4, 3, 1)
    assert {one.purpose: one.states[State.UNKNOWN] for one in before.tallies} == dict.fromkeys(
        ASKED, 3
    )
    assert [mail["To"] for mail in mails] == ["open@example.org"]
    text = plain(mails[0])
    assert "Meeting in Gera" in mails[0]["Subject"]
    assert "* Newsletter" in text
    assert "no answer counts as no" in text
    assert personal_path(mails[0], PUBLIC_URL)
    with pytest.raises(NobodyToAsk):
        asking.ask(network, gera, nonce="two", act=act(network))
    with pytest.raises(DoneAlready):
        asking.ask(network, gera, nonce="one", act=act(network))
    # Nobody has become a yes by being asked.
    assert asking.standing(network, gera, now=NOW + timedelta(days=1)).tallies == before.tallies


def test_each_day_of_asking_tells_how_many_answered_everything_since(network, gera):
    later = NOW + timedelta(days=1)
    asked = [coming(gera, network, given) for given in ("Anna", "Berta", "Gone", "Half")]
    asking.ask(network, gera, nonce="one", act=act(network))
    coming(gera, network, "Late")
    asking.ask(network, gera, nonce="two", act=act(network))
    for purpose in ASKED:
        scope = None if purpose is Purpose.NEWSLETTER else gera.id
        saved_decision(asked[1], State.GRANTED, purpose=purpose, meeting_id=scope)
    saved_decision(asked[3], State.REFUSED, purpose=Purpose.NEWSLETTER)
    with transaction() as writing:
        row = writing.query(AttendanceRow).filter_by(person_id=asked[2].id).one()
        row.partstat = PartStat.DECLINED
    same_day = asking.standing(network, gera, now=NOW)
    asking.ask(network, gera, nonce="three", act=replace(act(network), at=later))

    rounds = asking.standing(network, gera, now=later).rounds
    assert {one.why for one in same_day.left_out} == {Unasked.ASKED_TODAY, Unasked.NOTHING_OPEN}
    assert [(one.at, one.mails, one.answered, one.open) for one in rounds] == [
        (later, 3, 0, 3),
        (NOW, 5, 1, 3),
    ]
    assert asking.standing(network, None, now=later).rounds == ()


def test_who_is_asked_anew_for_other_words_is_not_asked_again_on_that_day(network, gera):
    person = coming(gera, network, "Anna")
    with transaction():
        asking.ask_again(network, gera, [person.id], act=act(network))

    today = asking.standing(network, gera, now=NOW)

    assert [one.why for one in today.left_out] == [Unasked.ASKED_TODAY]
    tomorrow = asking.standing(network, gera, now=NOW + timedelta(days=1))
    assert [one.id for one in tomorrow.to_ask] == [person.id]


def test_whoever_had_the_use_of_the_data_restricted_is_left_out_for_that(network, gera):
    person = coming(gera, network, "Anna")
    rights.restrict(person.id, language="en", now=NOW)

    [left_out] = asking.standing(network, gera, now=NOW).left_out

    assert (left_out.person.id, left_out.why) == (person.id, Unasked.RESTRICTED)


def test_who_answered_before_the_mail_left_is_not_asked(network, gera, settings):
    person = coming(gera, network, "Quick")
    asking.ask(network, gera, nonce="", act=act(network))
    for purpose in ASKED:
        scope = None if purpose is Purpose.NEWSLETTER else gera.id
        saved_decision(person, State.GRANTED, purpose=purpose, meeting_id=scope)

    assert delivered(settings) == []
    assert db.session.query(OutboxRow).count() == 0


def test_the_whole_network_is_asked_what_holds_in_the_whole_network(network, gera, settings):
    saved_person(network, given="Anna", email="anna@example.org", language="en")
    agreed = saved_person(network, given="Berta", email="berta@example.org")
    saved_decision(agreed, State.GRANTED, purpose=Purpose.NEWSLETTER)
    other = saved_network(slug="other")
    saved_person(other, given="Fremd", email="fremd@example.org")

    number = asking.ask(network, None, nonce="", act=act(network))
    mails = delivered(settings)

    assert (number, [mail["To"] for mail in mails]) == (1, ["anna@example.org"])
    assert "Photos" not in plain(mails[0])


def test_children_and_guests_are_asked_where_others_are_told(network, settings):
    bases = [MeetingBasisRow(purpose=one, basis=Basis.PUBLIC_TASK) for one in PHOTO]
    contact = MeetingBasisRow(purpose=Purpose.CONTACT_ATTENDEES, basis=Basis.PUBLIC_TASK)
    told = saved_meeting(network, title={"de": "Jugendrat"}, bases=[*bases, contact])
    coming(told, network, "Erika")
    child = saved_person(network, given="Mia", email="mia@example.org", is_minor=True)
    saved_attendance(told, child)

    number = asking.ask(network, told, nonce="", act=act(network))
    [mail] = delivered(settings)

    assert (number, mail["To"]) == (1, "mia@example.org")
    assert "* Photos in print" in plain(mail)


def test_decisions_of_ten_minutes_are_confirmed_by_one_mail(network, gera, settings):
    person = coming(gera, network, "Erika")
    silent = coming(gera, network, "List")
    at = NOW.replace(minute=0, second=30)
    photo = {"purpose": Purpose.PHOTO_WEB, "meeting_id": gera.id}
    saved_decision(person, State.GRANTED, decided_at=at, channel=Channel.LINK, **photo)
    saved_decision(
        person,
        State.REFUSED,
        purpose=Purpose.NEWSLETTER,
        decided_at=at + timedelta(minutes=8),
        channel=Channel.DESK,
    )
    saved_decision(silent, State.REFUSED, decided_at=at, channel=Channel.FILE, **photo)

    early = receipts.confirm_due(public_url=PUBLIC_URL, now=at + timedelta(minutes=9))
    made = [
        receipts.confirm_due(public_url=PUBLIC_URL, now=at + timedelta(minutes=minutes))
        for minutes in (10, 11)
    ]
    [mail] = delivered(settings, now=at + timedelta(minutes=12))

    assert (early, made) == (0, [1, 0])
    assert mail["To"] == "erika@example.org"
    text = " ".join(plain(mail).split())
    assert "* Photos on the web (Meeting in Gera): you agreed, on your own page" in text
    assert "* Newsletter (Our network): you said no, or withdrew, by word of mouth" in text
    assert personal_path(mail, PUBLIC_URL)


def test_the_own_link_goes_to_whoever_has_the_address_and_to_nobody_else(network, settings):
    saved_person(network, given="Erika", email="info@example.org", language="en")
    saved_person(network, given="Max", email="info@example.org", language="en")
    saved_person(network, given="Gone", email="info@example.org", link_disowned_at=NOW)
    saved_person(saved_network(slug="other"), email="info@example.org")
    known = {"language": "en", "public_url": PUBLIC_URL, "now": NOW}

    own_links.send(network, " INFO@example.org", **known)
    own_links.send(network, "info@example.org", **known)
    own_links.send(network, "nobody@example.org", **known)
    mails = delivered(settings)

    assert [mail["To"] for mail in mails] == ["info@example.org"] * 2
    assert len({personal_path(mail, PUBLIC_URL) for mail in mails}) == 2
    assert db.session.query(ConsentDecisionRow).count() == 0

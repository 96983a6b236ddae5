"""Mails to the distribution list, letters between members, and what papers say."""

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import GroupPersonRow, OutboxRow, PersonRow
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.domain.asking import NobodyToAsk
from eventsvc.domain.circulars import (
    CircularSent,
    LetterIsEmpty,
    LetterTooLong,
    NotKnownToTheOffice,
    NotOnTheList,
)
from eventsvc.domain.consents import Channel, Purpose, State
from eventsvc.domain.errors import NotFound
from eventsvc.domain.mailings import RecipientsChanged
from eventsvc.domain.placeholders import UnknownPlaceholder
from eventsvc.domain.registrations import BY_AN_ATTENDEE, BY_FORM
from eventsvc.services.acts import Act
from eventsvc.services.mails import circulars, member_letters
from eventsvc.services.privacy import erasure, papers
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_circular,
    saved_decision,
    saved_group,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_steward,
)
from tests.support.mailbox import delivered, personal_path, plain

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def network():
    return saved_network(name={"en": "Our network"}, languages=["en", "de"])


def act(network) -> Act:
    return Act(network_id=network.id, by="account:office", at=NOW, public_url=PUBLIC_URL)


def known(network, given, *states, **changes):
    person = saved_person(
        network,
        given=given,
        family="Muster",
        language="en",
        **({"email": f"{given.lower()}@example.org"} | changes),
    )
    for state in states:
        saved_decision(person, state, purpose=Purpose.CONTACT_NETWORK)
    return person


@pytest.fixture
def people(network):
    return {
        "anna": known(network, "Anna", State.GRANTED),
        "berta": known(network, "Berta", State.GRANTED),
        "silent": known(network, "Silent"),
        "withdrawn": known(network, "Withdrawn", State.GRANTED, State.REFUSED),
        "never": known(network, "Never", State.GRANTED, never_share=True),
        "nomail": known(network, "Nomail", State.GRANTED, email=""),
        "disowned": known(network, "Disowned", State.GRANTED, link_disowned_at=NOW),
    }


def at_work(*people) -> list[GroupPersonRow]:
    return [GroupPersonRow(person_id=one.id, position=at) for at, one in enumerate(people)]


def sent(network, row, number) -> int:
    return circulars.send(network, row.key, number=number, version=row.version, act=act(network))


def test_a_yes_that_a_list_reports_bears_no_day_as_the_list_tells_none(network, settings):
    listed = saved_person(network, email="liste@example.org")
    saved_decision(listed, State.GRANTED, purpose=Purpose.CONTACT_NETWORK, channel=Channel.FILE)
    row = saved_circular(network, subject={"en": "News"}, text={"en": "Dear {name},\nnews."})

    sent(network, row, 1)
    [mail] = delivered(settings)

    text = " ".join(plain(mail).split())
    assert "You stand in the distribution list of Our network." in text
    assert "you agreed to stand" not in text


def test_a_mail_to_the_list_reaches_who_agreed_each_alone_and_says_why(network, people, settings):
    row = saved_circular(network, subject={"en": "News"}, text={"en": "Dear {name},\nnews."})
    reached = circulars.reached(network)

    number = sent(network, row, 2)
    mails = delivered(settings)

    assert [one.given for one in reached.people] == ["Anna", "Berta"]
    assert dict(reached.left) == {
        "never-share": 1,
        "said-no": 1,
        "not-answered": 1,
        "no-address": 1,
        "disowned": 1,
    }
    assert number == 2
    assert sorted(mail["To"] for mail in mails) == ["anna@example.org", "berta@example.org"]
    anna = next(mail for mail in mails if mail["To"].startswith("anna"))
    text = " ".join(plain(anna).split())
    assert (anna["Subject"], anna["Cc"], anna["Bcc"]) == ("News", None, None)
    assert "Dear Anna Muster, news." in text
    assert "you agreed to stand in the distribution list of Our network" in text
    leave = anna["List-Unsubscribe"].strip(" <>")
    assert leave.endswith("/leave")
    assert leave in text
    assert "berta" not in anna.as_string().casefold()
    with pytest.raises(CircularSent):
        sent(network, row, 2)


def test_who_leaves_between_the_button_and_the_mail_gets_none(network, people, settings):
    row = saved_circular(network)
    sent(network, row, 2)
    saved_decision(people["anna"], State.REFUSED, purpose=Purpose.CONTACT_NETWORK)

    assert [mail["To"] for mail in delivered(settings)] == ["berta@example.org"]


def test_a_mail_goes_to_as_many_as_were_shown_or_to_nobody(network, people):
    row = saved_circular(network)
    with pytest.raises(RecipientsChanged):
        sent(network, row, 3)
    with pytest.raises(UnknownPlaceholder):
        circulars.word(
            row.key,
            circulars.Wish(subject={"en": "News"}, text={"en": "In {place}"}),
            version=row.version,
            act=act(network),
        )

    assert db.session.query(OutboxRow).count() == 0


def test_a_letter_reaches_one_and_shows_the_address_of_neither(network, people, settings):
    anna, berta = people["anna"], people["berta"]
    member_letters.write(network, anna, berta, "  May I call you?\r\n", nonce="n", act=act(network))
    stored = db.session.query(OutboxRow).one().facts["text"]
    [mail] = delivered(settings)

    assert stored == "May I call you?"
    assert (mail["To"], mail["Reply-To"]) == ("berta@example.org", "anna@example.org")
    text = " ".join(plain(mail).split())
    assert "Anna Muster" in mail["Subject"]
    assert "May I call you?" in text
    assert "Your address was not shown" in text
    # A private letter stays nowhere once it went.
    assert db.session.query(OutboxRow).count() == 0


@pytest.mark.parametrize(
    ("sender", "recipient", "typed", "refusal"),
    [
        ("silent", "berta", "Hello", NotOnTheList),
        ("anna", "silent", "Hello", NotFound),
        ("anna", "never", "Hello", NotFound),
        ("anna", "berta", " \n", LetterIsEmpty),
        ("anna", "berta", "x" * 3001, LetterTooLong),
    ],
)
def test_only_people_of_the_list_write_to_people_of_the_list(
    network, people, sender, recipient, typed, refusal
):
    with pytest.raises(refusal):
        member_letters.write(
            network, people[sender], people[recipient], typed, nonce="", act=act(network)
        )
    assert db.session.query(OutboxRow).count() == 0


def test_whoever_came_by_the_open_form_sees_the_people_once_the_office_knows_them(network, people):
    organisation = saved_organisation(network)

    def sees(by=BY_FORM, *, steward=False, **changes) -> bool:
        stranger = known(network, "Stranger", State.GRANTED, came_uninvited=True)
        form = {"organisation_id": organisation.id, "source": by}
        saved_attendance(saved_meeting(network), stranger, **(form | changes))
        if steward:
            saved_steward(organisation, person_id=stranger.id)
        try:
            found = member_letters.on_the_list(network, stranger)
        except NotKnownToTheOffice:
            return False
        return people["anna"].id in {line.person_id for line in found}

    assert not sees()
    assert not sees(BY_AN_ATTENDEE)
    assert sees("liste.csv: 2")
    assert sees(checked_in_at=NOW)
    assert sees(reply_channel=Channel.MAIL)
    assert sees(steward=True)
    assert member_letters.on_the_list(network, people["anna"])


def test_a_letter_that_waits_goes_with_its_writer(network, people, settings):
    anna, berta = people["anna"], people["berta"]
    member_letters.write(network, anna, berta, "Canary", nonce="n", act=act(network))

    erasure.erase(
        network_by_slug(network.slug),
        anna.public_id,
        by="account:office",
        record=settings.data_dir / "erasures.jsonl",
        public_url="",
        now=NOW,
    )

    assert db.session.query(OutboxRow).count() == 0


def test_people_of_lists_are_told_once_where_their_data_comes_from(network, settings):
    for given, changes in {
        "Anna": {"origin": "liste.csv: 2"},
        "Berta": {"origin": "network file"},
        "Registered": {},
        "Told": {"origin": "liste.csv: 3", "informed_at": NOW},
        "Nomail": {"origin": "liste.csv: 4", "email": ""},
    }.items():
        known(network, given, **changes)

    number = papers.tell(network, nonce="", act=act(network))
    mails = delivered(settings)

    assert number == len(mails) == 2
    text = plain(mails[0])
    assert "(list and row): liste.csv: 2" in text
    assert f"{PUBLIC_URL}/n/{network.slug}/privacy/imported" in text
    assert personal_path(mails[0], PUBLIC_URL)
    db.session.expire_all()
    told = {row.given for row in db.session.query(PersonRow) if row.informed_at}
    assert told == {"Anna", "Berta", "Told"}
    with pytest.raises(NobodyToAsk):
        papers.tell(network, nonce="", act=act(network))


def test_a_mail_to_a_group_reaches_those_of_it_who_stand_on_the_list(network, people, settings):
    group = saved_group(
        network, title={"en": "Digital"}, people=at_work(people["anna"], people["silent"])
    )
    row = saved_circular(network, subject={"en": "News"}, text={"en": "come."}, group_id=group.id)

    found = circulars.reached(network, group.id)
    assert ([one.given for one in found.people], dict(found.left)) == (
        ["Anna"],
        {"not-answered": 1},
    )
    assert sent(network, row, 1) == 1
    [mail] = delivered(settings)

    assert mail["To"] == "anna@example.org"
    text = plain(mail)
    assert "those on the list who work in the group “Digital”" in text
    assert "Why do I get this?" in text
    assert "/leave" in text


def test_who_left_the_group_before_the_mail_was_written_gets_none(network, people, settings):
    group = saved_group(network, title={"en": "Digital"}, people=at_work(people["anna"]))
    row = saved_circular(network, subject={"en": "News"}, text={"en": "come."}, group_id=group.id)
    sent(network, row, 1)
    db.session.query(GroupPersonRow).delete()
    db.session.commit()

    assert delivered(settings) == []

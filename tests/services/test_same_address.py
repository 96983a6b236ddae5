"""A no binds the mail address: entered twice, entered anew, or erased and come again."""

from datetime import timedelta
from random import Random

import pytest

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import db
from eventsvc.db.models import ConsentDecisionRow, MeetingBasisRow, OutboxRow, PersonRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends
from eventsvc.domain.consents import PHOTO, Basis, Channel, Purpose, State
from eventsvc.domain.retention import DAYS, Kind
from eventsvc.inputs.attendees.consents import Answer as Said
from eventsvc.inputs.attendees.consents import Consent
from eventsvc.inputs.attendees.consents import Purpose as AskedFor
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.attendees.registrations import Desk, Form, register
from eventsvc.services.badges.badges import print_job
from eventsvc.services.mails import circulars
from eventsvc.services.privacy import erasure, retention
from eventsvc.services.privacy.consents import Answer, decide
from eventsvc.services.privacy.effects import settle, settle_all
from eventsvc.services.privacy.handout_lines import draw
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_circular,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)

pytestmark = pytest.mark.usefixtures("app")

CHANCE = Random(3)
LIST = Purpose.CONTACT_NETWORK
ADDRESS = "erika@example.org"
YES = {AskedFor.DISTRIBUTION_LIST: Consent(answer=Said.GRANTED, words="ja", heading="Verteiler")}
EARLIER = NOW - timedelta(days=1)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def gera(network):
    """A meeting that tells people of photos: silence is no objection there."""
    told = [MeetingBasisRow(purpose=one, basis=Basis.PUBLIC_TASK) for one in PHOTO]
    return saved_meeting(
        network,
        slug="gera",
        bases=told,
        registration_until=NOW.replace(tzinfo=None) + timedelta(days=1),
    )


def entry(network, given, *states, email=ADDRESS, **changes):
    person = saved_person(network, given=given, email=email, **changes)
    for state in states:
        saved_decision(person, state, purpose=LIST, decided_at=EARLIER)
    return person


def says(network, person, state, *, purpose=LIST, meeting=None, now=NOW):
    answer = Answer(purpose=purpose, state=state, language="de", channel=Channel.LINK)
    decide(network, meeting, person.id, answer, now=now)


def listed(network) -> list[str]:
    db.session.expire_all()
    return [line.values["name"].split()[0] for line in draw(network, None).lines]


def unpictured(network, gera) -> set[str]:
    db.session.expire_all()
    badges = print_job(network, gera, public_url=PUBLIC_URL).badges
    return {badge.given for badge in badges if badge.no_photo}


def by_form(network, meeting, given, email=ADDRESS):
    desk = Desk(network=network, public_url=PUBLIC_URL, now=NOW, random=Random(2))
    form = Form(
        nonce=given,
        given=given,
        family="Muster",
        email=email,
        attends=Attends.ON_SITE,
        language="de",
    )
    register(meeting.id, form, desk=desk)


def by_list(network, meeting, given, email=ADDRESS, *, says):
    row = AttendeeRow(sheet="", row=2, given=given, family="Muster", email=email, consents=says)
    attendees = AttendeeList(rows=(row,), held=(), skipped=(), problems=(), columns=())
    act = Act(network_id=network.id, by="account:office", at=NOW)
    order = ImportOrder(attendees=attendees, source="alt.xlsx")
    import_attendees(network, meeting, order, act=act, random=CHANCE)


def test_a_no_takes_back_what_another_entry_of_the_address_had_agreed_to(network, gera):
    anna, twin = entry(network, "Anna", State.GRANTED), entry(network, "Twin", State.GRANTED)
    entry(network, "Other", State.GRANTED, email="other@example.org")
    saved_attendance(gera, anna)
    saved_attendance(gera, twin)
    assert (listed(network), unpictured(network, gera)) == (["Anna", "Twin", "Other"], set())

    says(network, twin, State.REFUSED)
    says(network, twin, State.OBJECTED, purpose=Purpose.PHOTO_WEB, meeting=gera)

    assert listed(network) == ["Other"]
    assert unpictured(network, gera) == {"Anna", "Twin"}
    row = saved_circular(network)
    act = Act(network_id=network.id, by="account:office", at=NOW, public_url=PUBLIC_URL)
    assert circulars.send(network, row.key, number=1, version=row.version, act=act) == 1
    assert [mail.recipient for mail in db.session.query(OutboxRow)] == ["other@example.org"]


def test_a_later_yes_counts_for_the_entry_that_says_it_and_nothing_is_said_twice(network):
    anna, twin = entry(network, "Anna", State.REFUSED), entry(network, "Twin")
    says(network, twin, State.GRANTED)
    assert listed(network) == ["Twin"]

    for _ in range(2):
        with transaction():
            settle([anna.id, twin.id], now=NOW)
        settle_all(now=NOW)

    assert listed(network) == ["Twin"]
    assert db.session.query(ConsentDecisionRow).count() == 2


@pytest.mark.parametrize("again", ["Erika@Example.ORG ", ADDRESS])
def test_whoever_registers_again_under_another_name_is_bound_by_the_no_before(network, gera, again):
    anna = entry(network, "Anna", State.REFUSED)
    saved_attendance(gera, anna)
    said = {"purpose": Purpose.PHOTO_WEB, "meeting_id": gera.id, "decided_at": EARLIER}
    saved_decision(anna, State.OBJECTED, **said)

    by_form(network, gera, "Änna", email=again)

    assert unpictured(network, gera) == {"Anna", "Änna"}
    new = db.session.query(PersonRow).filter_by(given="Änna").one()
    said = db.session.query(ConsentDecisionRow).filter_by(person_id=new.id)
    assert {(row.purpose, row.state, row.channel) for row in said} == {
        (LIST, State.REFUSED, Channel.ADDRESS),
        (Purpose.PHOTO_WEB, State.OBJECTED, Channel.ADDRESS),
    }


def test_the_yes_of_a_list_lifts_no_no_of_the_address(network, gera):
    entry(network, "Anna", State.REFUSED)

    by_list(network, gera, "Anna Maria", says=YES)

    assert listed(network) == []


@pytest.mark.parametrize("never", [False, True])
def test_the_no_of_somebody_erased_binds_whoever_comes_again(network, gera, settings, never):
    old = NOW - timedelta(days=DAYS[Kind.PEOPLE] + 1)
    states = () if never else (State.REFUSED,)
    entry(network, "Anna", *states, never_share=never, entered_at=old)
    run = retention.run(network, record=settings.data_dir / NAME, now=NOW)
    assert run == {Kind.PEOPLE: 1}
    [erased] = db.session.query(PersonRow)
    assert (erased.email, len(erased.address_key)) == ("", 64)

    by_list(network, gera, "Anna", says=YES)
    by_list(network, gera, "Berta", email="berta@example.org", says=YES)

    assert listed(network) == ["Berta"]


def test_erasing_one_of_a_shared_mailbox_leaves_the_others_yes(network, settings):
    anna = entry(network, "Anna", State.GRANTED)
    berta = entry(network, "Berta", State.GRANTED)
    erasure.erase(
        network, anna.public_id, by="x", record=settings.data_dir / NAME, public_url="", now=NOW
    )
    with transaction():
        settle([berta.id], now=NOW)

    assert listed(network) == ["Berta"]


def test_an_address_that_was_changed_is_bound_within_the_hour(network):
    entry(network, "Anna", State.REFUSED)
    berta = entry(network, "Berta", email="berta@example.org")
    with transaction() as writing:
        writing.get_one(PersonRow, berta.id).email = ADDRESS
    saved_decision(berta, State.GRANTED, purpose=LIST, decided_at=EARLIER - timedelta(days=1))
    assert listed(network) == ["Berta"]

    settle_all(now=NOW)

    assert listed(network) == []


def test_the_same_address_in_another_network_is_another_matter(network):
    other = saved_network(slug="other")
    entry(other, "Anna", State.REFUSED)
    berta = entry(network, "Berta", State.GRANTED)
    with transaction():
        settle([berta.id], now=NOW)

    assert listed(network) == ["Berta"]

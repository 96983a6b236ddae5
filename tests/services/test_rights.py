"""No sharing and restriction: what is taken back, and which mails still go."""

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import ConsentDecisionRow, EffectRow, NetworkRow, OutboxRow
from eventsvc.db.queries.stewards import stewards
from eventsvc.db.transaction import transaction
from eventsvc.domain.consents import PHOTO, Basis, Purpose, State
from eventsvc.services.account.accounts import SIGN_IN
from eventsvc.services.mails import own_links
from eventsvc.services.mails.delivery import CONTENTS, STILL_SENT
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.privacy import rights
from eventsvc.services.profiles.stewards import address_of
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_decision,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_steward,
)
from tests.support.followed import Office
from tests.support.mailbox import delivered

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def restricted():
    return saved_person(saved_network(), email="erika@example.org", restricted_at=NOW)


def test_a_yes_for_pictures_is_taken_back_as_its_basis_has_it_and_followed_once():
    office = Office(dict.fromkeys((Purpose.PHOTO_WEB,), Basis.PUBLIC_TASK))
    for channel in PHOTO:
        saved_decision(office.erika, State.GRANTED, purpose=channel, meeting_id=office.meeting.id)
    saved_picture(office.meeting, office.erika)

    for _ in range(2):
        rights.restrict(office.erika.id, language="de", now=office.act().at)

    rows = db.session.query(ConsentDecisionRow).filter_by(person_id=office.erika.id)
    nos = [(row.purpose, row.state) for row in rows if row.state is not State.GRANTED]
    assert sorted(nos) == [
        (Purpose.PHOTO_PRINT, State.REFUSED),
        (Purpose.PHOTO_SOCIAL, State.REFUSED),
        (Purpose.PHOTO_WEB, State.OBJECTED),
    ]
    assert db.session.query(EffectRow).count() == 1


@pytest.mark.parametrize("kind", sorted(CONTENTS.keys() - STILL_SENT - {SIGN_IN}))
def test_no_mail_that_uses_restricted_data_leaves(restricted, settings, kind):
    letter = Letter(
        unique_key="x",
        recipient=restricted.email,
        kind=kind,
        language="en",
        facts={"person": restricted.public_id},
        network_id=restricted.network_id,
    )
    with transaction():
        queue(letter, public_url=PUBLIC_URL, now=NOW)

    assert delivered(settings, now=NOW) == []
    assert db.session.query(OutboxRow).count() == 0


def test_the_own_link_still_goes_as_only_it_lifts_a_restriction(restricted, settings):
    network = db.session.get_one(NetworkRow, restricted.network_id)
    own_links.send(network, restricted.email, language="en", public_url=PUBLIC_URL, now=NOW)

    assert [mail["To"] for mail in delivered(settings, now=NOW)] == [restricted.email]


def test_a_steward_with_restricted_data_is_written_to_by_nobody(restricted):
    network = db.session.get_one(NetworkRow, restricted.network_id)
    others = saved_person(network), restricted
    for one in others:
        saved_steward(saved_organisation(network), person_id=one.id)

    assert {address_of(one) for one in stewards(network.id)} == {others[0].email, ""}

"""A yes is given to a body, and counts for no other one."""

from datetime import timedelta
from random import Random

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import ConsentDecisionRow, MeetingRow, NetworkRow, OutboxRow
from eventsvc.db.queries.effects import open_effects
from eventsvc.db.transaction import transaction
from eventsvc.domain.consents import PHOTO, Channel, Purpose, State
from eventsvc.domain.effects import EffectKind
from eventsvc.inputs.networks.file import read_network
from eventsvc.services.acts import Act
from eventsvc.services.meetings import meetings
from eventsvc.services.networks import network_settings
from eventsvc.services.networks.networks import import_network
from eventsvc.services.privacy.controller_changes import Body, ControllerChanges
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
    saved_picture,
)

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def network():
    return saved_network(slug="ours", organiser="Stadt Gera")


@pytest.fixture
def gera(network):
    """A meeting whose picture of Erika is published, and where she agreed to it and to the list."""
    meeting = saved_meeting(network, slug="gera")
    erika = saved_person(network, email="erika@example.org")
    saved_person(network, email="nein@example.org")
    saved_attendance(meeting, erika)
    for purpose in PHOTO:
        saved_decision(erika, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
    saved_decision(erika, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    saved_picture(meeting, erika)
    return meeting


def rename(gera, values, body=None):
    later = NOW + timedelta(days=1)
    act = Act(network_id=gera.network_id, by="account:office", at=later, public_url=PUBLIC_URL)
    version = db.session.get_one(MeetingRow, gera.id, populate_existing=True).version
    meetings.change("gera", values, version=version, act=act, body=body)


def ended() -> set[Purpose]:
    rows = db.session.query(ConsentDecisionRow).filter_by(channel=Channel.WORDS)
    return {row.purpose for row in rows if row.state is State.UNKNOWN}


def asked() -> list[str]:
    return [row.recipient for row in db.session.query(OutboxRow)]


@pytest.mark.parametrize("values", [{"organiser_body": "Stadt Suhl"}, {"on_behalf_of": "Land"}])
def test_another_name_is_refused_until_somebody_says_what_it_means(gera, values):
    with pytest.raises(ControllerChanges) as refused:
        rename(gera, values)

    assert refused.value.facts == {"agreed": 3, "field": "body"}
    row = db.session.get_one(MeetingRow, gera.id, populate_existing=True)
    assert (row.organiser_body, row.on_behalf_of) == ("", "")
    assert ended() == set()


def test_the_same_body_written_differently_keeps_every_yes(gera):
    rename(gera, {"organiser_body": "Stadt Gera (Thüringen)"}, Body.SAME)
    rename(gera, {"organiser_body": "stadt  gera (THÜRINGEN)"})

    assert (ended(), asked()) == (set(), [])


def test_naming_the_networks_own_body_at_a_meeting_changes_nothing(gera):
    rename(gera, {"organiser_body": "Stadt Gera"})

    assert (ended(), asked()) == (set(), [])


def test_another_body_ends_each_yes_at_the_meeting_is_followed_and_asks_once(gera):
    rename(gera, {"organiser_body": "Stadt Suhl"}, Body.OTHER)

    assert ended() == set(PHOTO)
    assert asked() == ["erika@example.org"]
    assert EffectKind.PICTURE in {row.kind for row in open_effects(gera.network_id)}
    granted = db.session.query(ConsentDecisionRow).filter_by(state=State.GRANTED).count()
    assert granted == len(PHOTO) + 1  # the ledger loses nothing


@pytest.mark.parametrize(
    ("own", "left"), [("", {*PHOTO, Purpose.CONTACT_NETWORK}), ("Suhl", {Purpose.CONTACT_NETWORK})]
)
def test_another_body_of_the_network_ends_what_was_said_to_it_and_no_more(network, gera, own, left):
    with transaction() as writing:
        writing.get_one(MeetingRow, gera.id).organiser_body = own
    act = Act(network_id=network.id, by="account:office", at=NOW, public_url=PUBLIC_URL)

    def take(body=None):
        row = db.session.get_one(NetworkRow, network.id, populate_existing=True)
        network_settings.change({"organiser": "Land"}, version=row.version, act=act, body=body)

    with pytest.raises(ControllerChanges):
        take()
    take(Body.OTHER)

    assert ended() == left
    assert set(asked()) == {"erika@example.org"}


FILE = """
network: {slug: netz, name: Netz, organiser: %(own)s, email: netz@example.org, languages: [de]}
meetings:
  - {key: gera, title: {de: Gera}, when: {date: 2022-08-30}, organiser_body: %(at)s}
"""


def brought_in(*, own="Büro", at="Stadt Gera"):
    file = read_network((FILE % {"own": own, "at": at}).encode(), name="netz.yaml")
    import_network(file, now=NOW, random=Random(1), public_url=PUBLIC_URL)


@pytest.mark.parametrize("names", [{"own": "Land"}, {"at": "Stadt Suhl"}])
def test_a_file_with_another_name_is_refused_as_a_whole_once_people_agreed(names):
    brought_in()
    brought_in(own="Amt", at="Stadt Jena")
    meeting = db.session.query(MeetingRow).one()
    erika = saved_person(db.session.query(NetworkRow).one())
    saved_attendance(meeting, erika)
    saved_decision(erika, State.GRANTED, purpose=PHOTO[0], meeting_id=meeting.id)
    saved_decision(erika, State.GRANTED, purpose=Purpose.NEWSLETTER)

    with pytest.raises(ControllerChanges):
        brought_in(**({"own": "Amt", "at": "Stadt Jena"} | names))

    network = db.session.query(NetworkRow).populate_existing().one()
    assert (network.organiser, ended()) == ("Amt", set())

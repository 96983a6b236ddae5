"""Every feed and invitation of the sample, in the readers that others wrote: all see the same."""

from datetime import timedelta
from email.message import EmailMessage
from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.queries.references import meetings_called
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.people import folded_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.acts import Act
from eventsvc.services.meetings import meetings
from eventsvc.services.privacy.personal import token_of
from tests.conftest import NOW
from tests.factories import saved_person
from tests.support.invitations import invited_by_mail
from tests.support.readers import FURTHER_READERS, READERS

pytestmark = [
    pytest.mark.proof,
    pytest.mark.one_engine,
    pytest.mark.filterwarnings(r"ignore:.*utcfromtimestamp:DeprecationWarning:dateutil"),
    pytest.mark.filterwarnings(r"ignore:Behaviour of str\(Component\):FutureWarning:ics"),
]
NETWORK = "/n/thueringen"
FEEDS = {
    f"{NETWORK}/calendar.ics": 3,
    f"{NETWORK}/calendar.ics?lang=cs": 3,
    f"{NETWORK}/calendar.ics?organisation=gera": 1,
    f"{NETWORK}/calendar.ics?organisation=weida": 0,
    f"{NETWORK}/groups/daten.ics": 1,
    f"{NETWORK}/meetings/treffen-4.ics": 1,
    f"{NETWORK}/meetings/treffen-5.ics": 1,
}
"""Address → how many meetings stand there."""


def seen_by_all(data: bytes) -> set[tuple]:
    """Return what the readers see: all of them the same."""
    first, *others = [read(data) for read in (*READERS, *FURTHER_READERS)]
    assert others == [first] * len(others)
    return first


@pytest.fixture
def network(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    demo.load(NOW, Random(1))
    [(network, _)] = meetings_called(demo.MEETING)
    return network


def test_every_shared_feed_is_the_same_in_all_readers(client, network):
    found = {path: len(seen_by_all(client.get(path).data)) for path in FEEDS}

    assert found == FEEDS


def test_the_calendar_of_one_person_and_every_invitation_too(client, network, settings):
    [(_, gera)] = meetings_called(demo.MEETING)
    names = {"given": "Vera", "family": "Neu"}
    vera = saved_person(network, **names, folded_name=folded_name(**names), email="v@neu.example")
    [invitation] = invited_by_mail(network, gera, [vera], settings=settings)
    token = token_of(vera, LinkPurpose.CALENDAR, secret="t" * 32)
    mine = seen_by_all(client.get(f"/my/{token}/calendar.ics").data)
    act = Act(network_id=network.id, by="account:test", at=NOW + timedelta(minutes=1))
    meetings.cancel(gera.slug, version=gera.version, act=act)
    [(_, cancelled)] = meetings_called(demo.MEETING)
    told = invited_by_mail(network, cancelled, [], settings=settings, kind=MailingKind.CHANGE)

    request, *cancels = (file_of(mail) for mail in (invitation, told[1], told[-1]))
    assert (b"METHOD:REQUEST" in request, [b"METHOD:CANCEL" in one for one in cancels]) == (
        True,
        [True, True],
    )
    assert {uid for uid, *_ in mine} == {gera.uid}
    assert [seen_by_all(one) for one in (request, *cancels)] == [mine] * 3


def file_of(mail: EmailMessage) -> bytes:
    return next(mail.iter_attachments()).get_content()

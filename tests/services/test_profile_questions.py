"""Stewards are asked for news before a meeting, and once a year whether all is still true."""

from datetime import date, timedelta

import pytest

from eventsvc.db.models import NetworkRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.jobs.tasks import tasks
from eventsvc.services.acts import Act
from eventsvc.services.profiles.profile_questions import ask_due
from eventsvc.services.profiles.stewards import end
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_meeting, saved_network, saved_organisation, saved_steward
from tests.support.mailbox import delivered, plain

pytestmark = pytest.mark.usefixtures("app")

WALL = NOW.replace(tzinfo=None)
SOON, LATER = WALL + timedelta(days=13), WALL + timedelta(days=15)


@pytest.fixture
def network():
    network = saved_network(asks_for_news=True)
    saved_meeting(network, slug="bald", start=SOON, title={"de": "Treffen in Gera"})
    saved_meeting(network, slug="spaet", start=LATER)
    saved_meeting(network, slug="aus", start=SOON, status=MeetingStatus.CANCELLED)
    saved_meeting(network, slug="geheim", start=SOON, visibility=Visibility.INVITED)
    return network


def ask(now=NOW) -> int:
    session().expire_all()
    return ask_due(public_url=PUBLIC_URL, now=now)


def test_two_weeks_before_a_meeting_stewards_of_members_are_asked_for_news_once(network, settings):
    weida = saved_organisation(network, name={"de": "Stadt Weida"})
    saved_steward(weida, email="digital@weida.example")
    guest = saved_organisation(network, is_guest=True)
    saved_steward(guest, email="gast@example.org")
    gone = saved_steward(weida, email="weg@weida.example")
    end(gone.public_id, act=Act(network_id=network.id, by="", at=NOW))

    assert (ask(), ask(NOW + timedelta(hours=6))) == (1, 0)
    [mail] = delivered(settings, now=NOW)
    text = plain(mail)
    assert mail["To"] == "digital@weida.example"
    assert "Stadt Weida" in mail["Subject"]
    assert "Treffen in Gera" in text
    assert f"{PUBLIC_URL}/m/" in text
    assert ask(NOW + timedelta(days=2)) == 1


def test_nobody_is_asked_until_the_office_says_so_or_once_the_meeting_is_off(network, settings):
    saved_steward(saved_organisation(network), email="digital@weida.example")
    ask()
    with transaction() as writing:
        writing.get_one(NetworkRow, network.id).asks_for_news = False

    assert ask(NOW + timedelta(days=2)) == 0
    assert delivered(settings, now=NOW + timedelta(days=14)) == []


def test_once_a_year_stewards_are_asked_whether_all_is_still_true(settings):
    network = saved_network(asks_yearly=True)
    old = saved_organisation(
        network, name={"de": "Stadt Alt"}, profile={"checked_on": date(2021, 8, 1)}
    )
    fresh = saved_organisation(network, profile={"checked_on": date(2022, 1, 1)})
    saved_steward(old, email="alt@example.org")
    saved_steward(fresh, email="frisch@example.org")

    assert (ask(), ask(NOW + timedelta(days=1))) == (1, 0)
    [mail] = delivered(settings, now=NOW)
    assert (mail["To"], "Stadt Alt" in mail["Subject"]) == ("alt@example.org", True)
    assert ask(NOW + timedelta(days=366)) == 2


def test_the_service_asks_by_itself(settings):
    assert "profiles" in {task.name for task in tasks(settings)}

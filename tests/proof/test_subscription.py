"""A real subscription: a program of others follows a running service through an office's days."""

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eventsvc.app import create_app
from eventsvc.db.queries import organiser as queries
from eventsvc.db.queries.mailings import who_may_come
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.acts import Act
from eventsvc.services.meetings import meetings
from eventsvc.services.privacy import personal
from eventsvc.settings import load
from tests.support.running import free_port, serving
from tests.support.subscriptions import Subscription

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]
FEED = "/n/thueringen/calendar.ics"
GERA = "4. Netzwerktreffen Smart Cities / Smart Regions in Thüringen"
GROUP = "AG Daten und Sensoren"
MUEHLHAUSEN = "5. Netzwerktreffen Smart Cities / Smart Regions in Thüringen"


@contextmanager
def service(folder, port):
    with serving(
        [sys.executable, "-m", "eventsvc", "serve", "--demo"],
        folder=folder,
        environment=os.environ | {"PYTHONPATH": str(ROOT)},
        port=port,
    ) as running:
        yield running


@pytest.fixture
def office(tmp_path, monkeypatch):
    """The database of the running service, opened by another process: this one."""
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(tmp_path / "data"))

    @contextmanager
    def inside():
        app = create_app(load())
        with app.app_context():
            network = network_by_slug("thueringen")
            yield app, network, Act(network_id=network.id, by="account:x", at=datetime.now(UTC))

    return inside


def change(office, slug: str, values) -> None:
    with office() as (_, network, act):
        row = queries.meeting_by_slug(network.id, slug)
        wanted = values(row) if callable(values) else values
        meetings.change(slug, wanted, version=row.version, act=act)


def a_day_later(row):
    when = meetings.read(row, "when")
    day = timedelta(days=1)
    return {"when": replace(when, start=when.start + day, end=when.end + day)}


def test_a_subscriber_follows_moves_cancellations_restarts_and_learns_when_a_link_ends(
    tmp_path, office
):
    port = free_port()
    with service(tmp_path, port) as running:
        shared = Subscription(tmp_path / "shared", running.url + FEED)
        shared.sync()
        first, files = shared.events(), shared.files()
        assert set(first) == {GERA, MUEHLHAUSEN, GROUP}
        shared.sync()
        assert shared.files() == files, "a second sync moves nothing"

        with office() as (_, network, _act):
            slugs = {row.title["de"]: row.slug for row in queries.meetings_of(network.id)}
        change(office, slugs[GERA], a_day_later)
        shared.sync()
        start, status, sequence = shared.events()[GERA]
        assert (start > first[GERA][0], status, sequence) == (True, "CONFIRMED", 1)
        assert shared.events()[MUEHLHAUSEN] == first[MUEHLHAUSEN]

        change(office, slugs[GERA], {"title": {"de": "Anders genannt"}})
        change(office, slugs[GERA], {"join_url": "https://secret.example/room"})
        shared.sync()
        assert shared.events()["Anders genannt"][2] == 2
        assert b"secret.example" not in b"".join(p.read_bytes() for p in shared.folder.iterdir())

        with office() as (_, network, act):
            row = queries.meeting_by_slug(network.id, slugs[GERA])
            meetings.cancel(row.slug, version=row.version, act=act)
        change(office, slugs[MUEHLHAUSEN], {"visibility": Visibility.INVITED})
        shared.sync()
        found = shared.events()
        assert found.pop(GROUP) == first[GROUP]
        ((title, (_, status, sequence)),) = found.items()
        assert (title, status, sequence) == ("Entfällt: Anders genannt", "CANCELLED", 3)
        files = shared.files()

    assert str(port) in shared.refused()
    assert shared.files() == files, "a service that is away takes nothing"

    with service(tmp_path, port) as running:
        shared.sync()
        assert shared.files() == files, "a restart moves nothing"

        with office() as (app, network, _act):
            person = next(iter(people(network)))
            token = personal.token_of(person, LinkPurpose.MY, secret=app.config["SECRET_KEY"])
        mine = Subscription(tmp_path / "mine", f"{running.url}/my/{token}/calendar.ics")
        mine.sync()
        kept = mine.files()
        assert kept
        with office():
            personal.revoke(person.id, actor="account:x", now=datetime.now(UTC))
        assert "Gone" in mine.refused()
        assert mine.files() == kept


def people(network):
    for row in queries.meetings_of(network.id):
        for one in who_may_come(row.id):
            yield one.person

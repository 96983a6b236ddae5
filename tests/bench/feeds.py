"""CPU time of a calendar to subscribe to, with a thousand and with ten thousand meetings.

Run it with ``python -m tests.bench.feeds``. It prints milliseconds of this process's CPU per
request, beside a route of ours that does nothing; what the test browser itself costs is in both.
"""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from eventsvc.app import create_app
from eventsvc.db.models import MeetingRow
from eventsvc.db.schema import upgrade
from eventsvc.db.transaction import session, transaction
from eventsvc.outputs.calendar import event_block
from tests.conftest import settings_for
from tests.factories import saved_meeting, saved_network

FEED = "/n/thueringen/calendar.ics"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2026, 1, 8, 10)  # noqa: DTZ001 -- wall time
DAYS = 360
ROUNDS = 50


def main() -> None:
    """Print a line per size: cold, warm, not modified, one changed, and the constant route."""
    names = ("cold", "warm", "304", "one changed", "constant")
    print(f"{'meetings':<10}" + "".join(f"{name:>12}" for name in names) + "   ms CPU")  # noqa: T201 -- what it is for
    for count in (1000, 10_000):
        taken = measured(count)
        print(f"{count:<10}" + "".join(f"{taken[name]:>12.2f}" for name in names))  # noqa: T201 -- what it is for


def measured(count: int) -> dict[str, float]:
    """Return the milliseconds of each kind of request to a feed of ``count`` meetings."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        app.config["RATELIMIT_ENABLED"] = False
        app.extensions["eventsvc.clock"] = lambda: NOW
        with app.app_context():
            upgrade()
            fill(count)
        return requests(app, app.test_client())


def fill(count: int) -> None:
    """Save ``count`` meetings within a year."""
    network = saved_network()
    pattern = saved_meeting(network, start=START)
    columns = [one.key for one in MeetingRow.__table__.columns if one.key != "id"]
    values = {name: getattr(pattern, name) for name in columns}
    rows = []
    for number in range(1, count):
        later = timedelta(days=number % DAYS, minutes=number // DAYS * 20)
        names = dict.fromkeys(("uid", "key", "slug"), f"m{number}")
        moved = {
            name: values[name] + later for name in ("local_start", "local_end", "dtstart", "dtend")
        }
        rows.append(MeetingRow(**(values | names | moved)))
    with transaction() as writing:
        writing.add_all(rows)


def requests(app: Flask, client: FlaskClient) -> dict[str, float]:
    """Return the milliseconds of each kind of request."""
    client.get("/healthz")
    event_block.cache_clear()
    cold = cpu(client, FEED, times=1)
    etag = client.get(FEED).headers["ETag"]
    taken = {
        "cold": cold,
        "warm": cpu(client, FEED),
        "304": cpu(client, FEED, etag),
        "constant": cpu(client, "/healthz"),
    }
    with app.app_context(), transaction():
        row = session().query(MeetingRow).order_by(MeetingRow.id).first()
        assert row is not None
        row.place, row.last_modified = "Weida", row.last_modified + timedelta(seconds=1)
    before = event_block.cache_info().misses
    taken["one changed"] = cpu(client, FEED, times=1)
    assert event_block.cache_info().misses in {
        before + 1,
        before + event_block.cache_info().maxsize,
    }
    return taken


def cpu(client: FlaskClient, path: str, etag: str = "", *, times: int = ROUNDS) -> float:
    """Return the milliseconds of CPU of one request."""
    headers = {"If-None-Match": etag} if etag else {}
    began = time.process_time()
    for _ in range(times):
        client.get(path, headers=headers).close()
    return (time.process_time() - began) / times * 1000


if __name__ == "__main__":
    main()

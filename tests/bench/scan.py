"""The scan page in a small network and in one as large as all municipalities of Germany.

Run it with ``python -m tests.bench.scan`` for processor time beside a route of ours that does
nothing; what the test browser itself costs is in each of them.
"""

import tempfile
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import insert

from eventsvc.app import create_app
from eventsvc.db.models import (
    NetworkRow,
    OrganisationRow,
    ProfileRow,
    PublicCodeRow,
    StatementRow,
    TopicRow,
)
from eventsvc.db.schema import upgrade
from eventsvc.db.transaction import transaction
from eventsvc.domain.codes import new_code
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.meetings import Visibility
from tests.bench.matching import LARGE, ORGANISATIONS, TOPICS
from tests.conftest import settings_for

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
SMALL = 13
SCANS = 50
ROUNDS = 200
"""Requests of a kind; of ten the second fastest is told, which other work disturbs least."""


@cache
def network_of(organisations: int) -> tuple[FlaskClient, list[str]]:
    """Return a browser for a network of so many, and the codes of their pages."""
    from random import Random

    random = Random(1)
    app = create_app(settings_for(Path(tempfile.mkdtemp())))
    codes = list({new_code(random): None for _ in range(organisations + 50)})[:organisations]
    with app.app_context():
        upgrade()
        _fill(organisations, codes)
    return app.test_client(), codes


def _fill(organisations: int, codes: list[str]) -> None:
    said = [one for one in LARGE[0] if one.organisation < organisations]
    with transaction() as session:
        session.add(
            NetworkRow(
                slug="bench",
                name={"de": "Netz"},
                organiser="Geschäftsstelle",
                organiser_short="GS",
                email="netz@example.org",
                languages=["de"],
                feed_changed_at=NOW,
            )
        )
        session.flush()
        session.execute(insert(OrganisationRow), [_organisation(at) for at in range(organisations)])
        session.execute(
            insert(ProfileRow),
            [
                {"organisation_id": at + 1, "sentence": {"de": "Satz"}}
                for at in range(organisations)
            ],
        )
        session.execute(
            insert(PublicCodeRow),
            [
                {"code": code, "network_id": 1, "organisation_id": at, "given_at": NOW}
                for at, code in enumerate(codes, 1)
            ],
        )
        session.execute(
            insert(TopicRow),
            [{"network_id": 1, "key": f"t{at}", "label": {"de": f"T{at}"}} for at in range(TOPICS)],
        )
        session.execute(
            insert(StatementRow),
            [
                {
                    "network_id": 1,
                    "organisation_id": one.organisation + 1,
                    "kind": one.kind,
                    "topic_id": None if one.topic is None else one.topic + 1,
                    "text": {"de": "Wie gesagt"},
                    "visibility": Visibility.PUBLIC,
                }
                for one in said
            ],
        )


def _organisation(at: int) -> dict[str, object]:
    return {
        "network_id": 1,
        "key": f"org-{at}",
        "kind": OrganisationKind.MUNICIPALITY,
        "name": {"de": f"Stadt {at}"},
        "sort_key": f"{at:08}",
    }


def _scan(organisations: int, query: str = "", *, anew: bool = True) -> int:
    client, codes = network_of(organisations)
    for code in codes[:SCANS]:
        if anew:
            forget(client)
        assert client.get(f"/p/{code}{query}").status_code == 200
    return len(codes[:SCANS])


def forget(client: FlaskClient) -> None:
    """Let the next page be made, not kept."""
    client.application.extensions.pop("eventsvc.pages", None)


def scan_costs(organisations: int) -> dict[str, float]:
    """Return the milliseconds of CPU of each kind of scan, and of our own constant route."""
    client, codes = network_of(organisations)
    client.application.config["RATELIMIT_ENABLED"] = False
    page = f"/p/{codes[0]}"
    connecting = f"{page}?from=org-1"
    etag = client.get(page).headers["ETag"]
    return {
        "made": _cpu(client, page, anew=True),
        "made, with what connects": _cpu(client, connecting, anew=True),
        "kept": _cpu(client, page),
        "kept, with what connects": _cpu(client, connecting),
        "unchanged since": _cpu(client, page, etag),
        "constant": _cpu(client, "/healthz"),
    }


def _cpu(client: FlaskClient, path: str, etag: str = "", *, anew: bool = False) -> float:
    headers = {"If-None-Match": etag} if etag else {}
    taken = []
    for _ in range(ROUNDS):
        if anew:
            forget(client)
        began = time.process_time()
        client.get(path, headers=headers).close()
        taken.append(time.process_time() - began)
    return sorted(taken)[ROUNDS // 10] * 1000


def bench_scan_small() -> int:
    """One scan page among 13 organisations"""
    return _scan(SMALL)


def bench_scan_large() -> int:
    """One scan page among 11,000 organisations with 50,000 statements"""
    return _scan(ORGANISATIONS)


def bench_connecting_small() -> int:
    """The same among 13, with what connects the reader"""
    return _scan(SMALL, "?from=org-1")


def bench_connecting_large() -> int:
    """The same among 11,000, with what connects the reader"""
    return _scan(ORGANISATIONS, "?from=org-1")


def bench_kept_large() -> int:
    """One scan page among 11,000 organisations, kept since nothing was written"""
    return _scan(ORGANISATIONS, anew=False)


if __name__ == "__main__":
    for size in (SMALL, ORGANISATIONS):
        for kind, taken in scan_costs(size).items():
            print(f"{size:>7,} {taken:>6.2f} ms CPU  {kind}")  # noqa: T201 -- what it is for

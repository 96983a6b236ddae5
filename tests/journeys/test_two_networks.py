"""Two networks that call all by the same names: nothing of one in any output of the other."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventsvc.db.extension import db
from eventsvc.db.models import AccountRow
from tests.support.commands import eventsvc, followed  # noqa: F401 -- a fixture
from tests.support.prints import page_texts
from tests.support.signin import sign_in

CANARIES = {"amsel": "Kanarienamsel", "zeisig": "Kanarienzeisig"}
KINDS = ("seek", "offer", "focus")


def network_file(slug: str, canary: str) -> str:
    """Return a network in which every text holds the canary, and every key is the other's too."""
    return json.dumps(
        {
            "network": {
                "slug": slug,
                "name": f"Netz {canary}",
                "about": canary,
                "organiser": f"Büro {canary}",
                "email": f"{canary}@example.org",
                "pages": {"imprint": f"# {canary}"},
            },
            "topics": [{"key": "daten", "label": f"Daten {canary}"}],
            "statement_defaults": {"visibility": "public", "source": canary},
            "organisations": [
                {
                    "key": "stadt",
                    "kind": "municipality",
                    "name": f"Stadt {canary}",
                    "aliases": ["Gemeinsam"],
                    "profile": {
                        "sentence": canary,
                        "text": canary,
                        "website": f"https://{canary}.example.org",
                        "contact": {"title": canary, "email": f"stadt@{canary}.example"},
                    },
                }
            ],
            "statements": [
                {"org": "stadt", "kind": kind, "text": f"{kind} {canary}", "topics": "daten"}
                for kind in KINDS
            ],
            "cooperations": [{"org": "stadt", "partner_name": canary, "subjects": [canary]}],
            "people": [
                {
                    "key": "erika",
                    "given": "Erika",
                    "family": canary,
                    "email": "info@example.org",
                    "functions": [{"org": "stadt", "title": canary}],
                }
            ],
            "meetings": [
                {
                    "key": "treffen",
                    "title": f"Treffen {canary}",
                    "description": canary,
                    "place": canary,
                    "mode": "hybrid",
                    "when": {"date": "2027-03-10", "start": "10:00", "end": "15:00"},
                    "hosts": ["stadt"],
                    "join_url": f"https://{canary}.example.org/join",
                    "notices": [{"kind": "other", "text": canary}],
                    "agenda": [{"title": canary, "speakers": [{"person": "erika"}]}],
                }
            ],
        }
    )


def attendee_list(canary: str) -> str:
    """Return a list with the same mailbox and the same alias in both networks."""
    return (
        "Vorname;Nachname;Institution;Funktion;E-Mail;Fotos erlaubt?\n"
        f"Anna;{canary};Gemeinsam;{canary};info@example.org;ja\n"
        f"Max;Muster;Gast {canary};;max@example.org;nein\n"
    )


@pytest.fixture
def outputs(eventsvc, app, tmp_path) -> dict[str, dict[str, str]]:  # noqa: F811
    """Fill both networks, then let each say all it can: network → output → text."""
    for slug, canary in CANARIES.items():
        file, people = tmp_path / f"{slug}.json", tmp_path / f"{slug}.csv"
        file.write_text(network_file(slug, canary), encoding="utf-8")
        people.write_text(attendee_list(canary), encoding="utf-8")
        eventsvc("import", file)
        eventsvc("attendees", "import", f"{slug}/treffen", people, "--guests")
        eventsvc("organiser", "add", f"{slug}@example.org", slug)
    return {
        slug: pages(app.test_client(), slug) | commands(eventsvc, slug, tmp_path)
        for slug in CANARIES
    }


OF_ALL = ("/", "/legal")
"""Pages of the service, which lead to every network that shows itself."""


def pages(client, slug: str) -> dict[str, str]:
    """Return all that links lead to: public first, then what its organiser sees."""
    found = followed(client, f"/n/{slug}/", but=OF_ALL)
    account = db.session.scalars(
        select(AccountRow).where(AccountRow.email == f"{slug}@example.org")
    ).one()
    sign_in(client, account, now=datetime.now(UTC))
    found |= followed(client, "/o/", but=OF_ALL)
    assert {path: answer.status_code for path, answer in found.items()} == dict.fromkeys(found, 200)
    return {
        path: "".join(page_texts(answer.data)) if answer.mimetype == "application/pdf"
        else answer.text + str(answer.headers)
        for path, answer in found.items()
        if not answer.mimetype.startswith(("image/", "application/vnd"))
    }  # fmt: skip


def commands(eventsvc, slug: str, folder) -> dict[str, str]:  # noqa: F811
    """Return what each command says of the network, and the badges' words."""
    pdf, meeting = folder / "badges.pdf", f"{slug}/treffen"
    said = {
        "import again": eventsvc("import", folder / f"{slug}.json"),
        "list again": eventsvc("attendees", "import", meeting, folder / f"{slug}.csv", "--guests"),
        "list as JSON": eventsvc(
            "attendees", "import", meeting, folder / f"{slug}.csv", "--guests", "--json"
        ),
        "badges": eventsvc("badges", meeting, "-o", pdf),
        "calendar": eventsvc("calendar", slug),
    }
    return said | {"badges.pdf": "".join(page_texts(pdf.read_bytes()))}


@pytest.mark.proof
@pytest.mark.one_engine
def test_each_network_says_its_own_everywhere_and_nothing_of_the_other_anywhere(outputs):
    """Its own too: an empty page would leak nothing either."""
    for slug, texts in outputs.items():
        (foreign,) = (name for name in CANARIES if name != slug)
        words = (CANARIES[foreign].casefold(), f"/{foreign}/", f"{foreign}@")
        leaks = {
            output: [word for word in words if word in text.casefold()]
            for output, text in texts.items()
        }
        own = {output for output, text in texts.items() if CANARIES[slug] in text}
        meeting = f"/n/{slug}/meetings/treffen"

        assert {output: found for output, found in leaks.items() if found} == {}
        assert own >= {
            f"/n/{slug}/",
            f"/n/{slug}/meetings",
            f"/n/{slug}/organisations",
            f"/n/{slug}/calendar.ics",
            f"/n/{slug}/imprint",
            f"/o/{slug}/meetings",
            "/o/",
            "badges.pdf",
            "calendar",
        }
        assert len([path for path in own if path.startswith(meeting)]) >= 2
        assert len([path for path in own if path.startswith("/p/")]) >= 2
        assert len([path for path in own if path.endswith("/attendees")]) == 1

"""CPU time of an organiser's pages for a meeting with a thousand attendees, over three.

Run it with ``python -m tests.bench.pages``. It prints milliseconds of this process's CPU per page
(the best of five, warm), which is what a machine with other work to do keeps.
"""

import re
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from flask.testing import FlaskClient

from eventsvc import demo
from eventsvc.app import create_app
from eventsvc.cli.serve import collect_seldom
from eventsvc.db.queries.attendances import attendances_of
from eventsvc.db.queries.references import meetings_called
from eventsvc.db.schema import upgrade
from eventsvc.domain.access import Role
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.tables import read_table
from eventsvc.services.account import accounts
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.mails import mailing_sending, mailings
from eventsvc.services.mails.mailing_people import fingerprint, recipients
from eventsvc.services.privacy.personal import token_of
from tests.bench.people import people
from tests.conftest import settings_for
from tests.support.signin import sign_in

ROUNDS = 5
OVER = 150
"""Milliseconds that no page may take with a thousand attendees."""
MEETING = "thueringen/treffen-5"
PATHS = {
    "overview": "/o/",
    "meeting centre": "/o/thueringen/meetings/treffen-5",
    "attendees": "/o/thueringen/meetings/treffen-5/attendees",
    "attendees, searched": "/o/thueringen/meetings/treffen-5/attendees?q=muller",
    "mailings": "/o/thueringen/meetings/treffen-5/mailings",
    "badges": "/o/thueringen/meetings/treffen-5/badges",
    "desk, everybody on one page": "/o/thueringen/meetings/treffen-5/desk",
    "desk, by organisation": "/o/thueringen/meetings/treffen-5/desk/organisations",
    "photographer's sheet": "/o/thueringen/meetings/treffen-5/desk/photographer",
    "desk, who is here": "/o/thueringen/meetings/treffen-5/desk/state",
    "one attendee": "/o/thueringen/meetings/treffen-5/attendees/{attendance}",
    "one person at the desk": "/o/thueringen/meetings/treffen-5/desk/people/{attendance}",
    "somebody unannounced": "/o/thueringen/meetings/treffen-5/desk/walk-in",
    "questions": "/o/thueringen/meetings/treffen-5/questions",
    "draft of a mailing": "/o/thueringen/meetings/treffen-5/mailings/{draft}",
    "mailing that was sent": "/o/thueringen/meetings/treffen-5/mailings/{sent}",
    "audit": "/o/thueringen/audit",
    "personal page": "/my/{token}",
    "consents": "/o/thueringen/meetings/treffen-5/consents",
    "meeting, public": "/n/thueringen/meetings/treffen-5",
    "organisations, public": "/n/thueringen/organisations",
}


def main() -> None:
    """Print a line per page: with three attendees, with a thousand."""
    collect_seldom()  # as the server does
    few, many = (measured(count) for count in (3, 1000))
    print(f"{'page':<32}{'3':>8}{'1,000':>10}   ms CPU")  # noqa: T201 -- what it is for
    for name, taken in many.items():
        mark = "  too slow" if taken > OVER else ""
        print(f"{name:<32}{few[name]:>8.0f}{taken:>10.0f}{mark}")  # noqa: T201 -- what it is for


def measured(count: int) -> dict[str, float]:
    """Return the milliseconds of each page of an office with ``count`` attendees."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        with app.app_context():
            upgrade()
            now = datetime.now(UTC)
            demo.load(now, Random(1))
            take(count, now)
            account = accounts.give(
                "office@example.org", Role.ADMINISTRATOR, network="", by="bench", now=now
            )
            client = app.test_client()
            sign_in(client, account)
            names = somebody() | mailings_to_all(now)
        return {name: cpu(client, path.format(**names)) for name, path in PATHS.items()}


def somebody() -> dict[str, str]:
    """Return how addresses call one of those who come."""
    [(network, meeting)] = meetings_called(MEETING)
    row = attendances_of(network.id, meeting.id)[0]
    return {
        "attendance": row.public_id,
        "token": token_of(row.person, LinkPurpose.MY, secret="t" * 32),
    }


def mailings_to_all(now: datetime) -> dict[str, str]:
    """Send a mail to everybody who comes, make the draft of another; return their keys."""
    [(network, meeting)] = meetings_called(MEETING)
    keys = {}
    for name in ("sent", "draft"):
        act = Act(network_id=network.id, by="bench", at=now)
        by = mailings.Drafter(act=act, nonce=name * 8, random=Random(name))
        row = mailings.prepare(network, meeting, MailingKind.CHANGE, by=by)
        keys[name] = row.key
        if name == "sent":
            mailing_sending.send(
                network,
                meeting.id,
                row.key,
                by=mailing_sending.Sender(
                    act=Act(network_id=network.id, by="bench", at=now),
                    public_url="https://netz.example.de",
                    random=Random(1),
                    seen=fingerprint(recipients(network, meeting, row)),
                    version=row.version,
                    nonce="s" * 32,
                ),
            )
    return keys


def take(count: int, now: datetime) -> None:
    """Import ``count`` made-up people."""
    [(network, meeting)] = meetings_called(MEETING)
    rows = [
        f"{one.given};{one.family};{one.organisation};{one.function};p{number}@example.org;ja"
        for number, one in enumerate(people(count))
    ]
    table = "Vorname;Nachname;Organisation;Funktion;E-Mail;Fotos erlaubt?\n" + "\n".join(rows)
    order = ImportOrder(
        attendees=read_attendees(read_table(table.encode())), source="bench", all_guests=True
    )
    act = Act(network_id=network.id, by="bench", at=now)
    import_attendees(network, meeting, order, act=act, random=Random(1))


def cpu(client: FlaskClient, path: str) -> float:
    """Return the least milliseconds of CPU that the page took."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        answer = client.get(path)
        taken.append(time.process_time() - started)
        assert answer.status_code == 200, (path, answer.status_code)
        assert re.search(r"<h1|^\{", answer.text), path
    return 1000 * min(taken)


if __name__ == "__main__":
    main()

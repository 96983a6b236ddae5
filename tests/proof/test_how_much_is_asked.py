"""What pages ask the database: no more of three hundred people than of three."""

import re
from pathlib import Path

import pytest

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    MailingRecipientRow,
    MailingRow,
    MeetingRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.queries.organiser import meeting_by_slug
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import Channel, DecidedBy, Purpose, State
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.mailings import MailingKind
from tests.conftest import NOW
from tests.factories import saved
from tests.support.everybody import everybody, saved_things
from tests.support.queries import counted_queries

pytestmark = [pytest.mark.one_engine, pytest.mark.proof, pytest.mark.timeout(300)]

LINES = (Path(__file__).parents[1] / "house" / "access.txt").read_text("utf-8").splitlines()
FILES = re.compile(r"\.(pdf|png|xlsx|csv|ics|vcf|zip|json|atom|css)$")
LOG = "/o/<network>/audit"
"""It asks once for each kind of thing that its lines name; ``test_network_settings`` counts."""
PAGES = [
    rule
    for rule, method, _ in map(str.split, LINES)
    if method == "GET" and rule != LOG and not FILES.search(rule)
]


@pytest.fixture
def world(app, english):
    app.extensions["eventsvc.clock"] = lambda: NOW
    app.config["RATELIMIT_ENABLED"] = False
    ours, theirs = saved_things("ours", NOW), saved_things("theirs", NOW)
    saved(
        MailingRow(
            network_id=meeting_by_slug(1, "ours-meeting").network_id,
            meeting_id=meeting_by_slug(1, "ours-meeting").id,
            key="sent",
            kind=MailingKind.INVITATION,
            subject={"de": "Einladung"},
            text={"de": "kommen Sie!"},
            created_at=NOW,
            sent_at=NOW,
        )
    )
    return ours, everybody(app, ours, theirs, NOW)


def come(numbers: range) -> None:
    """Let people of as many organisations come: invited, some here, with decisions."""
    with transaction() as writing:
        meeting = writing.query(MeetingRow).filter_by(slug="ours-meeting").one()
        mailings = writing.query(MailingRow).filter_by(meeting_id=meeting.id).all()
        for number in numbers:
            house = OrganisationRow(
                network_id=meeting.network_id,
                key=f"house-{number}",
                kind=OrganisationKind.MUNICIPALITY,
                name={"de": f"Haus {number}"},
            )
            person = PersonRow(
                network_id=meeting.network_id,
                public_id=f"person{number}",
                family=f"Muster {number}",
                email=f"person{number}@example.org",
                entered_at=NOW,
            )
            writing.add_all([house, person])
            writing.flush()
            writing.add_all(bound(meeting, mailings, house, person, number))


def bound(meeting, mailings, house, person, number):
    """Yield what binds somebody to the meeting."""
    comes = number % 3 > 0
    yield AttendanceRow(
        network_id=meeting.network_id,
        public_id=f"comes{number}",
        meeting_id=meeting.id,
        person_id=person.id,
        organisation_id=house.id,
        partstat=PartStat.ACCEPTED if comes else PartStat.NEEDS_ACTION,
        seat=Seat.HELD if comes else Seat.NONE,
        checked_in_at=NOW if number % 3 == 1 else None,
        created_at=NOW,
    )
    yield ConsentDecisionRow(
        network_id=meeting.network_id,
        person_id=person.id,
        meeting_id=meeting.id,
        purpose=Purpose.PHOTO_WEB,
        state=State.REFUSED,
        decided_at=NOW,
        decided_by=DecidedBy.SELF,
        channel=Channel.LINK,
    )
    for mailing in mailings:
        yield MailingRecipientRow(
            mailing_id=mailing.id, person_id=person.id, queued_at=mailing.sent_at
        )


def asked(app, ours, browser) -> dict[str, int]:
    """Return page → how many questions it put to the database."""
    found = {}
    for rule in PAGES:
        addresses = {rule: ours.address(rule)}
        if rule.endswith("/<mailing>"):
            addresses[f"{rule} (sent)"] = ours.address(rule, {"mailing": "sent"})
        for name, address in addresses.items():
            with counted_queries() as queries:
                answer = browser.get(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found[name] = len(queries)
    return found


def test_every_page_asks_as_often_of_three_hundred_people_as_of_three(app, world):
    ours, browsers = world
    come(range(3))
    few = asked(app, ours, browsers["administrator"])
    come(range(3, 300))
    many = asked(app, ours, browsers["administrator"])

    assert len(few) > 100
    assert {name: (few[name], many[name]) for name in few if few[name] < many[name]} == {}

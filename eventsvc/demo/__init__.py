"""The Thüringen network as sample data, and its loader."""

import random as randomness
from datetime import date, datetime, timedelta

from eventsvc.db.models import MeetingRow, NetworkRow, StewardRow
from eventsvc.db.queries.references import meetings_called
from eventsvc.demo import date_poll, doubles, groups, proposals
from eventsvc.demo.printing import add_printing
from eventsvc.domain.consents import Purpose
from eventsvc.domain.documents import Audience
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.files import meeting_file
from eventsvc.inputs.networks.file import read_network_file
from eventsvc.inputs.networks.meetings import MeetingPart
from eventsvc.inputs.networks.network import NetworkFile
from eventsvc.inputs.networks.organisations import OrganisationPart
from eventsvc.inputs.tables import read_table
from eventsvc.paths import DEMO
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.imports.report import ImportReport
from eventsvc.services.meetings import documents
from eventsvc.services.networks.networks import import_network
from eventsvc.services.privacy import papers, purposes
from eventsvc.services.profiles import stewards

NETWORK = DEMO / "thueringen.yaml"
ATTENDEES = DEMO / "gera-attendees.csv"
"""Made-up people who come to ``MEETING``, as an office would keep the list."""
MEETING = "thueringen/treffen-4"
PAPERS = {
    "address": "Musterstraße 1\n99084 Erfurt",
    "officer": "datenschutz@example.org",
    "authority": "Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit",
    "ground": "legitimate-interest",
    "reason": "Der Austausch der Kommunen; er betrifft nur dienstliche Angaben.",
    "behalf": "processor",
    "processors": [{"name": "Rechenzentrum (Muster)", "task": "Betrieb", "contract": ""}],
}
"""What the office says for its papers of data protection; made up, but for the authority."""
NEXT = "thueringen/treffen-5"
"""The meeting after it, whose date is not settled."""
DOCUMENTS = {"Einladung.pdf": "einladung-gera.pdf", "Anreise.pdf": "anreise-gera.pdf"}
"""Documents of ``MEETING``: what they are called, and the file."""
_GERA = date(2022, 8, 30)
_AHEAD = timedelta(weeks=3)


def load(now: datetime, random: randomness.Random, *, day: date | None = None) -> ImportReport:
    """Load the sample network, its first meeting about three weeks after ``day``.

    Without ``day``, after the day of ``now``.
    """
    file = shifted(read_network_file(NETWORK), weeks=weeks_to(day or now.date()))
    report = import_network(file, now=now, random=random, actor="cli:demo")
    [(network, meeting)] = meetings_called(MEETING)
    people = ImportOrder(
        attendees=read_attendees(read_table(ATTENDEES.read_bytes())),
        source=ATTENDEES.name,
        all_guests=True,
    )
    act = Act(network_id=network.id, by="import", at=now)
    import_attendees(network, meeting, people, act=act, random=random)
    if report.counts()["new"]:
        steward = _add_more(meeting, act=act, random=random)
        _settle(network, act=act)
        proposals.add(steward, act=act)
    return report


def _settle(network: NetworkRow, *, act: Act) -> None:
    """Ask for a newsletter in the whole network, and fill in what papers need to know."""
    newsletter = {"title": {}, "basis": "consent", "balance": "", "question": {}, "notice": {}}
    purposes.change(
        Purpose.NEWSLETTER, newsletter, is_material=False, version=network.version, act=act
    )
    papers.change(PAPERS, version=network.version, act=act)


def _add_more(meeting: MeetingRow, *, act: Act, random: randomness.Random) -> StewardRow:
    """Add documents, a date poll, people of a group, one twice, paper; return a new steward."""
    mailbox = stewards.Named(email="weida@example.org", role="Stadtentwicklung Weida")
    steward = stewards.name_steward("weida", mailbox, nonce="", act=act, random=random)
    files = [meeting_file(name, (DEMO / file).read_bytes()) for name, file in DOCUMENTS.items()]
    documents.add(meeting, files, audience=Audience.PUBLIC, nonce="", act=act, random=random)
    [(_, sought)] = meetings_called(NEXT)
    date_poll.add(meeting, sought, act=act, random=random)
    groups.add(meeting, act=act, random=random)
    doubles.add(meeting.network_id, act=act, random=random)
    add_printing(meeting.network_id, act=act)
    return steward


def weeks_to(day: date) -> int:
    """Return by how many whole weeks the meetings move: the weekdays stay as they were."""
    return round((day + _AHEAD - _GERA) / timedelta(weeks=1))


def shifted(file: NetworkFile, *, weeks: int) -> NetworkFile:
    """Return ``file`` with all its meetings and news ``weeks`` later."""
    by = timedelta(weeks=weeks)
    return file.model_copy(
        update={
            "meetings": [_later(meeting, by) for meeting in file.meetings],
            "organisations": [_newer(row, by) for row in file.organisations],
        }
    )


def _newer(row: OrganisationPart, by: timedelta) -> OrganisationPart:
    """Return the organisation with its news as much later as the meetings are."""
    news = [line.model_copy(update={"date": line.date + by}) for line in row.profile.news]
    if not news:
        return row
    return row.model_copy(update={"profile": row.profile.model_copy(update={"news": news})})


def _later(meeting: MeetingPart, by: timedelta) -> MeetingPart:
    when = meeting.when
    until = when.until + by if when.until else None
    moved = when.model_copy(update={"date": when.date + by, "until": until})
    form = meeting.registration_until
    return meeting.model_copy(
        update={"when": moved, "registration_until": form + by if form else None}
    )

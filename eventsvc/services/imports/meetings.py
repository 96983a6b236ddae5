"""Meetings with hosts, notices, legal bases and agenda, from the file into the database."""

from collections.abc import Iterator, Mapping
from functools import partial

from eventsvc.db.models import MeetingRow
from eventsvc.domain.meetings import may_change
from eventsvc.inputs.networks.meetings import AgendaPart, MeetingPart, SpeakerPart
from eventsvc.services.attendees.seating import SEATS
from eventsvc.services.codes import give_code
from eventsvc.services.imports.records import Importing, Wanted, values_of
from eventsvc.services.imports.report import Fate
from eventsvc.services.meetings.meeting_values import ACCESSORS, empty_meeting

_COLUMNS = {
    name: name
    for name in (
        "title",
        "description",
        "status",
        "visibility",
        "mode",
        "place",
        "venue",
        "address",
        "join_url",
        "organiser_body",
        "on_behalf_of",
        "photographed_by",
        "capacity",
        "seats_per_organisation",
        "registration_until",
        "waiting_hours",
    )
}
SUBJECT = "meeting"
_LISTS = ("hosts", "notices", "bases", "agenda", "geo", "when", "slug")


def take_meetings(
    importing: Importing, parts: list[MeetingPart], rows: dict[str, MeetingRow]
) -> None:
    """Bring in all meetings; ``rows`` are those there are, by key."""
    for part in parts:
        known = rows.get(part.key)
        row = importing.take(
            _wanted(importing, part),
            known,
            create=partial(_new, importing, part.key),
            accessors=ACCESSORS,
            locked=known is not None and not may_change(known.status),
        )
        if row is not None and known is None:
            give_code(row, random=importing.random, now=importing.now)
            rows[part.key] = row


def with_other_seats(importing: Importing, rows: Mapping[str, MeetingRow]) -> Iterator[MeetingRow]:
    """Yield the meetings to which this import gave another number of seats."""
    for record in importing.records:
        changed = {change.field for change in record.changed}
        if record.subject == SUBJECT and record.fate is Fate.CHANGED and changed & SEATS:
            yield rows[record.key]


def _new(importing: Importing, key: str) -> MeetingRow:
    return empty_meeting(importing.network.id, key, random=importing.random, now=importing.now)


def _wanted(importing: Importing, part: MeetingPart) -> Wanted:
    values, said = values_of(part, _COLUMNS)
    hosts = [importing.organisations.get(key) for key in part.hosts]
    group = importing.groups.get(part.group)
    values |= {
        "slug": part.slug or part.key,
        "when": part.when.at(part.timezone or importing.network.tzid),
        "geo": part.geo,
        "group_id": group.id if group else None,
        "hosts": [host.id for host in hosts if host],
        "notices": [{"kind": notice.kind, "text": notice.text} for notice in part.notices],
        "bases": [
            (purpose, {"basis": basis.basis, "balance": basis.balance})
            for purpose, basis in sorted(part.legal_bases().items())
        ],
        "agenda": [_item(importing, item) for item in part.agenda],
    }
    said |= {name for name in _LISTS if name in part.model_fields_set}
    said |= {"group_id"} if "group" in part.model_fields_set else set()
    said |= {"when"} if "timezone" in part.model_fields_set else set()
    return Wanted(subject=SUBJECT, key=part.key, values=values, said=said)


def _item(importing: Importing, part: AgendaPart) -> dict[str, object]:
    return {
        "number": part.number,
        "title": part.title,
        "description": part.description,
        "day": part.day,
        "pinned_at": part.at,
        "minutes": part.minutes,
        "track": part.track,
        "visibility": part.visibility,
        "speakers": [_speaker(importing, speaker) for speaker in part.speakers],
    }


def _speaker(importing: Importing, part: SpeakerPart) -> dict[str, object]:
    person = importing.people.get(part.person)
    organisation = importing.organisations.get(part.org)
    return {
        "name": part.name,
        "person_id": person.id if person else None,
        "organisation_id": organisation.id if organisation else None,
    }

"""Attendee lists on their way: uploaded, looked at, taken.

The file stays with us between the steps, for a day at most: nobody sends it twice, and a reload
loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from eventsvc.db.models import DraftRow, MeetingRow, NetworkRow
from eventsvc.db.queries import drafts as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.errors import DomainError
from eventsvc.inputs.attendees.correcting import held_back
from eventsvc.inputs.attendees.lists import AttendeeList
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.tables import read_table
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import AttendeeReport, ImportOrder, import_attendees

KEPT = timedelta(days=1)


class DraftGone(DomainError):
    """The list was taken, or waited for more than a day."""

    code = "draft-gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody chose for a list: columns, organisations, and what silence means."""

    mapping: Mapping[str, str]
    organisations: Mapping[str, str]
    has_replied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What taking a list would do, or did."""

    read: AttendeeList
    """With the rows held back whose organisation is not clear."""
    report: AttendeeReport


def keep(meeting: MeetingRow, filename: str, data: bytes, *, act: Act, random: Random) -> str:
    """Keep the file until it is taken; return the name in its address.

    Raises:
        FileRefused: It is no table.
    """
    read_table(data)
    with transaction() as writing:
        row = DraftRow(
            key=f"{random.getrandbits(128):032x}",
            network_id=meeting.network_id,
            meeting_id=meeting.id,
            filename=filename[:255],
            data=data,
            uploaded_at=act.at,
        )
        writing.add(row)
        queries.forget_older(act.at - KEPT)
    return row.key


def choose(meeting: MeetingRow, key: str, choices: Choices) -> None:
    """Keep what was chosen for the list.

    Raises:
        DraftGone: It is not there any more.
    """
    with transaction():
        row = _draft(meeting, key)
        row.mapping = dict(choices.mapping)
        row.organisations = dict(choices.organisations)
        row.has_replied = choices.has_replied


def look(
    network: NetworkRow,
    meeting: MeetingRow,
    row: DraftRow,
    *,
    told_in: str,
    act: Act,
    random: Random,
) -> Looked:
    """Return what taking the list would do; nothing is changed. ``told_in``: a language.

    Raises:
        HeadingsMissing, MappingMistaken, FieldUnknown: The columns are not clear yet.
        UnknownOrganisation: A chosen organisation is gone.
    """
    order = replace(_order(row, dry_run=True), told_in=told_in)
    return _import(network, meeting, order, act=act, random=random)


def take(network: NetworkRow, meeting: MeetingRow, key: str, *, act: Act, random: Random) -> Looked:
    """Take the list into the meeting, and forget the file.

    Raises:
        DraftGone: It is not there any more: it was taken by an earlier click.
        HeadingsMissing, MappingMistaken, FieldUnknown, UnknownOrganisation: As for ``look``.
    """
    row = draft(meeting, key)
    order = replace(_order(row, dry_run=False), nonce=row.key)
    looked = _import(network, meeting, order, act=act, random=random)
    with transaction() as writing:
        writing.delete(_draft(meeting, key))
    return looked


def exported(meeting: MeetingRow, *, rows: int, act: Act) -> None:
    """Write into the audit log that rows of a list left the house."""
    with transaction():
        act.note("attendees.exported", f"meeting:{meeting.key}", {"rows": rows})


def draft(meeting: MeetingRow, key: str) -> DraftRow:
    """Return the list that waits under ``key``.

    Raises:
        DraftGone: It is not there any more.
    """
    return _draft(meeting, key)


def forget_drafts(*, now: datetime) -> None:
    """Delete the lists that nobody took within a day."""
    with transaction():
        queries.forget_older(now - KEPT)


def _draft(meeting: MeetingRow, key: str) -> DraftRow:
    row = queries.draft_by_key(meeting.id, key)
    if row is None:
        raise DraftGone
    return row


def _order(row: DraftRow, *, dry_run: bool) -> ImportOrder:
    return ImportOrder(
        attendees=read_attendees(read_table(row.data), mapping=row.mapping),
        source=row.filename,
        organisations=row.organisations,
        partstat=PartStat.ACCEPTED if row.has_replied else PartStat.NEEDS_ACTION,
        dry_run=dry_run,
    )


def _import(
    network: NetworkRow, meeting: MeetingRow, order: ImportOrder, *, act: Act, random: Random
) -> Looked:
    report = import_attendees(network, meeting, order, act=act, random=random)
    read = held_back(order.attendees, report.held, suggestions=report.unknown)
    return Looked(read=read, report=report)

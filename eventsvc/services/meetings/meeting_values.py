"""What belongs to a meeting and is no column of it, read and written as plain values.

Imports and the organisers' forms set the same things, so both use these.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from eventsvc.db.models import (
    AgendaItemRow,
    MeetingBasisRow,
    MeetingHostRow,
    MeetingRow,
    NoticeRow,
    SpeakerRow,
)
from eventsvc.domain.meetings import uid_for_new
from eventsvc.domain.times import When
from eventsvc.services.calendar.calendar import when_of
from eventsvc.services.imports.merging import Accessor

_ITEM = ("number", "title", "description", "day", "pinned_at", "minutes", "track", "visibility")
_SPEAKER = ("name", "person_id", "organisation_id")
_Row = TypeVar("_Row")


def empty_meeting(network_id: int, key: str, *, random: Random, now: datetime) -> MeetingRow:
    """Return a new meeting with a UID of its own and nothing in it."""
    moment = now.replace(microsecond=0)
    return MeetingRow(
        network_id=network_id,
        key=key,
        uid=uid_for_new(random),
        sequence=0,
        created_at=moment,
        last_modified=moment,
        title={},
        description={},
        photographed_by=[],
        hosts=[],
        notices=[],
        agenda=[],
        bases=[],
    )


def write(row: MeetingRow, values: Mapping[str, Any]) -> None:
    """Write ``values`` by name: columns, and what ACCESSORS name."""
    for name, value in values.items():
        if name in ACCESSORS:
            ACCESSORS[name].write(row, value)
        else:
            setattr(row, name, value)


def _write_when(row: MeetingRow, when: When) -> None:
    row.local_start, row.local_end, row.tzid = when.start, when.end, when.tzid
    row.all_day, row.dtstart, row.dtend = when.all_day, when.dtstart, when.dtend


def _read_when(row: MeetingRow) -> When | None:
    return when_of(row) if row.local_start else None


def _read_geo(row: MeetingRow) -> tuple[float, float] | None:
    if row.latitude is None or row.longitude is None:
        return None
    return row.latitude, row.longitude


def _write_geo(row: MeetingRow, geo: tuple[float, float] | None) -> None:
    row.latitude, row.longitude = geo or (None, None)


def _read_hosts(row: MeetingRow) -> object:
    return [host.organisation_id for host in row.hosts]


def _write_hosts(row: MeetingRow, hosts: list[int]) -> None:
    there = {host.organisation_id: host for host in row.hosts}
    row.hosts = [there.get(id_) or MeetingHostRow(organisation_id=id_) for id_ in hosts]
    for position, host in enumerate(row.hosts):
        host.position = position


def _read_notices(row: MeetingRow) -> object:
    return [{"kind": notice.kind, "text": notice.text} for notice in row.notices]


def _write_notices(row: MeetingRow, notices: list[dict[str, Any]]) -> None:
    row.notices = lined_up(row.notices, notices, NoticeRow)


def _read_bases(row: MeetingRow) -> object:
    return [
        (basis.purpose, {"basis": basis.basis, "balance": basis.balance})
        for basis in sorted(row.bases, key=lambda basis: basis.purpose)
    ]


def _write_bases(row: MeetingRow, bases: list[tuple[Any, dict[str, Any]]]) -> None:
    there = {basis.purpose: basis for basis in row.bases}
    kept = []
    for purpose, values in bases:
        basis = there.get(purpose) or MeetingBasisRow(purpose=purpose)
        basis.basis, basis.balance = values["basis"], values["balance"]
        kept.append(basis)
    row.bases = kept


def read_agenda(row: MeetingRow) -> list[dict[str, Any]]:
    """Return the points of the agenda as plain values."""
    return [
        {name: getattr(item, name) for name in _ITEM}
        | {
            "speakers": [
                {name: getattr(speaker, name) for name in _SPEAKER} for speaker in item.speakers
            ]
        }
        for item in row.agenda
    ]


def _write_agenda(row: MeetingRow, items: list[dict[str, Any]]) -> None:
    row.agenda = lined_up(
        row.agenda,
        [{name: item[name] for name in _ITEM} for item in items],
        lambda: AgendaItemRow(speakers=[]),
    )
    for item, wanted in zip(row.agenda, items, strict=True):
        item.speakers = lined_up(item.speakers, wanted["speakers"], SpeakerRow)


def lined_up(
    rows: list[_Row], wanted: list[dict[str, Any]], create: Callable[[], _Row]
) -> list[_Row]:
    """Return as many rows as wanted, the first ones again, with their values and positions."""
    lined_up = [rows[at] if at < len(rows) else create() for at in range(len(wanted))]
    for position, (row, values) in enumerate(zip(lined_up, wanted, strict=True)):
        for name, value in (values | {"position": position}).items():
            setattr(row, name, value)
    return lined_up


ACCESSORS: Mapping[str, Accessor] = {
    "when": Accessor(_read_when, _write_when),
    "geo": Accessor(_read_geo, _write_geo),
    "hosts": Accessor(_read_hosts, _write_hosts),
    "notices": Accessor(_read_notices, _write_notices),
    "bases": Accessor(_read_bases, _write_bases),
    "agenda": Accessor(read_agenda, _write_agenda),
}

"""Erasing by time: what is due, what will be, and the run that takes it away by itself.

Each kind is a transaction of its own: a run that is cut off goes on with the next one, and
what it did is not done again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from eventsvc.db.models import NetworkRow, PersonRow
from eventsvc.db.queries import contact_times
from eventsvc.db.queries import retention as queries
from eventsvc.db.transaction import empty_journal, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.retention import Kind, before, days_of
from eventsvc.domain.times import moment_of, wall_time
from eventsvc.services.acts import Act
from eventsvc.services.privacy.erasure import erase

BY = "job:retention"

_BY_MEETING = frozenset({Kind.FORMS, Kind.PASSAGES, Kind.PRINTS, Kind.ATTENDANCES})
"""Kinds whose clock is the end of the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What will happen to one kind: how much is due now; when how much is due next."""

    kind: Kind
    days: int
    due: int
    next_at: datetime | None
    next_count: int


def preview(network: NetworkRow, *, now: datetime) -> list[Preview]:
    """Return what the next runs will take away, kind by kind."""
    return [_preview(network, kind, days, now) for kind, days in days_of(network.retention).items()]


def run(network: NetworkRow, *, record: Path, now: datetime) -> dict[Kind, int]:
    """Take away what is due in a network; return how much of each kind. Counts are logged."""
    gone = {}
    for kind, days in days_of(network.retention).items():
        limit = before(now, days=days)
        if kind is Kind.PEOPLE:
            number = _erase_people(network, limit, record=record, now=now)
        else:
            number = _take(network, kind, limit, now)
        if number:
            gone[kind] = number
    empty_journal()
    return gone


def contact_data_until(network: NetworkRow, person: PersonRow) -> datetime | None:
    """Return when the person's contact data goes, if nothing is heard; None: it is in use."""
    start = contact_times.start_of(person)
    return start and start + timedelta(days=days_of(network.retention)[Kind.PEOPLE])


def change(days: Mapping[Kind, int], *, version: int, act: Act) -> None:
    """Set how long each kind is kept.

    Raises:
        EditConflict: Somebody else changed the network since ``version``.
    """
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        network.retention = {kind.value: number for kind, number in days.items()}
        act.note("retention.changed", f"network:{network.slug}", dict(network.retention))


def _preview(network: NetworkRow, kind: Kind, days: int, now: datetime) -> Preview:
    limit = before(now, days=days)
    due = queries.count_due(kind, network.id, before=limit)
    end = _next_end(network, kind, limit, days)
    count = queries.count_due(kind, network.id, before=end) - due if end else 0
    return Preview(
        kind=kind,
        days=days,
        due=due,
        next_at=end + timedelta(days=days) if end and count else None,
        next_count=count,
    )


def _next_end(network: NetworkRow, kind: Kind, limit: datetime, days: int) -> datetime | None:
    """Return up to when clocks must have started for the next that are due; None: no one knows."""
    if kind in _BY_MEETING:
        return queries.next_end(network.id, after=limit)
    if kind is not Kind.PEOPLE:
        return None
    start = contact_times.next_start(network.id, after=limit)
    if start is None:
        return None
    day = wall_time(start + timedelta(days=days), tzid=network.tzid).date()
    midnight = moment_of(datetime.combine(day, time.max), tzid=network.tzid)
    return midnight - timedelta(days=days)


def _take(network: NetworkRow, kind: Kind, limit: datetime, now: datetime) -> int:
    if not queries.count_due(kind, network.id, before=limit):
        return 0
    act = Act(network_id=network.id, by=BY, at=now)
    with transaction() as writing:
        if kind is Kind.ATTENDANCES:
            writing.add_all(queries.count_those_who_came(network.id, before=limit))
            queries.forget_limits(network.id, before=limit)
        if kind is Kind.SURVEYS:
            number = queries.forget_whose_answers(network.id, before=limit)
        else:
            number = queries.delete_due(kind, network.id, before=limit)
        act.note("retention.run", f"network:{network.slug}", {kind.value: number})
    return number


def _erase_people(network: NetworkRow, limit: datetime, *, record: Path, now: datetime) -> int:
    due = queries.names_of_people_due(network.id, before=limit)
    # Nobody is written to: who was silent for years gets no mail about it.
    number = sum(
        erase(network, public_id, by=BY, record=record, public_url="", now=now) for public_id in due
    )
    if number:
        with transaction():
            act = Act(network_id=network.id, by=BY, at=now)
            act.note("retention.run", f"network:{network.slug}", {Kind.PEOPLE.value: number})
    return number

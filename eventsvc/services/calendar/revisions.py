"""Telling readers of calendars: whatever changes meetings looks before and after.

Inside one transaction: ``seen_by_readers`` first, then the change, then ``tell_readers``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import Published, Visibility, may_change, revise
from eventsvc.services.calendar.calendar import published

_SAME_ADDRESS = "https://eventsvc.invalid"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers of the calendar saw before a change. ``rows`` may grow and shrink by it."""

    rows: dict[str, MeetingRow]
    meetings: dict[str, tuple[Published, ...]]
    feed: object


def seen_by_readers(network: NetworkRow | None, rows: dict[str, MeetingRow]) -> Seen:
    """Return what readers see of the meetings in ``rows`` now; a new network shows nothing."""
    if network is None:
        return Seen(rows, {}, None)
    meetings = {key: _published(row, network) for key, row in rows.items()}
    return Seen(rows, meetings, _feed(network, rows))


def tell_readers(network: NetworkRow, seen: Seen, *, now: datetime) -> None:
    """Raise SEQUENCE and the moments of change where readers of the calendar see something new.

    A meeting cancelled earlier keeps its last words: nothing of it can change.
    """
    session().flush()
    for key, before in seen.meetings.items():
        if key not in seen.rows:
            continue
        row, after = seen.rows[key], _published(seen.rows[key], network)
        if before == after or not may_change(before[0].status):
            continue
        pair = next(
            (pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]),
            (before[0], after[0]),
        )
        revision = revise(*pair, sequence=row.sequence, last_modified=row.last_modified, now=now)
        row.sequence, row.last_modified = revision.sequence, revision.last_modified
    if seen.feed is not None and seen.feed != _feed(network, seen.rows):
        moment = now.replace(microsecond=0)
        network.feed_changed_at = max(moment, network.feed_changed_at + _SECOND)


def _published(meeting: MeetingRow, network: NetworkRow) -> tuple[Published, ...]:
    """Return what readers see of ``meeting``, in each language of the network."""
    return tuple(
        published(meeting, network, language=language, public_url=_SAME_ADDRESS)
        for language in network.languages
    )


def _feed(network: NetworkRow, rows: Mapping[str, MeetingRow]) -> object:
    """Return what must be equal for the public calendars to be the same as before."""
    public = {
        key: (row.group_id, _published(row, network))
        for key, row in rows.items()
        if row.visibility is Visibility.PUBLIC
    }
    return network.name, network.tzid, public

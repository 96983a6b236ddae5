"""Date polls as their office keeps them: made, changed while nobody was asked, deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from eventsvc.db.models import DatePollDateRow, DatePollReplyRow, DatePollRow, NetworkRow
from eventsvc.db.queries import changing
from eventsvc.db.queries import date_polls as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.date_polls import (
    Answer,
    DatePollAsked,
    DatePollDecided,
    Tally,
    closes_at,
    tally,
)
from eventsvc.domain.errors import NotFound
from eventsvc.domain.times import When
from eventsvc.services.acts import Act

PLAIN = ("title", "text", "asks", "shown", "mode", "visibility", "last_day", "remind_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a poll is made of. ``dates``: ``when`` (When) and ``place`` of each.

    ``meeting``: slug of the provisional meeting whose date is sought; empty: a new one.
    """

    values: Mapping[str, Any]
    dates: Sequence[Mapping[str, Any]]
    meeting: str = ""


def create(wanted: Wanted, *, nonce: str, act: Act, random: Random) -> DatePollRow:
    """Make a poll; nobody is asked yet.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: The network has no such meeting.
    """
    with transaction() as writing:
        act.once(nonce)
        row = DatePollRow(
            network_id=act.network_id,
            public_id=new_name(random),
            created_at=act.at,
            dates=[],
            replies=[],
        )
        _write(row, wanted)
        writing.add(row)
        writing.flush()
        act.note("date-poll.created", f"date-poll:{row.public_id}", {"dates": len(row.dates)})
    return row


def change(public_id: str, wanted: Wanted, *, version: int, act: Act) -> DatePollRow:
    """Change a poll before anybody is asked.

    Raises:
        NotFound: The network has no such poll or meeting.
        EditConflict: Somebody else changed it since ``version``.
        DatePollAsked: People were asked.
    """
    with transaction():
        row = expect(wanted_poll(act.network_id or 0, public_id), version)
        if row.asked_at is not None:
            raise DatePollAsked
        _write(row, wanted)
        act.note("date-poll.changed", f"date-poll:{public_id}")
    return row


def prolong(
    public_id: str, *, last_day: date, remind_days: int | None, version: int, act: Act
) -> DatePollRow:
    """Set another last day for answers, and when those are reminded who are missing then.

    Raises:
        NotFound, EditConflict: As for ``change``.
        DatePollDecided: The date is chosen.
    """
    with transaction():
        row = expect(wanted_poll(act.network_id or 0, public_id), version)
        if row.decided_at is not None:
            raise DatePollDecided
        if (last_day, remind_days) != (row.last_day, row.remind_days):
            row.last_day, row.remind_days, row.reminded_at = last_day, remind_days, None
        act.note("date-poll.changed", f"date-poll:{public_id}")
    return row


def delete(public_id: str, *, version: int, act: Act) -> None:
    """Delete a poll with all answers; its links are dead. The meeting that came of it stays.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction() as writing:
        row = expect(wanted_poll(act.network_id or 0, public_id), version)
        writing.delete(row)
        act.note("date-poll.deleted", f"date-poll:{public_id}")


def wanted_poll(network_id: int, public_id: str) -> DatePollRow:
    """Return the whole poll.

    Raises:
        NotFound: The network has none of this name.
    """
    row = queries.date_poll(network_id, public_id)
    if row is None:
        raise NotFound
    return row


def when_of(row: DatePollDateRow) -> When:
    """Return the date as the rules know it."""
    return When(start=row.local_start, end=row.local_end, tzid=row.tzid, all_day=row.all_day)


def is_open(row: DatePollRow, network: NetworkRow, *, now: datetime) -> bool:
    """Tell whether the poll takes answers."""
    is_asked = row.asked_at is not None and row.decided_at is None
    return is_asked and now < closes_at(row.last_day, tzid=network.tzid)


def tallies_of(
    dates: Sequence[DatePollDateRow], replies: Sequence[DatePollReplyRow]
) -> dict[int, Tally]:
    """Return id of each date → how many of ``replies`` said what."""
    return {
        one.id: tally(
            Answer(reply.answers[str(one.id)]) for reply in replies if str(one.id) in reply.answers
        )
        for one in dates
    }


def chosen_date(row: DatePollRow) -> DatePollDateRow | None:
    """Return the date that was chosen."""
    return next((one for one in row.dates if one.is_chosen), None)


def new_name(random: Random) -> str:
    """Return a name for an address or a link that nobody guesses."""
    return f"{random.getrandbits(128):032x}"


def _write(row: DatePollRow, wanted: Wanted) -> None:
    for name in PLAIN:
        setattr(row, name, wanted.values[name])
    meeting = None
    if wanted.meeting:
        meeting = changing.whole_meeting(row.network_id, wanted.meeting)
        if meeting is None:
            raise NotFound
    row.meeting_id = meeting.id if meeting else None
    row.dates = [_date(at, one) for at, one in enumerate(wanted.dates)]


def _date(position: int, one: Mapping[str, Any]) -> DatePollDateRow:
    when: When = one["when"]
    return DatePollDateRow(
        position=position,
        local_start=when.start,
        local_end=when.end,
        tzid=when.tzid,
        all_day=when.all_day,
        place=one["place"],
    )

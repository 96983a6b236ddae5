"""What merging two entries would do, told before anybody does it; the same for page and command."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsvc.db.models import AttendanceRow, MeetingRow, PersonRow
from eventsvc.db.queries import doubles
from eventsvc.db.queries.effects import decisions_of_people
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.consents import Purpose, State, latest_state
from eventsvc.domain.merging import seat_of
from eventsvc.services.people.merging import outcomes
from eventsvc.services.people.merging_attendances import standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ForetoldDecision:
    """What each entry says to a purpose at a meeting, None: in the network, and what will hold."""

    purpose: Purpose
    meeting: MeetingRow | None
    kept: State
    gone: State
    after: State


@dataclass(frozen=True, slots=True, kw_only=True)
class ForetoldReply:
    """How each entry stands to a meeting, None: not on the list, and which reply will hold."""

    meeting: MeetingRow
    kept: PartStat | None
    gone: PartStat | None
    after: PartStat


@dataclass(frozen=True, slots=True)
class Foretold:
    """What holds afterwards, as far as the two entries have something about the same."""

    decisions: Sequence[ForetoldDecision]
    replies: Sequence[ForetoldReply]


def foretell(kept: PersonRow, gone: PersonRow) -> Foretold:
    """Return what would hold if the second entry were merged into the first one now."""
    listed = doubles.attendances_of_both([kept.id, gone.id])
    both_at = {number for number, both in listed.items() if len(both) > 1}
    said = decisions_of_people([kept.id, gone.id])
    results = outcomes(kept, gone, said, both_at=both_at)
    meetings = doubles.meetings_by_ids({number for number, _ in results if number is not None})

    def state(person: PersonRow, meeting_id: int | None, purpose: Purpose) -> State:
        there = [one for scope, one in said.get(person.id, ()) if scope == meeting_id]
        return latest_state(there, purpose)

    return Foretold(
        [
            ForetoldDecision(
                purpose=purpose,
                meeting=meetings.get(meeting_id or 0),
                kept=state(kept, meeting_id, purpose),
                gone=state(gone, meeting_id, purpose),
                after=one.state,
            )
            for (meeting_id, purpose), one in results.items()
        ],
        [
            _reply({key: row for key, (row, _, _) in both.items()}, meeting, kept.id, gone.id)
            for both in listed.values()
            for meeting in [next(iter(both.values()))[1]]
        ],
    )


def _reply(
    rows: dict[int, AttendanceRow], meeting: MeetingRow, kept: int, gone: int
) -> ForetoldReply:
    mine, theirs = rows.get(kept), rows.get(gone)
    if mine and theirs:
        after = seat_of(standing_of(mine), standing_of(theirs)).partstat
    else:
        after = next(iter(rows.values())).partstat
    return ForetoldReply(
        meeting=meeting,
        kept=mine.partstat if mine else None,
        gone=theirs.partstat if theirs else None,
        after=after,
    )

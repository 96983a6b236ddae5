"""Carrying a no over to other entries with the same mail address, as decisions of their own."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from eventsvc.db.models import ConsentDecisionRow, PersonRow
from eventsvc.db.queries import same_address as queries
from eventsvc.db.queries.same_address import Sharing
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Channel, DecidedBy, State
from eventsvc.domain.same_address import NO, Place, Word, carried_over

Rows = Sequence[ConsentDecisionRow]


def bind(circles: Iterable[Sharing], *, now: datetime) -> None:
    """Append to each entry the noes of the others that it lacks, in the running transaction.

    A no for a meeting counts for whoever stands on its list.
    """
    for circle in circles:
        rows = queries.decisions_of(circle.here | circle.erased)
        listed = queries.meetings_of(circle.here)
        for person_id in sorted(circle.here):
            own = rows.pop(person_id, [])
            for place, no in _lacking(own, rows.values()).items():
                if place[0] is None or (person_id, place[0]) in listed:
                    moment = max([now, *(row.decided_at for row in own)])
                    session().add(_again(no, person_id, now=moment))
            rows[person_id] = own
    session().flush()


def _lacking(own: Rows, others: Iterable[Rows]) -> dict[Place, ConsentDecisionRow]:
    """Return the latest no of the others at each place where it counts for the entry."""
    theirs = [_latest(rows) for rows in others]
    words = [{place: _word(row) for place, row in rows.items()} for rows in theirs]
    mine = {place: _word(row) for place, row in _latest(own).items()}
    return {
        place: max(
            (rows[place] for rows in theirs if place in rows and rows[place].state in NO),
            key=lambda row: (row.decided_at, row.id),
        )
        for place in sorted(carried_over(mine, words), key=str)
    }


def _latest(rows: Rows) -> dict[Place, ConsentDecisionRow]:
    return {(row.meeting_id, row.purpose): row for row in rows}


def _word(row: ConsentDecisionRow) -> Word:
    ended = session().get_one(PersonRow, row.person_id).erased_at
    return Word(
        state=row.state,
        said_at=row.decided_at,
        number=row.id,
        is_of_list=row.channel is Channel.FILE and row.state is State.GRANTED,
        is_farewell=ended is not None and row.decided_at >= ended,
    )


def _again(row: ConsentDecisionRow, person_id: int, *, now: datetime) -> ConsentDecisionRow:
    return ConsentDecisionRow(
        network_id=row.network_id,
        person_id=person_id,
        meeting_id=row.meeting_id,
        purpose=row.purpose,
        state=row.state,
        wording_id=row.wording_id,
        language=row.language,
        decided_at=now,
        decided_by=DecidedBy.ON_BEHALF,
        channel=Channel.ADDRESS,
    )

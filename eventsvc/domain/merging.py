"""Merging two entries of one person: what holds afterwards, never more than either allowed.

Nobody decides anew when two entries become one. So the later decision holds, but a no of either
beats a yes of the other: a mistake of the office must not publish somebody (GDPR Art. 5(1)(b, d),
7(3), 21, 25(2)).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import Decision, Purpose, State
from eventsvc.domain.effects import last

_NO = frozenset({State.REFUSED, State.OBJECTED})
_STRENGTH = (
    PartStat.NEEDS_ACTION,
    PartStat.DECLINED,
    PartStat.DELEGATED,
    PartStat.TENTATIVE,
    PartStat.ACCEPTED,
)
"""Replies, the weakest first: whoever is awaited by one entry must not be missed at the desk."""
_SEATS = (Seat.NONE, Seat.WAITING, Seat.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one entry stands to a meeting that both are listed for."""

    partstat: PartStat
    seat: Seat
    waiting_since: datetime | None = None
    offered_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What holds after merging. ``again``: the decision whose words a no is said on once more."""

    state: State
    again: Decision | None = None


def outcome(
    one: Collection[Decision],
    other: Collection[Decision],
    purpose: Purpose,
    *,
    never: bool = False,
    both_there: bool = False,
) -> Outcome:
    """Return what holds for ``purpose``, of two entries' decisions about the same place.

    Where one says no and the other does not, the no is said again: it is the newest line then,
    and what is out there of either entry is followed anew. ``never``: one of the two is never to
    be shared, which takes back a yes. ``both_there``: both stand on the list of the meeting, so
    that silence counts as an answer that differs.
    """
    latest = [found for said in (one, other) if (found := last(said, purpose))]
    if not latest:
        return Outcome(State.UNKNOWN)
    newest = max(latest, key=_moment)
    no = [decision for decision in latest if decision.state in _NO]
    if no:
        strongest = max(no, key=_moment)
        is_alone = len(no) == 1 and (both_there or len(latest) > 1)
        return Outcome(strongest.state, strongest if is_alone else None)
    if never and newest.state is State.GRANTED:
        return Outcome(State.REFUSED, newest)
    return Outcome(newest.state)


def stronger(mine: Standing, theirs: Standing) -> bool:
    """Tell whether the second of two standings holds; of two that are alike the first does."""
    return _strength(theirs) > _strength(mine)


def seat_of(mine: Standing, theirs: Standing) -> Standing:
    """Return the standing that holds, with the older place in line and the surer seat of both."""
    found = theirs if stronger(mine, theirs) else mine
    alike = [one for one in (mine, theirs) if one.seat is found.seat]
    since = [one.waiting_since for one in alike if one.waiting_since]
    until = [one.offered_until for one in alike]
    sure = None if None in until else max(filter(None, until), default=None)
    return replace(found, waiting_since=min(since, default=None), offered_until=sure)


def _moment(decision: Decision) -> tuple[datetime, int]:
    return decision.decided_at, decision.number


def _strength(one: Standing) -> tuple[int, int]:
    return _STRENGTH.index(one.partstat), _SEATS.index(one.seat)

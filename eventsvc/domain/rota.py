"""Whose turn it is to host: members of a series one after the other.

The members stand in a queue; whoever hosts goes to its end. It begins by hand, in the order the
office gave, after whoever hosted last; or fairly: who never hosted, then who did longest ago.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from eventsvc.domain.errors import DomainError


class Order(StrEnum):
    """How the queue begins."""

    HAND = "hand"
    FAIR = "fair"


class NobodysTurn(DomainError):
    """The organisation does not take turns in this series, or not on that day."""

    code = "nobodys-turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who takes turns, on days from ``since`` to ``until``; without them always."""

    key: int
    since: date | None = None
    until: date | None = None

    def takes_turns_on(self, day: date) -> bool:
        """Tell whether ``day`` lies in the member's time."""
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A date to come. ``fixed``: who hosts it whatever the queue says; ``passed``: who does not.

    ``instead_of``: with whom the fixed host swapped; it is that one who has had its turn.
    """

    key: int
    day: date
    fixed: int | None = None
    instead_of: int | None = None
    passed: Collection[int] = field(default=())


def turns(
    dates: Sequence[Turn], members: Sequence[Member], *, order: Order, hosted: Mapping[int, date]
) -> dict[int, int | None]:
    """Return who hosts each of ``dates`` (in their order); None where nobody can.

    Whoever passes stays first in the queue and has the next turn.

    Args:
        dates: Those to come.
        members: In the order that the office gave.
        order: How the queue begins.
        hosted: Member → the last day on which it hosted before the first of ``dates``.
    """
    queue = _queue(members, order=order, hosted=hosted)
    found: dict[int, int | None] = {}
    for turn in dates:
        host = turn.fixed if turn.fixed is not None else _next(queue, turn)
        found[turn.key] = host
        had = turn.instead_of if turn.instead_of is not None else host
        queue.sort(key=lambda member, had=had: member.key == had)  # type: ignore[misc]
    return found


def _queue(members: Sequence[Member], *, order: Order, hosted: Mapping[int, date]) -> list[Member]:
    if order is Order.FAIR:
        return sorted(members, key=lambda member: hosted.get(member.key, date.min))
    keys = [member.key for member in members]
    latest = max((key for key in keys if key in hosted), key=hosted.__getitem__, default=None)
    begin = keys.index(latest) + 1 if latest is not None else 0
    return [*members[begin:], *members[:begin]]


def _next(queue: Sequence[Member], turn: Turn) -> int | None:
    able = (
        member.key
        for member in queue
        if member.takes_turns_on(turn.day) and member.key not in turn.passed
    )
    return next(able, None)

"""A table plan for a session: who could help whom sits together, colleagues are spread.

Two organisations are worth the points of the best match between them (in either direction); each
pair counts once at each table where both sit. Two of one organisation at a table cost ``SAME``.
The plan begins with whoever has most to gain and is then improved by exchanging two people until
no exchange helps, or until ``MOST_LOOKS``. The same input gives the same plan.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from eventsvc.domain.matches import Edge

LEAST_SIZE, USUAL_SIZE, MOST_SIZE = 2, 6, 20
SAME = 3
"""What it costs that two of one organisation sit together."""
MOST_LOOKS = 200_000
"""Exchanges that are looked at; a session of 100 needs a tenth of it."""

Pair = tuple[int, int]
Worth = Mapping[Pair, int]
"""Two organisations, the smaller number first, and what it is worth that they meet."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who sits somewhere. ``organisation``: None for people without one."""

    number: int
    organisation: int | None


def pair_of(one: int, other: int) -> Pair:
    """Return the pair in the order in which ``Worth`` has it."""
    return (one, other) if one < other else (other, one)


def best_edges(edges: Iterable[Edge]) -> dict[Pair, list[Edge]]:
    """Return pair → the matches between the two, the best first."""
    found: dict[Pair, list[Edge]] = {}
    for edge in edges:
        found.setdefault(pair_of(edge.asker, edge.helper), []).append(edge)
    for between in found.values():
        between.sort(key=lambda edge: (-edge.points, edge.topic, edge.asker))
    return found


def seated(guests: Sequence[Guest], *, worth: Worth, size: int) -> list[list[Guest]]:
    """Return the tables, each with ``size`` people at most; sizes differ by one at most."""
    if not guests:
        return []
    plan = _Plan(guests, worth, size)
    plan.begin()
    plan.improve()
    return [sorted(table, key=lambda guest: guest.number) for table in plan.tables]


def met(tables: Iterable[Sequence[Guest]]) -> set[Pair]:
    """Return the pairs of organisations that sit at one table."""
    return {
        pair_of(one, other)
        for table in tables
        for one, other in combinations(sorted(_organisations(table)), 2)
    }


def _organisations(table: Sequence[Guest]) -> set[int]:
    return {guest.organisation for guest in table if guest.organisation is not None}


class _Plan:
    """Tables while they are filled and improved."""

    def __init__(self, guests: Sequence[Guest], worth: Worth, size: int) -> None:
        count = -(-len(guests) // size)
        least, more = divmod(len(guests), count)
        self.guests = guests
        self.tables: list[list[Guest]] = [[] for _ in range(count)]
        self._rooms = [least + (at < more) for at in range(count)]
        self._worth = worth
        self._near: dict[int, dict[int, int]] = {}
        for (one, other), points in worth.items():
            self._near.setdefault(one, {})[other] = points
            self._near.setdefault(other, {})[one] = points

    def begin(self) -> None:
        """Seat whoever has most to gain first, where it gains most; the emptiest table on ties."""
        there = Counter(guest.organisation for guest in self.guests)
        for guest in sorted(self.guests, key=lambda one: (-self._wanted(one, there), one.number)):
            free = [at for at, room in enumerate(self._rooms) if len(self.tables[at]) < room]
            best = max(
                free,
                key=lambda at: (self._gain(guest, self.tables[at]), -len(self.tables[at]), -at),
            )
            self.tables[best].append(guest)

    def improve(self) -> None:
        """Exchange two people wherever that helps, until it helps nowhere."""
        looks, is_better = 0, True
        while is_better and looks < MOST_LOOKS:
            is_better = False
            for one, other in combinations(range(len(self.tables)), 2):
                looks += len(self.tables[one]) * len(self.tables[other])
                is_better |= self._exchange(one, other)

    def _exchange(self, one: int, other: int) -> bool:
        here, there = self.tables[one], self.tables[other]
        for at in range(len(here)):
            for place in range(len(there)):
                if self._change(here, at, there, place) > 0:
                    here[at], there[place] = there[place], here[at]
                    return True
        return False

    def _change(self, here: list[Guest], at: int, there: list[Guest], place: int) -> int:
        first, second = here[at], there[place]
        if first.organisation == second.organisation:
            return 0
        left = here[:at] + here[at + 1 :]
        right = there[:place] + there[place + 1 :]
        after = self._gain(second, left) + self._gain(first, right)
        return after - self._gain(first, left) - self._gain(second, right)

    def _gain(self, guest: Guest, table: Sequence[Guest]) -> int:
        """Return what ``guest`` adds to the others of ``table``."""
        own = guest.organisation
        if own is None:
            return 0
        near, others = self._near.get(own, {}), [one.organisation for one in table]
        if own in others:
            return -SAME * others.count(own)
        return sum(near.get(one, 0) for one in set(others) if one is not None)

    def _wanted(self, guest: Guest, there: Counter[int | None]) -> int:
        near = self._near.get(guest.organisation or 0, {})
        return sum(points for one, points in near.items() if there[one])

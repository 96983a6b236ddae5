"""Who could help whom: integers, the same for the same input, each with its reason.

An organisation that seeks a topic is matched with every other one that offers

* the same topic (basis 6), a part of it or what it is a part of (4), or help on all topics (2).

Points are the basis, plus up to 3 when the helper graded itself better on the topic (1 is very
much experience, 6 none), plus 2 when the helper seeks something that the asker offers by itself.
Helpers are ordered by basis, points, how many they could help already (fewest first), name.
Those who work together on the topic already stand on a list of their own.

The caller passes only statements that the reader may see (``domain.statements.shown``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from heapq import nsmallest
from typing import TypeAlias

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.matches import Around, Basis, Cluster, Edge
from eventsvc.domain.statements import Statement

SEEK, OFFER, FOCUS = StatementKind.SEEK, StatementKind.OFFER, StatementKind.FOCUS
MOST_BY_GRADES = 3
IN_RETURN = 2

Offering: TypeAlias = Mapping[int, list[Statement]]
"""Helper → what it offers."""
_Ranked: TypeAlias = tuple[int, int, str, int]
"""Minus the points, load, name, helper: the smaller, the better."""


class Matching:
    """The matches among statements. ``add`` and ``remove`` keep them true at little cost."""

    def __init__(self, statements: Iterable[Statement], *, around: Around) -> None:
        self._around = around
        self._related = _related(around.parents)
        self._said: dict[StatementKind, dict[int | None, dict[int, list[Statement]]]] = {
            kind: defaultdict(lambda: defaultdict(list)) for kind in StatementKind
        }
        self._partners = _both_ways(around.cooperations)
        self._topics: dict[tuple[StatementKind, int], set[int]] = defaultdict(set)
        self._loads: dict[int, int] = {}
        for statement in statements:
            self.add(statement)

    def add(self, statement: Statement) -> None:
        """Take in what somebody says."""
        said, about = statement.organisation, statement.topic
        self._said[statement.kind][about][said].append(statement)
        if about is not None:
            self._topics[statement.kind, said].add(about)
        self._loads.clear()

    def remove(self, statement: Statement) -> None:
        """Forget what somebody said."""
        said, about = statement.organisation, statement.topic
        left = self._said[statement.kind][about][said]
        left.remove(statement)
        if not left:
            del self._said[statement.kind][about][said]
            if about is not None:
                self._topics[statement.kind, said].discard(about)
        self._loads.clear()

    def seeks(self, *, on: Iterable[int] | None = None) -> list[tuple[int, int]]:
        """Return every asker with a topic that it seeks (one of ``on``), by name, then topic."""
        sought = self._said[SEEK]
        topics = [topic for topic in (sought if on is None else on) if topic is not None]
        pairs = [(asker, topic) for topic in topics for asker in sought.get(topic, ())]
        return sorted(pairs, key=lambda pair: (self._name(pair[0]), pair))

    def edges(self) -> Iterator[Edge]:
        """Yield all edges: seek after seek, the best helper of each first."""
        for asker, topic in self.seeks():
            yield from self.helpers(asker, topic)

    def helpers(self, asker: int, topic: int, *, limit: int | None = None) -> list[Edge]:
        """Return who could help ``asker`` on ``topic``, the best first, ``limit`` at most.

        Those who work with it on the topic already stand in ``partners``.
        """
        already = self._partners_on(asker, topic)
        return self._best(asker, topic, leave_out=already, limit=limit)

    def partners(self, asker: int, topic: int) -> list[Edge]:
        """Return who could help ``asker`` on ``topic`` and works with it on that already."""
        already = self._partners_on(asker, topic)
        return [edge for edge in self._best(asker, topic) if edge.helper in already]

    def open_needs(self) -> list[tuple[int, int]]:
        """Return the seeks that nobody offers to help with on basis 4 or better."""
        return [(asker, topic) for asker, topic in self.seeks() if not self._is_met(asker, topic)]

    def clusters(self) -> list[Cluster]:
        """Return the topics on which two or more speak and at least one offers, by their number.

        Help on all topics is in none of them: see ``helps_with_all``.
        """
        talked = {topic for said in self._said.values() for topic in said if topic is not None}
        found = [self._cluster(topic) for topic in sorted(talked)]
        return [one for one in found if one.offers and len(one.members) > 1]

    def helps_with_all(self) -> tuple[int, ...]:
        """Return who offers help on all topics, by name."""
        return self._by_name(self._said[OFFER].get(None, ()))

    def _cluster(self, topic: int) -> Cluster:
        seeks, offers, focus = (
            self._by_name(self._said[kind].get(topic, ())) for kind in (SEEK, OFFER, FOCUS)
        )
        return Cluster(topic=topic, seeks=seeks, offers=offers, focus=focus)

    def _best(
        self,
        asker: int,
        topic: int,
        *,
        leave_out: AbstractSet[int] = frozenset(),
        limit: int | None = None,
    ) -> list[Edge]:
        if asker not in self._said[SEEK].get(topic, ()):
            return []
        taken, found = {asker, *leave_out}, list[Edge]()
        in_return = self._seekers_of_offers(asker)
        for basis, offering in self._offers_for(topic):
            ranked = self._ranked(basis, asker, topic, offering.keys() - taken, in_return)
            best = sorted(ranked) if limit is None else nsmallest(limit - len(found), ranked)
            found += [self._edge(basis, asker, topic, one, offering) for one in best]
            taken |= offering.keys()
            if limit is not None and len(found) >= limit:
                break
        return found

    def _ranked(
        self,
        basis: Basis,
        asker: int,
        topic: int,
        helpers: AbstractSet[int],
        in_return: AbstractSet[int],
    ) -> Iterator[_Ranked]:
        grades, names, loads = self._around.grades, self._around.names, self._loads
        own = grades.get((asker, topic))
        for helper in helpers:
            points = basis + (IN_RETURN if helper in in_return else 0)
            if own is not None and (its := grades.get((helper, topic))) is not None:
                points += min(max(own - its, 0), MOST_BY_GRADES)
            load = loads[helper] if helper in loads else self._load(helper)
            yield -points, load, names.get(helper, ""), helper

    def _edge(
        self, basis: Basis, asker: int, topic: int, ranked: _Ranked, offering: Offering
    ) -> Edge:
        minus, load, _, helper = ranked
        sought = self._topics.get((SEEK, helper), set())
        return Edge(
            asker=asker,
            helper=helper,
            topic=topic,
            basis=basis,
            points=-minus,
            load=load,
            seeks=_in_order(self._said[SEEK][topic][asker]),
            offers=_in_order(offering[helper]),
            in_return=tuple(sorted(sought & self._topics.get((OFFER, asker), set()))),
        )

    def _offers_for(self, topic: int) -> Iterator[tuple[Basis, Offering]]:
        offers = self._said[OFFER]
        yield Basis.SAME, offers.get(topic, {})
        yield Basis.RELATED, self._offers_on_related(topic)
        yield Basis.ALL_TOPICS, offers.get(None, {})

    def _offers_on_related(self, topic: int) -> Offering:
        merged: dict[int, list[Statement]] = {}
        for one in self._related.get(topic, ()):
            for helper, statements in self._said[OFFER].get(one, {}).items():
                merged[helper] = merged.get(helper, []) + statements
        return merged

    def _seekers_of_offers(self, asker: int) -> set[int]:
        """Return who seeks a topic that ``asker`` offers by itself."""
        seeks = self._said[SEEK]
        offered = self._topics.get((OFFER, asker), ())
        return {one for topic in offered for one in seeks.get(topic, ())} - {asker}

    def reach(self, helper: int) -> frozenset[int]:
        """Return the topics on which ``helper`` could help on basis 4 or better."""
        offered = self._topics.get((OFFER, helper), set())
        return frozenset(offered.union(*(self._related.get(topic, ()) for topic in offered)))

    def _load(self, helper: int) -> int:
        """Return how many seeks of others ``helper`` could help with on basis 4 or better."""
        askers = (self._said[SEEK].get(topic, {}) for topic in self.reach(helper))
        load = sum(len(there) - (helper in there) for there in askers)
        self._loads[helper] = load
        return load

    def _is_met(self, asker: int, topic: int) -> bool:
        offers = self._said[OFFER]
        near = (topic, *self._related.get(topic, ()))
        return any(helper != asker for one in near for helper in offers.get(one, ()))

    def _partners_on(self, asker: int, topic: int) -> frozenset[int]:
        return self._partners.get((asker, topic), frozenset())

    def _name(self, organisation: int) -> str:
        return self._around.names.get(organisation, "")

    def _by_name(self, organisations: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(organisations, key=lambda one: (self._name(one), one)))


def _related(parents: Mapping[int, int | None]) -> dict[int, tuple[int, ...]]:
    """Return topic → its parent and its parts; a topic is not related to itself."""
    found: dict[int, set[int]] = defaultdict(set)
    for topic, parent in parents.items():
        if parent is not None and parent != topic:
            found[topic].add(parent)
            found[parent].add(topic)
    return {topic: tuple(sorted(near)) for topic, near in found.items()}


def _both_ways(
    cooperations: Iterable[tuple[int, int, int]],
) -> dict[tuple[int, int], frozenset[int]]:
    """Return organisation and topic → with whom it works on that."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for one, other, topic in cooperations:
        found[one, topic].add(other)
        found[other, topic].add(one)
    return {key: frozenset(partners) for key, partners in found.items()}


def _in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda statement: statement.number))

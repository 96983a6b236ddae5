"""Which matches the office looks at: the filters, and the seeks that fit them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from eventsvc.db.queries.directory import topics_of
from eventsvc.db.queries.matching import ids_called, matching_of
from eventsvc.domain.matches import Basis
from eventsvc.domain.search import LONGEST
from eventsvc.domain.statements import Audience
from eventsvc.web.clock import today
from eventsvc.web.jinja import place_in_order, text
from eventsvc.web.organiser.blueprint import current_network

if TYPE_CHECKING:
    from eventsvc.db.models import TopicRow
    from eventsvc.domain.matches import Edge
    from eventsvc.domain.matching import Matching
    from eventsvc.web.matches import Labels

BEST = 10
"""Helpers that are shown for each seek."""


def by_label(rows: "Iterable[TopicRow]") -> list[tuple[str, str]]:
    """Return key and label of each topic, to choose from."""
    found = [(row.key, str(text(row.label))) for row in rows]
    return sorted(found, key=lambda one: place_in_order(one[1]))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; an empty field asks for everything."""

    q: str
    topic: str
    basis: Basis

    @property
    def given(self) -> dict[str, str]:
        """Return what an address needs to ask the same."""
        asked = {"q": self.q, "topic": self.topic}
        if self.basis is not Basis.ALL_TOPICS:
            asked["basis"] = str(int(self.basis))
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Seek:
    """One organisation seeks one topic: who could help it, and who works with it already."""

    asker: int
    topic: int
    helpers: "Sequence[Edge]"
    partners: "Sequence[Edge]"


@dataclass(frozen=True, slots=True)
class Listed:
    """The seeks that fit the filters, and what is needed to tell them."""

    matching: "Matching"
    pairs: list[tuple[int, int]]
    """Asker and topic."""
    labels: "Labels"
    keys: Mapping[int, str]
    """Topic → its key in addresses."""
    topics: list[tuple[str, str]]
    """Keys and names to choose from."""
    named: frozenset[int] | None
    """The organisations that were asked for; None: all."""
    basis: Basis

    def seeks(self, pairs: Collection[tuple[int, int]]) -> list[Seek]:
        """Return ``pairs`` with those who could help."""
        return [self._seek(asker, topic) for asker, topic in pairs]

    def open_needs(self) -> list[tuple[int, int]]:
        """Return the seeks among those that fit with which nobody offers to help."""
        fitting = set(self.pairs)
        return [pair for pair in self.matching.open_needs() if pair in fitting]

    def _seek(self, asker: int, topic: int) -> Seek:
        wants_all = self.named is None or asker in self.named
        helpers = self.matching.helpers(asker, topic, limit=BEST if wants_all else None)
        partners = self.matching.partners(asker, topic)
        return Seek(asker, topic, self._fitting(asker, helpers), self._fitting(asker, partners))

    def _fitting(self, asker: int, edges: "Sequence[Edge]") -> "list[Edge]":
        wanted = None if self.named is None or asker in self.named else self.named
        return [
            edge
            for edge in edges
            if edge.basis >= self.basis and (wanted is None or edge.helper in wanted)
        ]


def filters() -> Filters:
    """Return what the address asks for; what it may not ask for is left out."""
    basis = request.args.get("basis", "")
    return Filters(
        q=request.args.get("q", "").strip()[:LONGEST],
        topic=request.args.get("topic", "")[:LONGEST],
        basis=next((one for one in Basis if str(int(one)) == basis), Basis.ALL_TOPICS),
    )


def listed(asked: Filters) -> Listed:
    """Return the seeks that fit, by all that the office may see."""
    here = current_network()
    rows = topics_of(here.id)
    topic = next((row.id for row in rows if row.key == asked.topic), None)
    matching = matching_of(here.id, to=Audience.OFFICE, today=today(here.tzid))
    named = ids_called(here.id, asked.q) if asked.q else None
    on = None if not asked.topic else [topic] if topic is not None else []
    return Listed(
        matching=matching,
        pairs=_fitting(matching, named, matching.seeks(on=on)),
        labels={row.id: row.label for row in rows},
        keys={row.id: row.key for row in rows},
        topics=by_label(rows),
        named=named,
        basis=asked.basis,
    )


def _fitting(
    matching: "Matching", named: frozenset[int] | None, pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Leave the seeks of those named and the ones they could help with."""
    if named is None or named & set(matching.helps_with_all()):
        return pairs
    reached = frozenset[int]().union(*(matching.reach(one) for one in named))
    return [(asker, topic) for asker, topic in pairs if asker in named or topic in reached]

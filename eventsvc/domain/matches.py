"""A match and what it is made of: who could help whom, on what, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from eventsvc.domain.statements import Statement


class Basis(IntEnum):
    """Why two are matched; the number is what it is worth."""

    ALL_TOPICS = 2
    RELATED = 4
    SAME = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What matching knows beside the statements."""

    parents: Mapping[int, int | None] = field(default_factory=dict)
    """Topic → what it is a part of."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Organisation → by what it is sorted."""
    grades: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """Organisation and topic → its experience, 1 to 6, low is good."""
    cooperations: frozenset[tuple[int, int, int]] = frozenset()
    """Two organisations, in either order, and the topic on which they work together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``helper`` could help ``asker`` on ``topic``; ``seeks`` and ``offers`` are the reason."""

    asker: int
    helper: int
    topic: int
    basis: Basis
    points: int
    load: int
    """How many seeks the helper could help with on basis 4 or better."""
    seeks: tuple[Statement, ...]
    offers: tuple[Statement, ...]
    in_return: tuple[int, ...]
    """Topics that the helper seeks and the asker offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """All organisations with a statement on the topic itself."""

    topic: int
    seeks: tuple[int, ...]
    offers: tuple[int, ...]
    focus: tuple[int, ...]

    @property
    def members(self) -> frozenset[int]:
        """Who is in it, however they are."""
        return frozenset(self.seeks + self.offers + self.focus)

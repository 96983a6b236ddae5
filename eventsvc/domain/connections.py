"""What connects two organisations: who could help whom, and what both say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.matches import Around, Edge
from eventsvc.domain.matching import Matching
from eventsvc.domain.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """What a reader's own organisation and another one have to talk about."""

    we_could_help: list[Edge]
    they_could_help: list[Edge]
    both_seek: list[int]
    """Topics on which both look for help: they could look together."""
    both_know: list[int]
    """Topics that each offers or works on, without one seeking help on them."""

    def __bool__(self) -> bool:
        return bool(self.we_could_help or self.they_could_help or self.both_seek or self.both_know)


def connections(
    own: Collection[Statement],
    theirs: Collection[Statement],
    *,
    parents: Mapping[int, int | None],
) -> Connections:
    """Return what connects the two; what either says to nobody is not passed in."""
    matching = Matching([*own, *theirs], around=Around(parents=parents))
    edges = sorted(matching.edges(), key=lambda edge: (-edge.basis, -edge.points, edge.topic))
    us = {statement.organisation for statement in own}
    matched = {edge.topic for edge in edges}
    both_seek = _topics(own, StatementKind.SEEK) & _topics(theirs, StatementKind.SEEK)
    known = (StatementKind.OFFER, StatementKind.FOCUS)
    return Connections(
        they_could_help=[edge for edge in edges if edge.asker in us],
        we_could_help=[edge for edge in edges if edge.asker not in us],
        both_seek=sorted(both_seek),
        both_know=sorted((_topics(own, *known) & _topics(theirs, *known)) - matched),
    )


def _topics(statements: Collection[Statement], *kinds: StatementKind) -> set[int]:
    return {one.topic for one in statements if one.kind in kinds and one.topic is not None}

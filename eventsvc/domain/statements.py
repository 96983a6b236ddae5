"""What organisations say: a statement seeks, offers or names a focus, on a topic or on all.

Who may see a statement follows from its visibility and the day; what nobody may see makes
nothing, not even a count.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility


class Audience(StrEnum):
    """Who looks."""

    ANYBODY = "anybody"
    NETWORK = "network"
    """Somebody who came by a personal link of the network."""
    OFFICE = "office"


SEES: Mapping[Audience, frozenset[Visibility]] = MappingProxyType(
    {
        Audience.ANYBODY: frozenset({Visibility.PUBLIC}),
        Audience.NETWORK: frozenset({Visibility.PUBLIC, Visibility.NETWORK}),
        Audience.OFFICE: frozenset(Visibility),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one organisation. ``topic``: a number, None for all topics."""

    number: int
    organisation: int
    kind: StatementKind
    topic: int | None
    text: Mapping[str, str] = field(default_factory=dict, compare=False)
    """As they said it, by language."""
    source: str = ""
    stated_on: date | None = None
    visibility: Visibility = Visibility.NETWORK
    valid_until: date | None = None


def shown(statements: Iterable[Statement], *, to: Audience, today: date) -> Iterator[Statement]:
    """Yield the statements that ``to`` may see and that are not over ``today``."""
    sees = SEES[to]
    for statement in statements:
        is_over = statement.valid_until is not None and statement.valid_until < today
        if statement.visibility in sees and not is_over:
            yield statement

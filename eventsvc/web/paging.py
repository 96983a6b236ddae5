"""Long lists, fifty to a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list somebody reads: the page, from 1, of how many."""

    page: int
    pages: int

    @property
    def begin(self) -> int:
        """How many entries stand before this page."""
        return (self.page - 1) * PER_PAGE


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list, with the place where it stands."""

    rows: Sequence[T]
    place: Place


def place_of(count: int, wanted: int) -> Place:
    """Return the ``wanted`` page of a list of ``count``, or the nearest that there is."""
    pages = max(1, -(-count // PER_PAGE))
    return Place(min(max(wanted, 1), pages), pages)


def part_of(found: Sequence[T], wanted: int) -> Part[T]:
    """Return the ``wanted`` page of ``found``, or the nearest that there is."""
    place = place_of(len(found), wanted)
    return Part(found[place.begin : place.begin + PER_PAGE], place)

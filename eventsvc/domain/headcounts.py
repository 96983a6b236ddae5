"""Headcounts: the numbers that tell an organiser what is left to do before a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass

from eventsvc.domain.attendances import Attends, PartStat, Seat, needs_badge


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One person on the list of a meeting, as far as the numbers go."""

    partstat: PartStat
    attends: Attends
    seat: Seat
    may_be_photographed: bool
    is_printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """How many: come; have not replied; come and must not be in pictures; lack a badge."""

    accepted: int
    unanswered: int
    no_photo: int
    unprinted: int


def comes_without_photo(person: Counted) -> bool:
    """Tell whether the photographer must know: who comes and must not be in pictures."""
    return person.partstat is PartStat.ACCEPTED and not person.may_be_photographed


def lacks_badge(person: Counted) -> bool:
    """Tell whether a badge is needed of which none was printed yet."""
    needed = needs_badge(partstat=person.partstat, attends=person.attends, seat=person.seat)
    return needed and not person.is_printed


def headcount(people: Iterable[Counted]) -> Headcount:
    """Return the numbers for ``people``, the list of one meeting."""
    people = tuple(people)
    return Headcount(
        accepted=sum(person.partstat is PartStat.ACCEPTED for person in people),
        unanswered=sum(person.partstat is PartStat.NEEDS_ACTION for person in people),
        no_photo=sum(map(comes_without_photo, people)),
        unprinted=sum(map(lacks_badge, people)),
    )

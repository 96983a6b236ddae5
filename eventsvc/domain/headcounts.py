"""Headcounts: the numbers that tell an organiser what is left to do before a meeting.

Each number is the length of the list behind it, because both ask the same rule of ``SHOWN``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eventsvc.domain.attendances import Attends, PartStat, Seat, needs_badge
from eventsvc.domain.badges import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One person on the list of a meeting, as far as the numbers go.

    ``is_cramped``: the badge will be hard to read. ``is_disowned``: a reader of the mails said
    that they are not theirs. ``is_restricted``: the data is kept and not used (GDPR Art. 18).
    """

    partstat: PartStat
    attends: Attends
    seat: Seat
    may_be_photographed: bool
    paper: Paper
    is_cramped: bool = False
    is_disowned: bool = False
    is_restricted: bool = False


def gets_badge(person: Counted) -> bool:
    """Tell whether a badge is printed for this person."""
    return needs_badge(partstat=person.partstat, attends=person.attends, seat=person.seat)


def comes_without_photo(person: Counted) -> bool:
    """Tell whether the photographer must know: who comes and must not be in pictures."""
    return person.partstat is PartStat.ACCEPTED and not person.may_be_photographed


SHOWN: Mapping[str, Callable[[Counted], bool]] = {
    "accepted": lambda one: one.partstat is PartStat.ACCEPTED,
    "unanswered": lambda one: one.partstat is PartStat.NEEDS_ACTION,
    "declined": lambda one: one.partstat is PartStat.DECLINED,
    "waiting": lambda one: one.partstat is PartStat.ACCEPTED and one.seat is Seat.WAITING,
    "no-photo": comes_without_photo,
    "unprinted": lambda one: gets_badge(one) and one.paper is Paper.MISSING,
    "stale": lambda one: gets_badge(one) and one.paper is Paper.STALE,
    "cramped": lambda one: gets_badge(one) and one.is_cramped,
    "disowned": lambda one: one.is_disowned,
    "restricted": lambda one: one.is_restricted,
}
"""What a list of people may be narrowed to, and what is counted of it."""


def headcount(people: Iterable[Counted]) -> Mapping[str, int]:
    """Return the numbers for ``people``, the list of one meeting."""
    people = tuple(people)
    return {name: sum(map(fits, people)) for name, fits in SHOWN.items()}

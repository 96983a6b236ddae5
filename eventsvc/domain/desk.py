"""The desk in the morning: who is here, who is missing, what a scanned code says.

Being here is no reply: whoever turns up without having accepted is here and was not expected.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.attendances import Attends, PartStat, Seat, needs_badge
from eventsvc.domain.codes import normalise
from eventsvc.domain.errors import DomainError

_ADDRESS = re.compile(r"(?:^|/)p/([^/?#.\s]+)", re.IGNORECASE)
_LONGEST = 300
"""Characters of a scan that are looked at; no address of ours is longer."""


class Movement(StrEnum):
    """Which way somebody passed the desk; ``OUT`` also takes back a slip of the finger."""

    IN = "in"
    OUT = "out"


class IsHere(DomainError):
    """Somebody who is here already needs no substitute."""

    code = "is-here"


class IsNotHere(DomainError):
    """Nobody can confirm that somebody took part who was not let in."""

    code = "is-not-here"


class NameMissing(DomainError):
    """A person without any name."""

    code = "name-missing"


class AlreadyDelegated(DomainError):
    """Somebody else was named to come instead already."""

    code = "already-delegated"


class SamePerson(DomainError):
    """Nobody is their own substitute."""

    code = "same-person"


class NothingToTakeBack(DomainError):
    """The latest answer was not given at the desk, or there is none."""

    code = "nothing-to-take-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one person stands to the meeting this morning."""

    is_expected: bool
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many: are expected; are here; are expected and not here; are here unexpectedly."""

    expected: int
    here: int
    missing: int
    unexpected: int


def is_expected(*, partstat: PartStat, attends: Attends, seat: Seat) -> bool:
    """Tell whether the desk waits for somebody: exactly those for whom a badge is printed."""
    return needs_badge(partstat=partstat, attends=attends, seat=seat)


def tally(people: Iterable[Stand]) -> Tally:
    """Return the numbers of the morning."""
    people = tuple(people)
    return Tally(
        expected=sum(one.is_expected for one in people),
        here=sum(one.is_here for one in people),
        missing=sum(one.is_expected and not one.is_here for one in people),
        unexpected=sum(one.is_here and not one.is_expected for one in people),
    )


def code_in(text: str) -> str:
    """Return the code, as it is stored, in what was scanned or typed.

    That is a bare code in any case and grouping, or an address with one, as a badge holds it.
    """
    text = text.strip()[:_LONGEST]
    address = _ADDRESS.search(text)
    return normalise(address[1] if address else text)

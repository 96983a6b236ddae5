"""Date polls: who can when, until when one answers, and what others learn of an answer.

What others are shown is said before the first answer and never changed once somebody was asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from eventsvc.domain.errors import DomainError
from eventsvc.domain.times import moment_of

FEW = 5
"""Fewer answers than these are not counted for others: one could tell whose they are."""

REMINDED_AT = time(9)
"""When on its day a reminder goes: wall time of the network."""

_Key = TypeVar("_Key")


class Answer(StrEnum):
    """What one says to a date."""

    YES = "yes"
    IF_NEED_BE = "if-need-be"
    NO = "no"


class Asks(StrEnum):
    """Who answers."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    """One answer for each, whoever of it gives it."""


class Shown(StrEnum):
    """What those who were asked see of the others' answers."""

    NOTHING = "nothing"
    NUMBERS = "numbers"
    NAMES = "names"


class DatePollClosed(DomainError):
    """The last day for answers is over, or the date is chosen."""

    code = "date-poll-closed"


class DatePollAsked(DomainError):
    """People were asked: what they answer to and what they were promised stays."""

    code = "date-poll-asked"


class DatePollDecided(DomainError):
    """The date is chosen."""

    code = "date-poll-decided"


class NobodyLeftToAsk(DomainError):
    """None of those chosen can be written to, or all of them answered."""

    code = "nobody-left-to-ask"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said what to one date."""

    yes: int = 0
    if_need_be: int = 0
    no: int = 0

    @property
    def can(self) -> int:
        """How many could come."""
        return self.yes + self.if_need_be


def tally(answers: Iterable[Answer]) -> Tally:
    """Count the answers to one date."""
    said = list(answers)
    return Tally(*(said.count(one) for one in (Answer.YES, Answer.IF_NEED_BE, Answer.NO)))


def best(tallies: Mapping[_Key, Tally]) -> set[_Key]:
    """Return on which dates most can, and of these where most of them gladly; none before."""
    top = max(((one.can, one.yes) for one in tallies.values()), default=(0, 0))
    return {key for key, one in tallies.items() if one.can and (one.can, one.yes) == top}


def seen_by_others(shown: Shown, *, answered: int) -> Shown:
    """Return what others see once so many answered: numbers only when they give nobody away."""
    return Shown.NOTHING if shown is Shown.NUMBERS and answered < FEW else shown


def closes_at(last_day: date, *, tzid: str) -> datetime:
    """Return the first moment after the last day for answers."""
    return moment_of(datetime.combine(last_day + timedelta(days=1), time.min), tzid=tzid)


def reminded_at(last_day: date, *, days_before: int, tzid: str) -> datetime:
    """Return when those are reminded who have not answered by then."""
    day = last_day - timedelta(days=days_before)
    return moment_of(datetime.combine(day, REMINDED_AT), tzid=tzid)

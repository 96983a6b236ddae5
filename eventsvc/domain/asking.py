"""Asking everybody at once about their data: how it stands, and who is still to be asked.

Silence is never a yes (GDPR Art. 4(11)): who does not answer stays where they were. Where people
are told and may object, there is nothing to answer, so nobody is asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.consents import Basis, Decision, Purpose, State, latest_state
from eventsvc.domain.errors import DomainError


class NobodyToAsk(DomainError):
    """Everybody who can be written to has answered, or was asked today."""

    code = "nobody-to-ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How one purpose stands among some people."""

    purpose: Purpose
    basis: Basis
    states: Mapping[State, int]

    @property
    def said_no(self) -> int:
        """How many refused, withdrew or objected."""
        return self.states[State.REFUSED] + self.states[State.OBJECTED]


def tallies(
    said: Iterable[Iterable[Decision]], *, asked: Mapping[Purpose, Basis]
) -> tuple[Tally, ...]:
    """Return how each purpose stands; ``said`` holds the decisions of each person."""
    people = [tuple(decisions) for decisions in said]
    return tuple(
        Tally(
            purpose=purpose,
            basis=basis,
            states=Counter(latest_state(decisions, purpose) for decisions in people),
        )
        for purpose, basis in asked.items()
    )


def unanswered(
    decisions: Iterable[Decision], *, asked: Mapping[Purpose, Basis]
) -> tuple[Purpose, ...]:
    """Return the purposes about which the person can still say yes or no."""
    decisions = tuple(decisions)
    return tuple(
        purpose
        for purpose, basis in asked.items()
        if basis is Basis.CONSENT and latest_state(decisions, purpose) is State.UNKNOWN
    )


class Unasked(StrEnum):
    """Why somebody gets no mail that asks, in the order in which the office reads it."""

    NO_ADDRESS = "no-address"
    DISOWNED = "disowned"
    """A reader said that the personal link is not theirs."""
    RESTRICTED = "restricted"
    """The data is kept and not used (GDPR Art. 18)."""
    NEVER_SHARE = "never-share"
    """Whoever wants nothing shared is not asked whether something may be."""
    ASKED_TODAY = "asked-today"
    NOTHING_OPEN = "nothing-open"
    """Everything is answered, or of the kind that people are merely told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What decides whether somebody is asked by mail."""

    email: str
    is_disowned: bool
    is_restricted: bool
    never_share: bool
    was_asked_today: bool
    has_open: bool
    """There is something to which the person can still say yes or no."""


def unasked(candidate: Candidate) -> Unasked | None:
    """Return why ``candidate`` gets no mail; None: gets one.

    Who has nothing to answer misses no mail, so that is told before all else.
    """
    reasons = (
        (Unasked.NOTHING_OPEN, not candidate.has_open),
        (Unasked.NO_ADDRESS, not candidate.email),
        (Unasked.DISOWNED, candidate.is_disowned),
        (Unasked.RESTRICTED, candidate.is_restricted),
        (Unasked.NEVER_SHARE, candidate.never_share),
        (Unasked.ASKED_TODAY, candidate.was_asked_today),
    )
    return next((why for why, holds in reasons if holds), None)

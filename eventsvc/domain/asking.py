"""Asking everybody at once about their data: how it stands, and who is still to be asked.

Silence is never a yes (GDPR Art. 4(11)): who does not answer stays where they were. Where people
are told and may object, there is nothing to answer, so nobody is asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """What decides whether somebody may be asked by mail."""

    email: str
    is_disowned: bool
    never_share: bool
    """Whoever wants nothing shared is not asked whether something may be."""
    was_asked_today: bool

    @property
    def may_be_asked(self) -> bool:
        """Whether a mail may go."""
        barred = self.is_disowned or self.never_share or self.was_asked_today
        return bool(self.email) and not barred

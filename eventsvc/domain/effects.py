"""What a decision touches outside of the program, followed until it is done.

Paper, lists that left the house and published pictures do not change by themselves. What is
wrong out there is computed anew after each decision, print and fetch; the list of effects is
brought in line with it. So each effect is made once, and ends: done, or needless because the
person decided anew (GDPR Art. 7(3), 17, 19, 21).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.consents import (
    ALLOWING,
    NETWORK_WIDE,
    OWN,
    Basis,
    Decision,
    Purpose,
    State,
)


class EffectKind(StrEnum):
    """What is touched."""

    BADGE = "badge"
    """A printed badge whose mark about photos is not true any more."""
    SHEET = "sheet"
    """A photographer's sheet that lacks the person."""
    PICTURE = "picture"
    """A published picture with the person on it."""
    HANDOUT = "handout"
    """A list that recipients fetched with the person on it."""
    USE = "use"
    """A use of the network's own naming, of which the program knows nothing more."""
    DATA = "data"
    """Lists and pages of the program itself: they follow at once, and that is noted."""


class Ending(StrEnum):
    """How an effect ended."""

    DONE = "done"
    OBSOLETE = "obsolete"
    """The person decided anew, or the meeting is over: nothing is left to do."""


BY_ITSELF = "program"
"""Who did what the program does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One thing that a decision touches: what, by its public name, and whose decision it is."""

    kind: EffectKind
    subject: str
    person_id: int
    decision_id: int
    meeting_id: int | None = None

    @property
    def place(self) -> tuple[EffectKind, str, int]:
        """Where the effect is, whichever decision it comes from."""
        return (self.kind, self.subject, self.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An effect that is on record."""

    number: int
    touched: Touched
    is_open: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What brings the record in line with what is wrong now."""

    new: tuple[Touched, ...]
    ended: tuple[int, ...]


def changes(touched: Iterable[Touched], known: Iterable[Known]) -> Changes:
    """Return the effects to be noted, and the open ones with nothing left to do.

    What was done for a decision is not asked for again; a later decision asks anew, unless the
    same thing is still open. Where several decisions touch one thing, the latest counts.
    """
    known = tuple(known)
    latest: dict[object, Touched] = {}
    for one in touched:
        if one.place not in latest or latest[one.place].decision_id < one.decision_id:
            latest[one.place] = one
    ever = {(*one.touched.place, one.touched.decision_id) for one in known}
    still_open = {one.touched.place for one in known if one.is_open}
    return Changes(
        new=tuple(
            one
            for one in latest.values()
            if one.place not in still_open and (*one.place, one.decision_id) not in ever
        ),
        ended=tuple(one.number for one in known if one.is_open and one.touched.place not in latest),
    )


def last(decisions: Iterable[Decision], purpose: Purpose) -> Decision | None:
    """Return the decision that counts for ``purpose``."""
    relevant = [one for one in decisions if one.purpose is purpose]
    return max(relevant, key=lambda one: (one.decided_at, one.number), default=None)


def forbidding(
    decisions: Iterable[Decision], purpose: Purpose, *, basis: Basis = Basis.CONSENT
) -> Decision | None:
    """Return the decision because of which data may not be used; None: it may, or silence."""
    found = last(decisions, purpose)
    return found if found is not None and found.state not in ALLOWING[basis] else None


def latest_about(
    decisions: Iterable[Decision], purposes: Iterable[Purpose], bases: Mapping[Purpose, Basis]
) -> tuple[Decision | None, Decision | None]:
    """Return the latest that forbids one of ``purposes``, and the latest about any of them."""
    decisions, purposes = tuple(decisions), tuple(purposes)
    no = [
        found
        for purpose in purposes
        if (found := forbidding(decisions, purpose, basis=bases.get(purpose, Basis.CONSENT)))
    ]
    said = [found for purpose in purposes if (found := last(decisions, purpose))]
    return _latest(no), _latest(said)


def withdrawn(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions by which network-wide data left lists and pages of the program."""
    decisions = tuple(decisions)
    return [
        found
        for purpose in Purpose
        if purpose in NETWORK_WIDE
        and purpose not in OWN
        and (found := forbidding(decisions, purpose))
        and _was_granted(decisions, purpose)
    ]


def uses_ended(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions by which a use of the network's own naming is not allowed any more."""
    decisions = tuple(decisions)
    return [
        found
        for purpose in OWN
        if (found := last(decisions, purpose)) is not None
        and found.state is not State.GRANTED
        and (found.state is State.OBJECTED or _was_granted(decisions, purpose))
    ]


def _was_granted(decisions: Iterable[Decision], purpose: Purpose) -> bool:
    return any(one.purpose is purpose and one.state is State.GRANTED for one in decisions)


def _latest(decisions: Iterable[Decision]) -> Decision | None:
    return max(decisions, key=lambda one: (one.decided_at, one.number), default=None)

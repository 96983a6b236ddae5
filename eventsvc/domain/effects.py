"""What a decision, or silence that became a no, touches outside of the program until it is done.

Paper, lists that left the house and published pictures do not change by themselves. What is
wrong out there is computed anew after each decision, print and fetch, and whenever silence may
mean something else; the list of effects is brought in line with it. So each effect is made once,
and ends: done, or needless because it is right again (GDPR Art. 7(3), 17, 18, 19, 21).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsvc.domain.consents import NETWORK_WIDE, OWN, Decision, Purpose, State
from eventsvc.domain.limits import Limit, since


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
    """It is right again, or the meeting is over: nothing is left to do."""


BY_ITSELF = "program"
"""Who did what the program does."""


class CauseKind(StrEnum):
    """What made something wrong. Of two at one moment the later here counts."""

    DECISION = "decision"
    LIMIT = "limit"
    """Nobody decided: silence is a no since then, or nothing may be shared."""


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Why something is wrong, and since when. The order is that in which causes count."""

    at: datetime
    kind: CauseKind
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One thing that is wrong out there: what, by its public name, with whom, and why."""

    kind: EffectKind
    subject: str
    person_id: int
    cause: Cause
    meeting_id: int | None = None

    @property
    def place(self) -> tuple[EffectKind, str, int]:
        """Where the effect is, whatever it comes from."""
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

    What was done is not asked for again; a later cause asks anew, unless the same thing is still
    open. Where several causes touch one thing, the latest counts.
    """
    known = tuple(known)
    latest: dict[object, Touched] = {}
    for one in touched:
        if one.place not in latest or latest[one.place].cause < one.cause:
            latest[one.place] = one
    noted: dict[object, Cause] = {}
    for earlier in known:
        place, cause = earlier.touched.place, earlier.touched.cause
        noted[place] = max(cause, noted.get(place, cause))
    still_open = {one.touched.place for one in known if one.is_open}
    return Changes(
        new=tuple(
            one
            for place, one in latest.items()
            if place not in still_open and (place not in noted or noted[place] < one.cause)
        ),
        ended=tuple(one.number for one in known if one.is_open and one.touched.place not in latest),
    )


def decided(decision: Decision) -> Cause:
    """Return a decision as a cause."""
    return Cause(decision.decided_at, CauseKind.DECISION, decision.number)


def limited(limit: Limit) -> Cause:
    """Return what is limited without a decision as a cause."""
    return Cause(limit.at, CauseKind.LIMIT, limit.number)


def last(decisions: Iterable[Decision], purpose: Purpose) -> Decision | None:
    """Return the decision that counts for ``purpose``."""
    relevant = [one for one in decisions if one.purpose is purpose]
    return max(relevant, key=lambda one: (one.decided_at, one.number), default=None)


def latest_no(
    decisions: Iterable[Decision], purposes: Iterable[Purpose], limits: Sequence[Limit]
) -> Cause | None:
    """Return why one of ``purposes`` is forbidden, the latest cause; None: all are allowed."""
    decisions = tuple(decisions)
    found = [cause for one in purposes for cause in _no_about(decisions, one, limits)]
    return max(found, default=None)


def latest_word(decisions: Iterable[Decision], purposes: Iterable[Purpose]) -> Cause | None:
    """Return the latest decision about any of ``purposes``; None: the person said nothing."""
    decisions = tuple(decisions)
    found = [decided(said) for one in purposes if (said := last(decisions, one))]
    return max(found, default=None)


def _no_about(
    decisions: Iterable[Decision], purpose: Purpose, limits: Sequence[Limit]
) -> list[Cause]:
    found, limit = last(decisions, purpose), since(limits, purpose)
    if found is None or found.state is State.UNKNOWN:
        # An objection taken back is silence again: it is a no since both are there.
        spoken = [decided(found)] if found else []
        return [limited(limit), *spoken] if limit else []
    return [] if found.state is State.GRANTED else [decided(found)]


def forbidding(decisions: Iterable[Decision], purpose: Purpose) -> Decision | None:
    """Return the decision because of which data may not be shared; None: it may, or silence."""
    found = last(decisions, purpose)
    return found if found is not None and found.state is not State.GRANTED else None


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

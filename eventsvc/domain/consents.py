"""Consent: what a person decided, and what follows from it.

Which answer silence gives depends on the legal basis that the meeting names, never on the code:

* Consent (GDPR Art. 6(1)(a), Art. 7): only a grant allows; it can be withdrawn.
* Legitimate interest or public task (Art. 6(1)(f, e), Art. 21): an objection forbids.

Children and guests are asked whatever the basis says (``must_agree``).

A decision is appended, never changed; the state is the latest by moment, then by number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.errors import DomainError


class AnswerDoesNotFit(DomainError):
    """Where consent is asked, one says yes or no; where people are told, one objects or not."""

    code = "answer-does-not-fit"


class Purpose(StrEnum):
    """What the data would be used for. Each is decided apart from the others (Recital 43)."""

    PHOTO_PRINT = "photo-print"
    PHOTO_WEB = "photo-web"
    PHOTO_SOCIAL = "photo-social"
    CONTACT_ATTENDEES = "contact-attendees"
    CONTACT_NETWORK = "contact-network"
    CONTACT_PUBLIC = "contact-public"
    NEWSLETTER = "newsletter"
    OWN_MEETING_1 = "own-meeting-1"
    OWN_MEETING_2 = "own-meeting-2"
    OWN_MEETING_3 = "own-meeting-3"
    OWN_MEETING_4 = "own-meeting-4"
    OWN_NETWORK_1 = "own-network-1"
    OWN_NETWORK_2 = "own-network-2"
    OWN_NETWORK_3 = "own-network-3"
    OWN_NETWORK_4 = "own-network-4"


OWN = tuple(purpose for purpose in Purpose if purpose.value.startswith("own-"))
"""Places for purposes that a network names itself (``domain.purposes``)."""

PHOTO = (Purpose.PHOTO_PRINT, Purpose.PHOTO_WEB, Purpose.PHOTO_SOCIAL)
"""The channels of photos. A badge has one mark: it says no as soon as one channel does."""


NETWORK_WIDE = frozenset(
    {
        Purpose.CONTACT_NETWORK,
        Purpose.CONTACT_PUBLIC,
        Purpose.NEWSLETTER,
        *(purpose for purpose in OWN if purpose.value.startswith("own-network")),
    }
)
"""Purposes that are decided once for the whole network; the others for each meeting."""


ALWAYS_ASKED = (*PHOTO, Purpose.CONTACT_ATTENDEES)
"""Every meeting asks these: the badge and the list of attendees depend on them."""


class Basis(StrEnum):
    """The legal basis of GDPR Art. 6(1) that a meeting names for a purpose."""

    CONSENT = "consent"
    LEGITIMATE_INTEREST = "legitimate_interest"
    PUBLIC_TASK = "public_task"


class State(StrEnum):
    """What a person has decided. A withdrawn grant is ``refused``; silence is ``unknown``."""

    GRANTED = "granted"
    REFUSED = "refused"
    OBJECTED = "objected"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """How a decision reached us."""

    FORM = "form"
    LINK = "link"
    DESK = "desk"
    MAIL = "mail"
    PAPER = "paper"
    FILE = "file"
    WORDS = "words"
    """Nobody decided: the words changed in substance, so an earlier yes counts no more."""
    MERGE = "merge"
    """Nobody decided: two entries of one person became one, and a no of either holds."""
    ADDRESS = "address"
    """Nobody decided: another entry with the same mail address said no."""


NOBODY_DECIDED = frozenset({Channel.WORDS, Channel.MERGE, Channel.ADDRESS})
"""Ways on which a decision is the program's own consequence of another one."""


class DecidedBy(StrEnum):
    """Who decided: the person, or the office as told by a source."""

    SELF = "self"
    ON_BEHALF = "on_behalf"


ALLOWING: Mapping[Basis, frozenset[State]] = {
    Basis.CONSENT: frozenset({State.GRANTED}),
    Basis.LEGITIMATE_INTEREST: frozenset({State.GRANTED, State.UNKNOWN}),
    Basis.PUBLIC_TASK: frozenset({State.GRANTED, State.UNKNOWN}),
}
"""What each legal basis lets us do: silence is never consent, but it is no objection either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of one person, never changed once written."""

    purpose: Purpose
    state: State
    decided_at: datetime
    number: int = 0


def must_agree(*, is_minor: bool, role: AttendanceRole, is_from_outside: bool) -> bool:
    """Tell whether only a yes of somebody counts, on whatever basis others are merely told.

    A child merits more protection (GDPR Recital 38), and a guest does not know the network's
    habits: nobody who comes from outside expects to be in its pictures (Recital 47).
    """
    return is_minor or is_from_outside or role is AttendanceRole.GUEST


def bases_for(bases: Mapping[Purpose, Basis], *, must_agree: bool) -> Mapping[Purpose, Basis]:
    """Return the bases that hold for one person, of those that a meeting names."""
    return dict.fromkeys(bases, Basis.CONSENT) if must_agree else bases


def latest_state(decisions: Iterable[Decision], purpose: Purpose) -> State:
    """Return the state that counts for ``purpose``: the latest by (moment, number)."""
    relevant = [decision for decision in decisions if decision.purpose is purpose]
    if len(relevant) > 1:
        relevant.sort(key=lambda decision: (decision.decided_at, decision.number))
    return relevant[-1].state if relevant else State.UNKNOWN


def may_photograph(
    decisions: Iterable[Decision], *, bases: Mapping[Purpose, Basis], never_share: bool
) -> bool:
    """Tell whether the person may be in pictures of every channel (GDPR Art. 6(1)(a, e, f), 21).

    A channel that ``bases`` does not name stands on consent. ``never_share`` beats every answer.
    """
    decisions = tuple(decisions)
    return not never_share and all(
        latest_state(decisions, channel) in ALLOWING[bases.get(channel, Basis.CONSENT)]
        for channel in PHOTO
    )


def may_share_contact(decisions: Iterable[Decision], *, audience: Purpose) -> bool:
    """Tell whether contact data may go to ``audience``. Only a grant allows it."""
    return latest_state(decisions, audience) is State.GRANTED


def refusal(basis: Basis) -> State:
    """Return how a "no" is recorded: refused where we asked, objected where we informed."""
    return State.REFUSED if basis is Basis.CONSENT else State.OBJECTED


def from_file(current: State, *, says_yes: bool, basis: Basis) -> State | None:
    """Return what an answer found in a list adds to ``current``; None when it adds nothing.

    A list may be old: its yes never lifts a no that is on record, its no always counts.
    """
    if says_yes:
        return State.GRANTED if current is State.UNKNOWN else None
    return None if current in {State.REFUSED, State.OBJECTED} else refusal(basis)


def spoken(current: State, *, says_yes: bool, basis: Basis) -> State | None:
    """Return what an answer given in person adds to ``current``; None when it adds nothing.

    A yes is an answer only where we asked for consent: it takes back a no, too. Where people
    are informed, they object or say nothing.
    """
    if says_yes and basis is not Basis.CONSENT:
        return None
    new = State.GRANTED if says_yes else refusal(basis)
    return None if new is current else new


def asked_at_meeting(bases: Mapping[Purpose, Basis]) -> dict[Purpose, Basis]:
    """Return what a meeting asks people, in the order of ``Purpose``, and on which basis.

    What it does not name it does not ask, but for ``ALWAYS_ASKED``, which then stand on consent.
    """
    return {
        purpose: bases.get(purpose, Basis.CONSENT)
        for purpose in Purpose
        if purpose in bases or purpose in ALWAYS_ASKED
    }


ANSWERS: Mapping[Basis, frozenset[State]] = {
    Basis.CONSENT: frozenset({State.GRANTED, State.REFUSED}),
    Basis.LEGITIMATE_INTEREST: frozenset({State.OBJECTED, State.UNKNOWN}),
    Basis.PUBLIC_TASK: frozenset({State.OBJECTED, State.UNKNOWN}),
}
"""What a person can answer. An objection that is taken back is silence again."""


def require_fitting(state: State, *, basis: Basis) -> None:
    """Refuse an answer that the basis has no question for.

    Raises:
        AnswerDoesNotFit: A yes where nobody asks, an objection where somebody does.
    """
    if state not in ANSWERS[basis]:
        raise AnswerDoesNotFit(state=state, basis=basis)


def counts_at_once(state: State) -> bool:
    """Tell whether an answer on an open form counts before its mailed link was used.

    A no does: who says it for somebody else does no harm. A yes does not.
    """
    return state in {State.REFUSED, State.OBJECTED}

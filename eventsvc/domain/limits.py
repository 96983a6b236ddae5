"""What may not be done with somebody's data while they say nothing, and since when.

Nobody decides it: it follows from who somebody is (a child, never to be shared), how they stand to
a meeting (a guest) and which basis meeting and network name (GDPR Art. 6(1), 18, 21; Recitals 38,
47). So it changes without a decision. The program looks whenever it may have changed and appends
what it sees when that differs: which silence became a no, when and why is on record.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsvc.domain.consents import NETWORK_WIDE, OWN, PHOTO, Basis, Purpose

SHARED = (
    *PHOTO,
    Purpose.CONTACT_ATTENDEES,
    Purpose.CONTACT_NETWORK,
    Purpose.CONTACT_PUBLIC,
)
"""What "never share" forbids, whatever the person said. Pictures leave the house as names do."""

AT_MEETINGS = (*PHOTO, *(purpose for purpose in OWN if purpose not in NETWORK_WIDE))
"""What is used outside of the program, and at a meeting may be used unless somebody objects."""

IN_NETWORK = tuple(purpose for purpose in OWN if purpose in NETWORK_WIDE)
"""The same for the whole network."""


class Reason(StrEnum):
    """Why something is limited."""

    CHILD = "child"
    GUEST = "guest"
    ASKED = "asked"
    """The basis is consent, and was from the beginning."""
    BASIS = "basis"
    """The basis was changed to consent."""
    NEVER_SHARE = "never-share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What is limited for a person in one place since ``at``: all of it, not only what is new."""

    number: int
    at: datetime
    purposes: frozenset[Purpose]
    reason: Reason


def limited(
    purposes: Collection[Purpose], bases: Mapping[Purpose, Basis], *, must_agree: bool
) -> frozenset[Purpose]:
    """Return those of ``purposes`` of which silence is a no; what ``bases`` leave out is asked."""
    return frozenset(
        one for one in purposes if must_agree or bases.get(one, Basis.CONSENT) is Basis.CONSENT
    )


def is_new(seen: Sequence[Limit], now: frozenset[Purpose], *, usual: frozenset[Purpose]) -> bool:
    """Tell whether ``now`` differs from what was seen last; ``usual`` is not worth a first line."""
    return now != (seen[-1].purposes if seen else usual)


def since(seen: Sequence[Limit], purpose: Purpose) -> Limit | None:
    """Return what ``purpose`` is limited by, unbroken until now; None: it is not."""
    found = None
    for one in seen:
        if purpose not in one.purposes:
            found = None
        elif found is None:
            found = one
    return found

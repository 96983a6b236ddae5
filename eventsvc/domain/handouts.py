"""Lists that leave the house: which fields go to whom, and why somebody is not on one.

A list has one audience, and one purpose lets a person stand on it. Only a grant does
(``domain.consents``), and it covers the fields that its words name and no other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from eventsvc.domain.consents import Decision, Purpose, State, latest_state
from eventsvc.domain.errors import DomainError


class HandoutEnded(DomainError):
    """The link to a list is too old, or was withdrawn."""

    code = "handout-ended"


class Audience(StrEnum):
    """Who gets a list."""

    ATTENDEES = "attendees"
    """Whoever comes to a meeting."""
    NETWORK = "network"
    """The network's distribution list."""


class Field(StrEnum):
    """What may stand on a list of one person."""

    NAME = "name"
    ORGANISATION = "organisation"
    FUNCTION = "function"
    EMAIL = "email"


PURPOSES: Mapping[Audience, Purpose] = {
    Audience.ATTENDEES: Purpose.CONTACT_ATTENDEES,
    Audience.NETWORK: Purpose.CONTACT_NETWORK,
}
"""What a person must have agreed to."""

FIELDS: Mapping[Audience, tuple[Field, ...]] = {
    Audience.ATTENDEES: (Field.NAME, Field.ORGANISATION, Field.FUNCTION, Field.EMAIL),
    Audience.NETWORK: (Field.NAME, Field.ORGANISATION, Field.EMAIL),
}
"""What the words of the purpose name (``outputs.wordings``); a phone number is in none."""

LIVES = (3, 7, 14, 30)
"""Days that a link to a list may live."""


class Reason(StrEnum):
    """Why somebody is not on a list."""

    NEVER_SHARE = "never-share"
    SAID_NO = "said-no"
    NOT_ANSWERED = "not-answered"


class RecipientsOutside(DomainError):
    """Somebody is to get a list who is not of those for whom people agreed to it."""

    code = "recipients-outside"


def left_out(
    decisions: Iterable[Decision], *, audience: Audience, never_share: bool
) -> Reason | None:
    """Return why a person is not on the list for ``audience``; None: they are on it.

    "Never share" beats every yes.
    """
    if never_share:
        return Reason.NEVER_SHARE
    state = latest_state(decisions, PURPOSES[audience])
    if state is State.GRANTED:
        return None
    return Reason.NOT_ANSWERED if state is State.UNKNOWN else Reason.SAID_NO


def ends(made_at: datetime, *, days: int) -> datetime:
    """Return when the link to a list ends."""
    return made_at + timedelta(days=days)


def require_open(*, expires_at: datetime, withdrawn_at: datetime | None, now: datetime) -> None:
    """Refuse a list whose time is over.

    Raises:
        HandoutEnded: It is, or the office took it back.
    """
    if withdrawn_at is not None or expires_at <= now:
        raise HandoutEnded

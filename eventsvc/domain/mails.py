"""Mails: how far one got, when to try again, to which addresses."""

from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from enum import StrEnum

from eventsvc.domain.wellformed import (
    ControlCharacter,
    NotMailAddress,
    NotOneLine,
    require_mail_address,
)

GIVE_UP_AFTER = timedelta(hours=72)
"""Longer than any greylist and any weekend's repair (RFC 5321 4.5.4.1 asks for 4 to 5 days)."""

LEASE = timedelta(minutes=5)
"""How long one process may take for one mail; then another one takes it over."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))
"""How long to wait after the first, second, … attempt that failed; the last one repeats."""

ADDRESS_CHARACTERS = 254
"""RFC 5321 4.5.3.1.3, less the angle brackets."""


class OutboxState(StrEnum):
    """How far a mail got."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


def next_attempt(*, attempts: int, queued_at: datetime, now: datetime) -> datetime | None:
    """Return when to try again after ``attempts`` failed ones; None: give up."""
    if now - queued_at >= GIVE_UP_AFTER:
        return None
    return now + WAITS[min(attempts, len(WAITS)) - 1]


def normal_address(text: str) -> str:
    """Return the mail address in ``text`` as accounts store and compare it: in lower case.

    Raises:
        NotMailAddress: It is none that a mail can be sent to.
    """
    address = text.strip(" ").lower()
    try:
        require_mail_address("email", address)
        Address(addr_spec=address)
    except (ControlCharacter, NotOneLine, MessageError, ValueError):
        raise NotMailAddress(field="email", address=address) from None
    if not address.isascii() or len(address) > ADDRESS_CHARACTERS:
        raise NotMailAddress(field="email", address=address)
    return address

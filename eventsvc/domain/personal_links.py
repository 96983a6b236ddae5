"""Personal links: the only key an attendee has, mailed as ``/my/<token>``; a steward's, ``/m/…``.

A token is the holder's public id and an HMAC (RFC 2104) over it, the purpose and a generation.
The database holds none of it, so a stolen table opens nothing; the same link can be sent again
and again; raising the generation makes every earlier one worthless.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

MAC_BYTES = 20
"""160 bits, more than the 128 that nobody guesses; 27 characters in an address."""

_CONTEXT = "eventsvc personal link 1"
_SEPARATOR = "."
_MAC_CHARACTERS = 27


class LinkPurpose(StrEnum):
    """What a link opens; a token made for one purpose is worthless for another."""

    MY = "my"
    """The person's own pages."""
    CALENDAR = "calendar"
    """The person's calendar alone: calendar programs hand such an address on to their makers."""
    MEMBER = "member"
    """An organisation's profile; its holder is a steward, who may be a role and no person."""
    HOST = "host"
    """What the host of one meeting fills in; its holder is the turn."""
    DATES = "dates"
    """Answering a date poll; its holder is what was asked of a person or an organisation."""
    ERASE = "erase"
    """Having everything erased: mailed when the person asks for it."""
    LIST = "list"
    """A list that leaves the house (``domain.handouts``); its holder is the list."""


class LinkState(StrEnum):
    """What is to be thought of a token."""

    GOOD = "good"
    REVOKED = "revoked"
    """It was good once."""
    FORGED = "forged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose links these are. ``generation`` counts how often they were revoked."""

    network_id: int
    public_id: str
    generation: int


def token_for(holder: Holder, purpose: LinkPurpose, *, secret: str) -> str:
    """Return the token that opens ``purpose`` for ``holder``, always the same one."""
    mac = _mac(holder, purpose, holder.generation, secret)
    return f"{holder.public_id}{_SEPARATOR}{mac}"


def named_in(token: str) -> str:
    """Return the public id that ``token`` names, true or not; empty when it is no token."""
    public_id, _, mac = token.rpartition(_SEPARATOR)
    return public_id if len(mac) == _MAC_CHARACTERS and mac.isascii() else ""


def judge(token: str, *, holder: Holder, purpose: LinkPurpose, secret: str) -> LinkState:
    """Tell whether ``token`` opens ``purpose`` for ``holder``; in constant time for each try."""
    given = token.rpartition(_SEPARATOR)[2]
    if _equal(given, _mac(holder, purpose, holder.generation, secret)):
        return LinkState.GOOD
    was_good = any(
        _equal(given, _mac(holder, purpose, generation, secret))
        for generation in range(holder.generation)
    )
    return LinkState.REVOKED if was_good else LinkState.FORGED


def _mac(holder: Holder, purpose: LinkPurpose, generation: int, secret: str) -> str:
    facts = "\n".join(
        (_CONTEXT, purpose, str(holder.network_id), holder.public_id, str(generation))
    )
    digest = hmac.digest(secret.encode(), facts.encode(), sha256)[:MAC_BYTES]
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _equal(given: str, true: str) -> bool:
    return hmac.compare_digest(given.encode(), true.encode())

"""Challenges of passkeys: what a device signs, once, within minutes (WebAuthn 3, 13.4.3).

A challenge is 16 random bytes, the second it was made, and an HMAC (RFC 2104) over both and the
purpose. The server keeps nothing until one comes back; then it is spent like a form's nonce.
"""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from eventsvc.domain.errors import DomainError
from eventsvc.domain.signin import is_alive

LIVES = timedelta(minutes=10)
RANDOM_BYTES = 16
SIGN_IN = "sign-in"
NAME_CHARACTERS = 60
MOST = 20
"""Passkeys of one account; nobody carries more."""

_CONTEXT = "eventsvc passkey 1"
_CLOCK_BYTES = 8


class PasskeyRefused(DomainError):
    """The device's answer does not fit: too late, unknown, or for something else."""

    code = "passkey-refused"


class TooManyPasskeys(DomainError):
    """An account has at most ``MOST`` passkeys."""

    code = "too-many-passkeys"


def registering(account: str) -> str:
    """Return the purpose of adding a passkey to the account of this public id."""
    return f"register:{account}"


def challenge(purpose: str, *, random: bytes, secret: str, now: datetime) -> bytes:
    """Return what the device is asked to sign for ``purpose``."""
    body = random + int(now.timestamp()).to_bytes(_CLOCK_BYTES, "big")
    return body + _mac(body, purpose, secret)


def require_ours(answered: bytes, purpose: str, *, secret: str, now: datetime) -> None:
    """Refuse a challenge that we did not make for ``purpose``, or too long ago.

    Raises:
        PasskeyRefused: It is none of ours.
    """
    size = RANDOM_BYTES + _CLOCK_BYTES
    body, mac = answered[:size], answered[size:]
    if not hmac.compare_digest(mac, _mac(body, purpose, secret)):
        raise PasskeyRefused
    made_at = datetime.fromtimestamp(int.from_bytes(body[RANDOM_BYTES:], "big"), UTC)
    if not is_alive(made_at, lives=LIVES, now=now):
        raise PasskeyRefused


def _mac(body: bytes, purpose: str, secret: str) -> bytes:
    words = f"{_CONTEXT}\n{purpose}\n".encode() + body
    return hmac.digest(secret.encode(), words, sha256)[:RANDOM_BYTES]

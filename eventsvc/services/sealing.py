"""What the database must keep but a copy of it must not tell: encrypted with the service's key."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class Unreadable(Exception):
    """It was sealed with another EVENTSVC_SECRET_KEY."""


def seal(text: str, *, secret: str) -> str:
    """Return ``text`` so that only this service can read it (Fernet: AES-128-CBC and HMAC)."""
    return _box(secret).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, secret: str) -> str:
    """Return what was sealed.

    Raises:
        Unreadable: With another secret, or something else.
    """
    from cryptography.fernet import InvalidToken  # noqa: PLC0415 -- slow import

    try:
        return _box(secret).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _box(secret: str) -> "Fernet":
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- slow import

    # The secret is random already: one hash makes a key for this purpose alone.
    return Fernet(urlsafe_b64encode(sha256(f"eventsvc sealing 1\n{secret}".encode()).digest()))

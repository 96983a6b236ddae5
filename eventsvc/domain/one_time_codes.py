"""Six digits that an app on the phone shows for half a minute (TOTP, RFC 6238).

SHA-1, 6 digits and 30 seconds are what every app understands; HMAC does not suffer from what is
known against SHA-1 (RFC 6151, RFC 6238 1.2).
"""

import hmac
import re
from base64 import b32decode, b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

SECONDS = 30
DIGITS = 6
KEY_BYTES = 20
"""160 bits, as RFC 4226 4 recommends."""

_KEY = re.compile(r"[A-Z2-7]{32}")
_STEPS_OFF = (-1, 0, 1)
"""Clocks of phones are half a minute off, and people type slowly (RFC 6238 5.2)."""


def key_of(random: bytes) -> str:
    """Return the key in letters, as apps take it."""
    return b32encode(random).decode("ascii")


def is_key(text: str) -> bool:
    """Tell whether ``text`` is a key as ``key_of`` makes them."""
    return _KEY.fullmatch(text) is not None


def code_at(key: str, counter: int) -> str:
    """Return the six digits of one half minute (RFC 4226 5.3)."""
    digest = hmac.digest(b32decode(key), counter.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 0xF
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def counter_of(code: str, *, key: str, now: datetime, after: int = 0) -> int | None:
    """Return the half minute whose code this is; None: it is none that counts.

    One that is not later than ``after`` was used before and counts no more (RFC 6238 5.2).
    """
    typed = "".join(code.split())
    here = int(now.timestamp()) // SECONDS
    found = [
        here + off
        for off in _STEPS_OFF
        if hmac.compare_digest(code_at(key, here + off).encode(), typed.encode())
    ]
    return next((counter for counter in found if counter > after), None)


def address(key: str, *, account: str, issuer: str) -> str:
    """Return what the QR code for the app says (Google Authenticator's Key Uri Format)."""
    facts = urlencode({"secret": key, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{facts}"

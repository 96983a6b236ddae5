"""Public codes: what a QR code on a badge holds, and what people type who have no camera.

A printed code lives for years: it is never reused and read in any letter case.
"""

import unicodedata
from functools import lru_cache
from random import Random
from urllib.parse import urlsplit

from eventsvc.domain.errors import DomainError

ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
"""25 capitals and digits of which no two are taken for each other in print or handwriting.

Of 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V one at most remains; without vowels no word arises by chance.
"""


DESK_LENGTH = 6
"""Characters of the personal code on a confirmation; only the desk of its meeting reads it."""


class CodeTaken(DomainError):
    """A printed code belongs to something else already."""

    code = "code-taken"


def new_code(random: Random, *, length: int = 5) -> str:
    """Return a code not yet known to be free: 25^5 is nearly ten million.

    The caller gives ``secrets.SystemRandom()`` and asks again while the code was ever used.
    """
    return "".join(random.choice(ALPHABET) for _ in range(length))


def normalise(code: str) -> str:
    """Return ``code`` as it is stored: capitals, without spaces and hyphens that people add."""
    folded = unicodedata.normalize("NFKC", code).upper()
    return "".join(sign for sign in folded if sign.isalnum())


def spoken(code: str) -> str:
    """Return ``code`` as people read it out: in two halves."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


@lru_cache(maxsize=1024)
def code_address(public_url: str, code: str) -> str:
    """Return the address for the QR code of ``code``.

    The scheme stays small, because Android compares schemes by letter case; all else is
    capital, so that the symbol stores it in its compact alphanumeric mode (ISO/IEC 18004,
    7.4.4). Host names ignore letter case (RFC 4343), and so does our path.
    """
    return f"{urlsplit(public_url).scheme.lower()}://{_host(public_url).upper()}/P/{code.upper()}"


@lru_cache(maxsize=1024)
def short_address(public_url: str, code: str) -> str:
    """Return what stands beside the QR code for people who type: no scheme."""
    return f"{_host(public_url).lower()}/P/{code.upper()}"


@lru_cache(maxsize=16)
def _host(public_url: str) -> str:
    """Return host and port; an umlaut domain in its ASCII form, as browsers resolve it."""
    return urlsplit(public_url).netloc.encode("idna").decode("ascii")

"""Signing in: how long links and sessions live, what is asked, where one lands afterwards.

Clocks jump. What was made "in the future" counts as made by a wrong clock and is dead; a few
minutes are forgiven, because several machines never agree to the second.
"""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from eventsvc.domain.errors import DomainError

LINK_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(days=7)
PENDING_LIVES = timedelta(minutes=15)
"""How long the second factor may be awaited."""
FRESH = timedelta(minutes=30)
"""How long after signing in the keys of an account may be changed without signing in anew."""
SEEN_EVERY = timedelta(hours=1)
"""How exactly a session remembers when it was seen last."""
TRIES = 5
"""Wrong codes after which signing in begins anew."""
CLOCKS_DIFFER = timedelta(minutes=2)

TOKEN_BYTES = 32
"""256 bits: nobody guesses one in the lifetime of a link, nor of the universe."""

START = "/o/"
_OURS = re.compile(r"/o/[A-Za-z0-9/._~?=&%+-]*")


class LinkSpent(DomainError):
    """The sign-in link was used, is too old, or never was one."""

    code = "link-spent"


class WrongPassword(DomainError):
    """No open account has this address and this password."""

    code = "wrong-password"


class WrongCode(DomainError):
    """The code is not the one that the app shows, nor an unused one from the paper."""

    code = "wrong-code"


class StartAnew(DomainError):
    """The first step of signing in was too long ago, or wrong codes came too often."""

    code = "start-anew"


def is_alive(made_at: datetime, *, lives: timedelta, now: datetime) -> bool:
    """Tell whether something made at ``made_at`` still holds."""
    return -CLOCKS_DIFFER <= now - made_at < lives


def fingerprint(secret: str) -> str:
    """Return what is stored of a token: its SHA-256, in hex.

    A token has 256 random bits, so a slow password hash would add nothing.
    """
    return sha256(secret.encode()).hexdigest()


def landing(target: str | None) -> str:
    r"""Return ``target`` when it is a page of the organisers, else their start page.

    Browsers take ``//host``, ``/\host``, ``https:host`` and more for other hosts; so nothing is
    forbidden here, but little allowed: a path below ``/o/`` in plain characters.
    """
    if target and _OURS.fullmatch(target) and not re.search(r"\.\.|//|%", target.split("?")[0]):
        return target
    return START

"""Passwords: optional, long rather than strange (NIST SP 800-63B-4, 3.1.1.2).

No signs are prescribed, nothing expires. Refused is what is short, or guessed first.
"""

import re
import unicodedata

from eventsvc.domain.errors import DomainError

LEAST = 12
MOST = 128
"""Characters; NIST asks for at least 64 to be allowed."""

_FEWEST_SIGNS = 5
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertzuiopasdfghjklyxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
)
_GUESSED = re.compile(
    r"(passwor[dt]|kennwor[dt]|geheim|willkommen|welcome|eventsvc|hallo|letmein|iloveyou|admin)"
)
_LITTLE_ELSE = 6


class PasswordTooShort(DomainError):
    """A password has at least ``LEAST`` characters."""

    code = "password-too-short"


class PasswordTooLong(DomainError):
    """A password has at most ``MOST`` characters."""

    code = "password-too-long"


class PasswordGuessed(DomainError):
    """The password is among those that are tried first."""

    code = "password-guessed"


def normal(password: str) -> str:
    """Return ``password`` as it is compared: the same letters, however a keyboard makes them."""
    return unicodedata.normalize("NFKC", password)


def require_good(password: str, *, email: str) -> str:
    """Return the normal form of a password that may be set.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordGuessed: It may not.
    """
    password = normal(password)
    if len(password) < LEAST:
        raise PasswordTooShort(least=LEAST)
    if len(password) > MOST:
        raise PasswordTooLong(most=MOST)
    if _is_guessed(password.casefold(), email.casefold()):
        raise PasswordGuessed
    return password


def _is_guessed(password: str, email: str) -> bool:
    name, _, host = email.partition("@")
    rest = _GUESSED.sub("", password)
    for word in (email, name, host.partition(".")[0]):
        rest = rest.replace(word, "") if word else rest
    if len(rest) < len(password) and len(rest) < _LITTLE_ELSE:
        return True
    return len(set(password)) < _FEWEST_SIGNS or any(
        password in row * 4 or password in row[::-1] * 4 for row in _ROWS
    )

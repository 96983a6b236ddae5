"""Hashes of passwords: Argon2id, as RFC 9106 and OWASP's smallest setting have it (19 MiB)."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_MEMORY_KIB = 19 * 1024


def hashed(password: str) -> str:
    """Return what is stored of ``password``."""
    return _hasher().hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Tell whether ``password`` is the one; as slow where there is none as where there is."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415 -- slow import

    try:
        return _hasher().verify(stored or _nobodys(), password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 -- slow import

    return PasswordHasher(time_cost=2, memory_cost=_MEMORY_KIB, parallelism=1)


@cache
def _nobodys() -> str:
    return hashed("the password of nobody at all")

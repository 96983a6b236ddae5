"""Recovery codes: a few secrets on paper, each good once, for when the phone is lost."""

from base64 import b32encode
from hashlib import sha256

COUNT = 10
RANDOM_BYTES = 10
"""80 bits, 16 letters: short enough to copy from paper; guesses are limited."""

_GROUP = 4


def code_of(random: bytes) -> str:
    """Return ``ABCD-EFGH-IJKL-MNOP``."""
    letters = b32encode(random).decode("ascii")
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def fingerprint(code: str, *, account: str) -> str:
    """Return what is stored of a code, however it is typed: 0 is read as O, 1 as I, 8 as B."""
    letters = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    letters = letters.translate(str.maketrans("018", "OIB"))
    return sha256(f"{account}:{letters}".encode()).hexdigest()

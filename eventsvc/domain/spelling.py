"""Spelling: texts on one line, and the form in which two spellings of a name are equal."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\u200b]")
"""Control characters that are no white space, and marks without width."""

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\u0131": "i",
    }
)
_UMLAUTS_SPELT_OUT = re.compile(r"a(?=e(?!l[ae]?(?:\W|$)))e|(?<![aeiouyq])([ou])e")


def word_set(text: str) -> frozenset[str]:
    """Return the words of a table that is written as one line of text."""
    return frozenset(text.split())


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return ``text`` on one line: composed letters, single spaces, no control characters."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in the form in which two spellings are equal.

    Case, accents and punctuation do not count; "ä", "ae" and "a" are the same, because lists
    hold all three for one name ("Müller", "Mueller", "Muller"). Two exceptions keep names
    apart that differ: "ue" and "oe" after a vowel or q ("Bauer", "Quelle"), and "-ael"
    ("Michael" is not "Michal").
    """
    text = text.casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_LETTERS)
    text = re.sub(r"(?<=\w)['\u2019`\u00b4](?=\w)", "", text)
    text = _UMLAUTS_SPELT_OUT.sub(lambda match: match[1] or "a", text)
    return tuple(re.findall(r"[^\W_]+", text))


def fold(text: str) -> str:
    """Return the key by which two spellings of a name are compared; empty for mere punctuation."""
    return "".join(words(text))

"""Sorting as people expect it: the Unicode collation (UTS 10), stored as a text that sorts.

"Ä" stands with "A", "Ł" with "L"; the two databases would each do it in their own way. Czech
and Polish have letters of their own that follow another one ("č" after all of "c", "ch" after
"h"): their order is the one of ČSN 97 6030 and of the Polish alphabet, as CLDR has it.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

_MOST = 1024
"""Characters of a key that are kept: the column's width."""

_ALPHABETS: Mapping[str, str] = {
    "cs": "č:c ch:h ř:r š:s ž:z",
    "pl": "ą:a ć:c ę:e ł:l ń:n ó:o ś:s ź:z ż:ź",
}
"""Language to its letters of their own, each with the one that it follows."""

_AFTER = "\U000f0000"
"""Private use: it weighs more than any letter, so that "c" and it follow all that begins with c."""


@cache
def _collator() -> Any:
    from pyuca import Collator  # noqa: PLC0415 -- slow import

    return Collator()


@cache
def _letters(language: str) -> Mapping[str, str]:
    """Return the letters of ``language`` that follow others, each as what it is sorted as."""
    found: dict[str, str] = {}
    for pair in _ALPHABETS.get(language, "").split():
        letter, _, follows = pair.partition(":")
        if follows:
            found[letter] = found.get(follows, follows) + _AFTER
    return found


def sort_key(text: str, *, language: str = "") -> str:
    """Return hexadecimal digits that compare, in any locale, as ``text`` should sort.

    Four digits for each weight of the three levels, one after the other; so only the least
    important weights of a very long text are cut off. ``language``: whose alphabet counts.
    """
    letters = _letters(language)
    if letters:
        text = re.sub(
            "|".join(letters),
            lambda found: _in_case(letters[found[0].lower()], found[0]),
            unicodedata.normalize("NFC", text),
            flags=re.IGNORECASE,
        )
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(text))[:_MOST]


def _in_case(letter: str, written: str) -> str:
    return letter.upper() if written[0].isupper() else letter

"""Sorting as people expect it: the Unicode collation (UTS 10), stored as a text that sorts.

"Ä" stands with "A", "Ł" with "L"; the two databases would each do it in their own way.
"""

from functools import cache
from typing import Any

_MOST = 1024
"""Characters of a key that are kept: the column's width."""


@cache
def _collator() -> Any:
    from pyuca import Collator  # noqa: PLC0415 -- slow import

    return Collator()


def sort_key(text: str) -> str:
    """Return hexadecimal digits that compare, in any locale, as ``text`` should sort.

    Four digits for each weight of the three levels, one after the other; so only the least
    important weights of a very long text are cut off.
    """
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(text))[:_MOST]

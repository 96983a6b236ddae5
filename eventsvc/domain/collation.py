"""Order of names: by the Unicode collation, so that Č follows C and Ł follows L."""

from functools import cache

_MOST = 240


@cache
def _collator() -> object:
    from pyuca import Collator  # noqa: PLC0415 -- reads its table for a third of a second

    return Collator()


def sort_key(text: str) -> str:
    """Return a text that databases sort as people sort ``text`` (UTS #10, default table).

    Four hexadecimal digits for each weight; only as many as it takes to tell names apart.
    """
    weights = _collator().sort_key(text)  # type: ignore[attr-defined]
    return "".join(f"{weight:04x}" for weight in weights[:_MOST])

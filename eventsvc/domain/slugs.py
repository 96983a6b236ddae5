"""Names in addresses: small letters, digits and hyphens, made of what people wrote."""

import re
import unicodedata
from collections.abc import Collection

_MOST = 60
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o"})


def slug_of(text: str) -> str:
    """Return "Stadt Mühlhausen" as "stadt-muehlhausen"; "x" where nothing is left."""
    small = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    bare = unicodedata.normalize("NFKD", small).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_MOST].strip("-") or "x"


def free_slug(text: str, *, taken: Collection[str]) -> str:
    """Return the slug of ``text``, with a number behind it when it is ``taken``."""
    slug = slug_of(text)
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found

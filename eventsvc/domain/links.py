"""Addresses that people typed: which of them may become a link."""

import re
from urllib.parse import urlsplit

_NEVER = re.compile(r"[\x00-\x20\x7f\\<>\"]|[\u0080-\u00a0\u2028\u2029\u202a-\u202e\u2066-\u2069]")


_CALLABLE = re.compile(r"\+?[0-9]{3,15}")


def phone_link(phone: str) -> str:
    """Return the address that dials ``phone`` (RFC 3966), nothing when it is not a number.

    The zero that people put in brackets after the country's code is not dialled from abroad.
    """
    number = re.sub(r"[\s()/.–-]", "", phone.replace("(0)", ""))
    return f"tel:{number}" if _CALLABLE.fullmatch(number) else ""


def safe_link(url: str | None) -> str:
    """Return ``url`` when it may stand in ``href``, else nothing.

    Only http and https with a host, and mailto with an address. Escaping does not stop
    ``javascript:``; browsers skip white space and control characters inside a scheme, so an
    address that has any is refused as a whole.
    """
    text = (url or "").strip(" ")
    if not text or _NEVER.search(text):
        return ""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:
        return text if parts.hostname else ""
    if parts.scheme == "mailto":
        return text if "@" in parts.path else ""
    return ""

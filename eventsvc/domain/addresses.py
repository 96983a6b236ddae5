"""Public addresses: which of them a phone at the meeting can open."""

from ipaddress import ip_address
from urllib.parse import urlsplit

_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid")


def is_reachable(public_url: str) -> bool:
    """Tell whether ``public_url`` may be printed for real: https, and no local or private host.

    While this is false, badges bear PROBEDRUCK and pages warn first.
    """
    parts = urlsplit(public_url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme != "https" or not host:
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_LOCAL_SUFFIXES)

"""Public addresses: how the pages are called, and which of them a phone at the meeting opens.

What is printed, mailed or subscribed is made here, without a request; a house test proves that
each is an address of ``web``.
"""

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


def network_address(public_url: str, network: str) -> str:
    """Return the address of a network's first page."""
    return f"{public_url}/n/{network}/"


def meeting_address(public_url: str, network: str, meeting: str) -> str:
    """Return the address of a meeting's page."""
    return f"{public_url}/n/{network}/meetings/{meeting}"


def project_address(public_url: str, network: str, project: str) -> str:
    """Return the address of a project's page."""
    return f"{public_url}/n/{network}/projects/{project}"


def series_address(public_url: str, network: str, series: str) -> str:
    """Return the address of a series' page."""
    return f"{public_url}/n/{network}/series/{series}"


def group_address(public_url: str, network: str, group: str) -> str:
    """Return the address of a working group's page."""
    return f"{public_url}/n/{network}/groups/{group}"


def host_address(public_url: str, token: str) -> str:
    """Return the address of the page that a host fills in; only ever mailed to the host."""
    return f"{public_url}/h/{token}"


def dates_address(public_url: str, token: str) -> str:
    """Return the address at which one answers a date poll; only ever mailed to whom it asks."""
    return f"{public_url}/d/{token}"


def profile_address(public_url: str, code: str) -> str:
    """Return the address of a profile as links hold it; the printed one is in ``codes``."""
    return f"{public_url}/p/{code}"


def personal_address(public_url: str, token: str) -> str:
    """Return the address of somebody's own page; only ever mailed to that person."""
    return f"{public_url}/my/{token}"


def member_address(public_url: str, token: str) -> str:
    """Return the address of an organisation's profile form; only ever mailed to a steward."""
    return f"{public_url}/m/{token}"


def proposal_address(public_url: str, network: str, organisation: str) -> str:
    """Return where the office decides what of a profile is published."""
    return f"{public_url}/o/{network}/organisations/{organisation}/proposal"


def survey_address(public_url: str, token: str, survey: str) -> str:
    """Return the address at which a steward answers a survey; only ever mailed to a steward."""
    return f"{member_address(public_url, token)}/surveys/{survey}"


def feedback_address(public_url: str, network: str, key: str) -> str:
    """Return the address of a meeting's open form for suggestions."""
    return f"{public_url}/n/{network}/feedback/{key}"


def consent_address(public_url: str, network: str, meeting: str = "") -> str:
    """Return where people learn what happens with their data and get their own link by mail."""
    if meeting:
        return f"{public_url}/n/{network}/meetings/{meeting}/consents"
    return f"{public_url}/n/{network}/own-link"


def leaving_address(public_url: str, token: str) -> str:
    """Return where somebody leaves the distribution list; only ever mailed to that person."""
    return f"{public_url}/my/{token}/leave"


def imported_address(public_url: str, network: str) -> str:
    """Return where people read how the office came by their data."""
    return f"{public_url}/n/{network}/privacy/imported"

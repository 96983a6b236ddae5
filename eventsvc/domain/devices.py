"""Which device a session runs on, in the two words that let its owner recognise it.

Read from the browser's User-Agent (RFC 9110 10.1.5), which anybody can forge: it helps to
remember, it proves nothing. What cannot be recognised stays empty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Device:
    """Names of a browser and a system, as their makers write them."""

    browser: str = ""
    system: str = ""


_BROWSERS: Mapping[str, str] = {
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": r"OPR/|Opera",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Version/\S+ .*Safari/",
}
_SYSTEMS: Mapping[str, str] = {
    "Android": r"Android",
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Windows": r"Windows",
    "macOS": r"Mac OS X|Macintosh",
    "ChromeOS": r"CrOS",
    "Linux": r"Linux|X11",
}
"""The first that fits: others claim to be those further down."""


def device_of(user_agent: str) -> Device:
    """Return the device that calls itself ``user_agent``."""
    words = user_agent[:512]
    return Device(_first(_BROWSERS, words), _first(_SYSTEMS, words))


def _first(patterns: Mapping[str, str], words: str) -> str:
    return next((name for name, pattern in patterns.items() if re.search(pattern, words)), "")

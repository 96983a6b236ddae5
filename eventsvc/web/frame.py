"""The frame around every page: whose pages these are, where they lead.

A blueprint sets ``g.frame`` before its views run; a page without one (an error before the
network is known) bears the program's name and no navigation.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import g
from flask_babel import lazy_gettext

from eventsvc.domain.texts import LANGUAGES


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go. ``text`` may be lazily translated; ``current`` marks the page's own place."""

    text: object
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture before the name in the header; ``alt`` is empty where it is decoration."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Header and footer of a page.

    ``language`` is the network's own: it serves readers whose browser names no language we
    have, and it is the first fallback for texts that lack the reader's language.
    """

    name: str = "eventsvc"
    home: str = "/"
    navigation: tuple[Link, ...] = ()
    legal: tuple[Link, ...] = ()
    account: tuple[Link, ...] = ()
    style_sheet: str = ""
    """Address of the network's colour; empty: the program's own."""
    logo: Logo | None = None
    language: str = LANGUAGES[0]
    tzid: str = "UTC"
    """Zone of the clocks that moments are shown by: the network's."""


LEGAL_PAGES = {
    "imprint": lazy_gettext("Imprint"),
    "privacy": lazy_gettext("Privacy"),
    "accessibility": lazy_gettext("Accessibility statement"),
    "barrier": lazy_gettext("Report a barrier"),
    "easy-language": lazy_gettext("Easy language"),
    "sign-language": lazy_gettext("Sign language"),
}
"""The footer of every public page (DDG § 5; GDPR Art. 13; EU 2016/2102 Art. 7), in its order."""


def legal_links(address: Callable[[str], str]) -> tuple[Link, ...]:
    """Return the footer's links; ``address`` gives the path of each key of LEGAL_PAGES."""
    return tuple(Link(text, address(key)) for key, text in LEGAL_PAGES.items())


def current_frame() -> Frame:
    """Return the frame of the page being made."""
    frame: Frame = g.get("frame") or Frame()
    return frame

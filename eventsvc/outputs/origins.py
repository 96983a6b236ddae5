"""Where data about somebody comes from, in words for that person (GDPR Art. 14(2)(f), 15(1)(g))."""

from collections.abc import Mapping

from eventsvc.domain.people import ADDRESSES
from eventsvc.domain.registrations import BY_AN_ATTENDEE
from eventsvc.outputs.templating import translations
from eventsvc.outputs.wordings import N_

_WORDS: Mapping[str, str] = {
    ADDRESSES: N_("Addresses that the office typed for an invitation"),
    BY_AN_ATTENDEE: N_("Somebody who attends a meeting named you for it"),
}


def origin_in(origin: str, *, language: str) -> str:
    """Return what is known of where data comes from; a list stands with its file and row."""
    words = _WORDS.get(origin)
    return translations(language).gettext(words) if words else origin

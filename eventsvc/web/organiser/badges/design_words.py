"""What an administrator reads about faults of a design."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.domain.own_designs import Fault, Reason

REASONS: Mapping[Reason, LazyString] = {
    Reason.TOO_LONG: lazy_gettext("It is longer than %(detail)s characters. Shorten it."),
    Reason.ELEMENT: lazy_gettext("There is no <%(detail)s> on badges. Use <div>, <p> or <svg>."),
    Reason.ATTRIBUTE: lazy_gettext("“%(detail)s” is not taken. Write it in the style sheet."),
    Reason.ADDRESS: lazy_gettext(
        "“%(detail)s” is not fetched. Write a picture as data:image/png;base64,…"
    ),
    Reason.BRACES: lazy_gettext(
        "Braces fill in nothing here. Name the text with data-slot, and when it is there with "
        "data-if."
    ),
    Reason.NOT_CLOSED: lazy_gettext("<%(detail)s> is opened and not closed. Close it."),
    Reason.NOT_OPENED: lazy_gettext("</%(detail)s> closes what is not open. Delete it."),
    Reason.SLOT: lazy_gettext("There is no slot “%(detail)s” for this element."),
    Reason.SLOT_TWICE: lazy_gettext("The slot “%(detail)s” stands here for the second time."),
    Reason.SLOT_INSIDE: lazy_gettext("The slot “%(detail)s” stands inside another one."),
    Reason.SLOT_TURNED: lazy_gettext(
        "The slot “%(detail)s” is turned or moved by “transform”. Take that away."
    ),
    Reason.CONDITION: lazy_gettext("data-if knows no “%(detail)s”."),
    Reason.NO_NAME: lazy_gettext(
        'No slot takes a name. Give an element data-slot="given" or data-slot="family".'
    ),
    Reason.NO_ROOM: lazy_gettext("The slot “%(detail)s” has no room. Give it width and height."),
    Reason.PROPERTY: lazy_gettext("“%(detail)s” is no property that is understood here."),
    Reason.VALUE: lazy_gettext("“%(detail)s” has a value that is not understood."),
    Reason.RULE: lazy_gettext("This is not understood: “%(detail)s”."),
    Reason.TOO_MUCH: lazy_gettext("Drawing it took too long or too much memory. Make it simpler."),
}


def fault_text(fault: Fault) -> str:
    """Return line and reason."""
    reason = str(REASONS[fault.reason]) % {"detail": fault.detail}
    if not fault.line:
        return reason
    words: str = gettext("Line %(line)s: %(reason)s", line=fault.line, reason=reason)
    return words

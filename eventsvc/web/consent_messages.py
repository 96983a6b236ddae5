"""The sentences about refusals that decisions, lists and papers of people meet."""

from http import HTTPStatus

from flask_babel import LazyString, lazy_gettext

CONSENT_MESSAGES: dict[str, tuple[HTTPStatus, LazyString]] = {
    "right-answered": (
        HTTPStatus.CONFLICT,
        lazy_gettext("This was answered already. Nothing was done a second time."),
    ),
    "answer-does-not-fit": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lazy_gettext("This question has other answers. Load the page anew and choose one of them."),
    ),
    "controller-changes": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lazy_gettext(
            "Another name is responsible now, and %(agreed)s yes were given to the one before. Say "
            "in the form whether it is the same body, written differently, or another one: then "
            "each of them ends, and these people are asked again by mail."
        ),
    ),
    "recipients-outside": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lazy_gettext(
            "Nobody agreed to a list for: %(addresses)s. Take them out, or tick below that they "
            "may have it all the same."
        ),
    ),
    "circular-sent": (
        HTTPStatus.CONFLICT,
        lazy_gettext("This mail was sent. What people got cannot be changed; write a new one."),
    ),
    "nobody-on-the-list": (
        HTTPStatus.CONFLICT,
        lazy_gettext("Nobody agreed to stand in the distribution list yet. Ask people first."),
    ),
    "not-on-the-list": (
        HTTPStatus.FORBIDDEN,
        lazy_gettext(
            "Only who stands on the distribution list sees who else does. Agree to it on your own "
            "page first."
        ),
    ),
    "not-known-to-the-office": (
        HTTPStatus.FORBIDDEN,
        lazy_gettext(
            "You see who stands on the distribution list once the office has invited you or met "
            "you at a meeting. Write to the office if you need somebody's address before."
        ),
    ),
    "letter-is-empty": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lazy_gettext("There is nothing to send yet. Write your letter."),
    ),
    "letter-too-long": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lazy_gettext("This is longer than %(most)s characters. Shorten it, or ask for a call."),
    ),
    "purpose-in-use": (
        HTTPStatus.CONFLICT,
        lazy_gettext(
            "People decided about this purpose, so its name stays: it stands in the proof. Name no "
            "basis for it any more, and nobody is asked."
        ),
    ),
    "nobody-to-ask": (
        HTTPStatus.CONFLICT,
        lazy_gettext(
            "Nobody is left to ask: whoever can be written to has answered, or was asked today."
        ),
    ),
    "handout-ended": (
        HTTPStatus.GONE,
        lazy_gettext("The link to this list has ended. Ask the network's office for a new one."),
    ),
}
"""Code of a DomainError → status and sentence."""

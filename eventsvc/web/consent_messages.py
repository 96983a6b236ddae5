"""The sentences about refusals that decisions, lists and papers of people meet."""

from http import HTTPStatus

from flask_babel import LazyString, lazy_gettext

CONSENT_MESSAGES: dict[str, tuple[HTTPStatus, LazyString]] = {
    "answer-does-not-fit": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lazy_gettext("This question has other answers. Load the page anew and choose one of them."),
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

"""The sentences people read when something cannot be printed, or no paper can be like that."""

from http import HTTPStatus

from flask_babel import LazyString, lazy_gettext

_MISTAKES: dict[str, LazyString] = {
    "glyphs-missing": lazy_gettext(
        "No font here has these characters: %(people)s. Install fonts-noto-core and "
        "fonts-noto-cjk, or tick that “?” is printed instead."
    ),
    "not-a-length": lazy_gettext("“%(value)s” is no length here. Write millimetres, such as 63.5."),
    "offset-too-large": lazy_gettext(
        "No printer shifts that far. Name at most %(most)s millimetres."
    ),
    "sheet-does-not-fit": lazy_gettext(
        "The labels do not fit on the page. Check sizes, margins and distances."
    ),
    "start-outside-sheet": lazy_gettext(
        "The sheet has no label %(start)s. Name one from 1 to %(most)s."
    ),
    "unknown-sheet": lazy_gettext("There is no such sheet of labels. Choose one from the list."),
}

PRINTING: dict[str, tuple[HTTPStatus, LazyString]] = {
    "printing-ended": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        lazy_gettext(
            "Drawing the pages took too long or broke off. Nothing was recorded. Try again; if it "
            "happens again, print fewer at once."
        ),
    ),
    "print-expired": (
        HTTPStatus.GONE,
        lazy_gettext(
            "This print lay here for an hour, and its file is gone. The badges count as printed; "
            "print again what is missing."
        ),
    ),
    "too-many-designs": (
        HTTPStatus.CONFLICT,
        lazy_gettext(
            "A network has at most %(most)s designs of its own. Delete one before you copy another."
        ),
    ),
    "too-many-sheets": (
        HTTPStatus.CONFLICT,
        lazy_gettext(
            "A network has at most %(most)s sheets of its own. Delete one before you add another."
        ),
    ),
    **{code: (HTTPStatus.UNPROCESSABLE_ENTITY, it) for code, it in _MISTAKES.items()},
}
"""Part of ``messages.MESSAGES``."""

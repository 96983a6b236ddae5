"""The sentences people read when HTTP itself refuses something, and the heading of each refusal."""

from http import HTTPStatus

from flask_babel import LazyString, lazy_gettext

TITLES: dict[HTTPStatus, LazyString] = {
    HTTPStatus.BAD_REQUEST: lazy_gettext("This request cannot be read"),
    HTTPStatus.FORBIDDEN: lazy_gettext("This page is not open to you"),
    HTTPStatus.NOT_FOUND: lazy_gettext("Page not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy_gettext("This does not work here"),
    HTTPStatus.CONFLICT: lazy_gettext("This does not fit together"),
    HTTPStatus.GONE: lazy_gettext("No longer here"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext("The file is too large"),
    HTTPStatus.UNPROCESSABLE_ENTITY: lazy_gettext("Something does not fit yet"),
    HTTPStatus.TOO_MANY_REQUESTS: lazy_gettext("Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: lazy_gettext("Something went wrong on our side"),
    HTTPStatus.SERVICE_UNAVAILABLE: lazy_gettext("Back in a moment"),
    HTTPStatus.INSUFFICIENT_STORAGE: lazy_gettext("No room left"),
}
"""The heading of the page for each status that is answered with one."""

PAGES: dict[HTTPStatus, LazyString] = {
    HTTPStatus.BAD_REQUEST: lazy_gettext(
        "Part of the address or of the form was missing or damaged. Go back and try once more."
    ),
    HTTPStatus.FORBIDDEN: lazy_gettext(
        "Sign in with an account that has this right, or ask the network's office for it."
    ),
    HTTPStatus.NOT_FOUND: lazy_gettext("There is nothing here. The link may be old or incomplete."),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy_gettext(
        "This address takes no such request. Go back and use the buttons of the page."
    ),
    HTTPStatus.GONE: lazy_gettext(
        "This page existed once and was taken down. The network's start page shows what there is."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext(
        "Choose a smaller file or send less at once, then try again."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: lazy_gettext(
        "Too many requests came from your connection. Wait a minute, then try again."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: lazy_gettext(
        "Nothing of what you sent was kept half. Try again in a few minutes; "
        "if it stays like this, tell the network's office what you wanted to do."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: lazy_gettext(
        "The service is busy or being updated. Try again in a minute."
    ),
}
"""What HTTP refuses → the sentence under the heading."""

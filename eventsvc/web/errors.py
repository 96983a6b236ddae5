"""From refusals and faults to pages: one place, no stack, nothing personal."""

import logging
from http import HTTPStatus
from posixpath import dirname, relpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from eventsvc.domain.errors import DomainError
from eventsvc.web.languages import switch_without_address
from eventsvc.web.logs import ExcInfo, told
from eventsvc.web.messages import MESSAGES
from eventsvc.web.refusals import words_of
from eventsvc.web.status_messages import PAGES, TITLES

if TYPE_CHECKING:
    from flask import Response
    from flask_babel import LazyString

_KEPT_HEADERS = ("Allow", "Retry-After")

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Answer every DomainError, HTTP error and fault with a page."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    # Flask's own would log the message.
    app.log_exception = _log_fault  # type: ignore[method-assign]


def error_page(status: HTTPStatus, sentence: "str | LazyString") -> "Response":
    """Return the page for ``status``: its heading, ``sentence``, the way on."""
    title = TITLES.get(status) or TITLES[_nearest(status)]
    response = make_response(
        render_template(
            "error.html",
            title=title,
            sentence=sentence,
            status=int(status),
            form=_way_back(),
            language_links=switch_without_address(),
        ),
        status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(error: DomainError) -> "Response":
    return error_page(MESSAGES[error.code][0], words_of(error))


def _way_back() -> str:
    """Return where the form was that is refused; "" if that is unknown or behind a secret.

    The way is relative and without the query: error pages repeat no address.
    """
    page = urlsplit(request.referrer or "")
    if request.method != "POST" or page.netloc != request.host:
        return ""
    try:
        _, given = current_app.create_url_adapter(request).match(page.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return ""
    last = page.path.rpartition("/")[2]
    if last == given.get("token"):
        return ""
    return f"{relpath(dirname(page.path), dirname(request.path))}/{last}"


def _http(error: HTTPException) -> "Response":
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # type: ignore[return-value]
    status = HTTPStatus(error.code)
    page = error_page(status, PAGES.get(status) or PAGES[_nearest(status)])
    for name, value in error.get_headers():
        if name in _KEPT_HEADERS:
            page.headers[name] = value
    return page


def _log_fault(exc_info: ExcInfo) -> None:
    """Log kind and place of a fault. Its message is left out: messages quote what people sent."""
    log.error("fault", extra={"facts": told(exc_info)})


def _nearest(status: HTTPStatus) -> HTTPStatus:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.BAD_REQUEST

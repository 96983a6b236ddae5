"""Answers that a program may have already: ETag, Last-Modified, 304."""

import hashlib
from datetime import datetime

from flask import Response, request
from werkzeug.http import http_date

FEED_MAX_AGE = 900
"""Seconds for which a proxy may answer in our place."""


CALENDAR = "text/calendar; charset=utf-8"


def etag_of(body: bytes) -> str:
    """Return a strong ETag: equal for equal bytes, and for no others."""
    return hashlib.sha256(body).hexdigest()[:32]


def calendar_file(body: bytes, *, filename: str, last_modified: datetime) -> Response:
    """Return ``body`` as a calendar that anybody may keep; 304 when the reader has it.

    Never compressed, because outlook.com fails on it, and never with a cookie. The ETag is of
    the bytes, so it changes if and only if they do (RFC 9110 8.8.3).
    """
    response = Response(body, content_type=CALENDAR)
    response.headers["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return kept_by_anybody(response, last_modified=last_modified)


def kept_by_anybody(response: Response, *, last_modified: datetime, etag: str = "") -> Response:
    """Return a feed with its ETag, for a quarter of an hour; 304 when the reader has it.

    ``etag`` is that of the body, where it was computed before.
    """
    response.headers["Cache-Control"] = f"public, max-age={FEED_MAX_AGE}"
    response.headers["Last-Modified"] = http_date(last_modified)
    response.headers["ETag"] = f'"{etag or etag_of(response.get_data())}"'
    response.make_conditional(request)
    return response


def revalidated(response: Response, *, etag: str = "") -> Response:
    """Return a page that a consent can change: kept by nobody without asking us first.

    The ETag is of the bytes, so a withdrawn consent is seen with the next request. ``etag`` is
    that of the body, where it was computed before.
    """
    response.cache_control.no_cache = True
    response.set_etag(etag or etag_of(response.get_data()))
    response.make_conditional(request)
    return response

"""Pages kept as they were answered, for exactly as long as nothing changed.

A consent withdrawn, a meeting moved, a word of a profile: whatever is written ends them all, so
nobody is ever shown what no longer holds. While people scan each other's badges and nobody
writes, a page is made once.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, current_app, make_response, request

from eventsvc.db.unchanged import unchanged
from eventsvc.web.clock import now
from eventsvc.web.conditional import etag_of, revalidated
from eventsvc.web.languages import asked_language, current_language

_MOST = 300
"""Pages that are kept; one takes 20 kB."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its ETag and the language it is in."""

    body: str
    etag: str
    language: str


def kept_while_unchanged(view: Callable[..., str]) -> Callable[..., Response]:
    """Answer with what ``view`` returned before, unless something was written since.

    Of the request the view may look at address and language alone, and of the time at the
    minute: meetings begin and end on whole ones.
    """

    @wraps(view)
    def answer(**values: Any) -> Response:
        page = _page(lambda: view(**values))
        response = make_response(page.body)
        response.headers["Content-Language"] = page.language
        return revalidated(response, etag=page.etag)

    return answer


def _page(write: Callable[[], str]) -> Page:
    # Asked before the page is written: what is written meanwhile makes it look old, never new.
    mark = unchanged()
    minute = now().replace(second=0, microsecond=0)
    place = (mark, minute, request.full_path, asked_language())
    pages: dict[Hashable, Page] = current_app.extensions.setdefault("eventsvc.pages", {})
    found = pages.get(place) if mark is not None else None
    if found is None:
        body = write()
        found = Page(body, etag_of(body.encode()), current_language())
        if len(pages) >= _MOST:
            pages.clear()
        if mark is not None:
            pages[place] = found
    return found

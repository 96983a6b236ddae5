"""Feeds as they leave the house: written once for each edition, in every language.

What is kept holds as long as nobody wrote anything at all, else as long as the network's edition
says so, and in both cases as long as the time does: nothing stale can be served, and several
processes agree without speaking to each other.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from flask import Response, abort, current_app, g, request

from eventsvc.db.queries.calendar import Only
from eventsvc.db.queries.networks import feed_edition, network_by_slug
from eventsvc.db.unchanged import unchanged
from eventsvc.domain.texts import LANGUAGES
from eventsvc.services.calendar.calendar import FeedVersion, feed_version
from eventsvc.web.clock import now
from eventsvc.web.conditional import etag_of, kept_by_anybody

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_KEPT = 200
"""How many feeds are kept: one of a thousand meetings takes 500 kB."""
_ASKED = ("series", "group", "organisation")
"""What of an address decides whose meetings a feed shows; ``lang`` in what words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a feed tells; asked only for what was written since it was kept."""

    only: Only
    """Which meetings."""
    name: object
    """What the feed is called, in all languages."""
    write: Callable[[], bytes]
    """Writes it."""
    until: datetime | None = None
    """From when on it is another one, at the latest."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was written, and what decides whether it still holds."""

    edition: tuple[int, ...]
    since: datetime
    said: tuple[object, ...]
    """What decides its bytes beside the meetings."""
    version: FeedVersion
    body: bytes
    etag: str
    mark: Hashable | None = None
    """Of the database as it was when the feed last held (``db.unchanged``)."""

    def in_time(self, moment: datetime) -> bool:
        """Tell whether time alone changed nothing."""
        until = self.version.until
        return self.since <= moment and (until is None or moment < until)


def feed(
    content_type: str, *, ending: str = ""
) -> "Callable[[Callable[..., Subject]], Callable[..., Response]]":
    """Make a view that tells a feed's subject one that answers with the feed.

    The view is called only for an edition not yet known. A feed that anybody has already costs
    no question while nobody writes, and one short one after somebody wrote something else.
    With an ``ending`` browsers save it under its own name.
    """

    def of(view: Callable[..., Subject]) -> Callable[..., Response]:
        @wraps(view)
        def answer(network: str, **values: str) -> Response:
            found = _found(network, view, values)
            response = Response(found.body, content_type=content_type)
            if ending:
                name = f"{values.get('slug', network)}.{ending}"
                response.headers["Content-Disposition"] = f'inline; filename="{name}"'
            changed = found.version.last_modified
            return kept_by_anybody(response, last_modified=changed, etag=found.etag)

        return answer

    return of


def feed_language(network: "NetworkRow") -> str:
    """Return the feed's language; never the browser's: a proxy serves one feed to everybody."""
    return _language_asked() or network.languages[0]


def _found(network: str, view: Callable[..., Subject], values: dict[str, str]) -> Feed:
    """Return the feed that was kept for this address, else what is one now."""
    # Asked before anything is read: what is written meanwhile makes a feed look old, never new.
    mark, moment = unchanged(), now()
    asked = (request.args.get(name) for name in _ASKED)
    place = (request.endpoint, network, *values.values(), _language_asked(), *asked)
    kept: dict[object, Feed] = current_app.extensions.setdefault("eventsvc.feeds", {})
    found = kept.get(place)
    if found is None or mark is None or found.mark != mark or not found.in_time(moment):
        found = replace(_asked_for(found, network, view, values, moment=moment), mark=mark)
        while len(kept) >= _KEPT and place not in kept:
            kept.pop(next(iter(kept)))
        kept[place] = found
    return found


def _asked_for(
    found: Feed | None,
    network: str,
    view: Callable[..., Subject],
    values: dict[str, str],
    *,
    moment: datetime,
) -> Feed:
    """Return the feed of the network's edition: the one found, when it is of that edition."""
    edition = feed_edition(network) or abort(404)
    if found is not None and found.edition == edition and found.in_time(moment):
        return found
    row = g.network = network_by_slug(network) or abort(404)
    return _renewed(found, row, view(row, **values), edition=edition, moment=moment)


def _renewed(
    found: Feed | None,
    network: "NetworkRow",
    subject: Subject,
    *,
    edition: tuple[int, ...],
    moment: datetime,
) -> Feed:
    """Return the feed as it is now; one whose meetings did not change is not written again."""
    version = feed_version(network, subject.only, now=moment)
    until = min((one for one in (version.until, subject.until) if one), default=None)
    version, said = replace(version, until=until), (network.version, repr(subject.name))
    if found is not None and (found.version, found.said) == (version, said):
        return replace(found, edition=edition, since=moment)
    body = subject.write()
    return Feed(edition, moment, said, version, body, etag_of(body))


def _language_asked() -> str:
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else ""

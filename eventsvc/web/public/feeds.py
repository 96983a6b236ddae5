"""Feeds as they leave the house: written once for each edition, in every language.

What is kept is known by everything that decides its bytes, so nothing stale can be served and
several processes agree without speaking to each other.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from flask import current_app, request

from eventsvc.db.queries.calendar import Only
from eventsvc.domain.texts import LANGUAGES
from eventsvc.services.calendar import FeedVersion, feed_version
from eventsvc.web.conditional import etag_of
from eventsvc.web.languages import public_address

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_KEPT = 200
"""How many feeds are kept: one of a thousand meetings takes 500 kB."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was written, and what decides whether it still holds."""

    edition: tuple[object, ...]
    version: FeedVersion
    since: datetime
    body: bytes
    etag: str

    def holds(self, edition: tuple[object, ...], now: datetime) -> bool:
        """Tell whether nothing was written since, and time alone changed nothing."""
        until = self.version.until
        return self.edition == edition and self.since <= now and (until is None or now < until)


def written(
    network: "NetworkRow",
    only: Only,
    write: Callable[[], bytes],
    *,
    kind: str,
    name: object,
    now: datetime,
) -> Feed:
    """Return a feed; ``write`` is called for an edition not yet written.

    Args:
        network: Whose meetings.
        only: Which of them.
        write: Writes the feed.
        kind: Which form of feed: a calendar, a list for readers of news.
        name: What the feed is called, in all languages.
        now: The moment.
    """
    place = (network.id, only, feed_language(network), kind, public_address())
    edition = (network.feed_edition, network.version, repr(name))
    kept = current_app.extensions.setdefault("eventsvc.feeds", {})
    found: Feed | None = kept.get(place)
    if found is not None and found.holds(edition, now):
        return found
    version = feed_version(network, only, now=now)
    if found is None or (found.version, found.edition[1:]) != (version, edition[1:]):
        body = write()
        feed = Feed(edition, version, now, body, etag_of(body))
    else:
        feed = replace(found, edition=edition, since=now)
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)))
    kept[place] = feed
    return feed


def feed_language(network: "NetworkRow") -> str:
    """Return the feed's language; never the browser's: a proxy serves one feed to everybody."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else network.languages[0]

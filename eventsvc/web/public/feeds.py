"""Feeds as they leave the house: written once for each edition, in every language.

What is kept is known by everything that decides its bytes, so nothing stale can be served and
several processes agree without speaking to each other.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from flask import current_app, request

from eventsvc.db.queries.calendar import Only
from eventsvc.domain.texts import LANGUAGES
from eventsvc.services.calendar import feed_version
from eventsvc.web.languages import public_address

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_KEPT = 200
"""How many feeds are kept: one of a thousand meetings takes 500 kB."""


def written(
    network: "NetworkRow",
    only: Only,
    write: Callable[[], bytes],
    *,
    kind: str,
    name: object,
    now: datetime,
) -> tuple[bytes, datetime]:
    """Return a feed and when it changed; ``write`` is called for an edition not yet written.

    Args:
        network: Whose meetings.
        only: Which of them.
        write: Writes the feed.
        kind: Which form of feed: a calendar, a list for readers of news.
        name: What the feed is called, in all languages.
        now: The moment.
    """
    version = feed_version(network, only, now=now)
    place = (network.id, only, feed_language(network), kind, public_address())
    edition = (version, repr(name), network.version)
    kept = current_app.extensions.setdefault("eventsvc.feeds", {})
    found = kept.get(place)
    if found is None or found[0] != edition:
        found = (edition, write())
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[place] = found
    return found[1], version.last_modified


def feed_language(network: "NetworkRow") -> str:
    """Return the feed's language; never the browser's: a proxy serves one feed to everybody."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else network.languages[0]

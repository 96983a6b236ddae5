"""Shared calendars, joined from blocks that are kept: only a changed meeting is read and written.

A block is known by everything that decides its bytes: the meeting's UID and version, and what of
the network stands in it.
"""

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime

from eventsvc.db.models import NetworkRow, SeriesRow, WorkingGroupRow
from eventsvc.db.queries.calendar import Only, editions_shown, meetings_numbered
from eventsvc.outputs.calendar import event_block, join_blocks
from eventsvc.services.calendar.calendar import event_of, feed_of, feed_version, named_after

Edition = tuple[str, int]
"""UID and version of a meeting."""
Blocks = dict[Hashable, dict[int, tuple[Edition, bytes]]]
"""What of the network stands in the blocks → id of a meeting → its edition and its block."""
_NONE: tuple[Edition, bytes] = (("", 0), b"")

_MOST = 50_000
"""How many blocks of one kind are kept; a thousand take half a megabyte."""
_KINDS = 100


def written_feed(  # noqa: PLR0913 -- all that decides its bytes
    network: NetworkRow,
    only: Only,
    *,
    part: SeriesRow | WorkingGroupRow | None = None,
    language: str,
    public_url: str,
    now: datetime,
    kept: Blocks,
) -> bytes:
    """Return a public calendar of ``network`` as subscribers get it.

    Args:
        network: Whose calendar it is.
        only: Which of its meetings.
        part: The calendar bears its name; None: the network's.
        language: Of the texts.
        public_url: Of the links.
        now: As of when.
        kept: Blocks written before; those written now are added.
    """
    changed = feed_version(network, only, now=now).last_modified
    feed = replace(
        feed_of(network, [], language=language, public_url=public_url), last_modified=changed
    )
    if part is not None:
        feed = named_after(feed, network, part, language=language, public_url=public_url)
    said = (network.id, network.slug, *network.languages, network.organiser, network.email)
    blocks = _kept_for((*said, language, public_url), kept)
    editions = editions_shown(network.id, only, now=now)
    lacking = [id_ for id_, edition in editions if blocks.get(id_, _NONE)[0] != edition]
    for row in meetings_numbered(network.id, lacking):
        event = event_of(row, network, language=language, public_url=public_url)
        blocks[row.id] = ((row.uid, row.version), event_block(event))
    return join_blocks(feed, [blocks[id_][1] for id_, _ in editions if id_ in blocks])


def _kept_for(said: Hashable, kept: Blocks) -> dict[int, tuple[Edition, bytes]]:
    if said not in kept and len(kept) >= _KINDS:
        kept.clear()
    blocks = kept.setdefault(said, {})
    if len(blocks) >= _MOST:
        blocks.clear()
    return blocks

"""Documents of meetings, as far as a reader may see them."""

from collections import defaultdict
from collections.abc import Collection
from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, defer

from eventsvc.db.models import MeetingDocumentRow, MeetingRow, UploadRow
from eventsvc.db.transaction import session
from eventsvc.domain.documents import FOR_NETWORK, Audience
from eventsvc.domain.meetings import Visibility

MOST = 200
"""More documents than any meeting has."""


def _documents(network_id: int, audiences: Collection[Audience]) -> Select[MeetingDocumentRow]:
    return (
        select(MeetingDocumentRow)
        .join(MeetingDocumentRow.upload)
        .options(contains_eager(MeetingDocumentRow.upload))
        .where(MeetingDocumentRow.network_id == network_id)
        .where(MeetingDocumentRow.audience.in_(audiences))
    )


def documents_of(
    network_id: int, meeting_ids: Collection[int], *, audiences: Collection[Audience]
) -> dict[int, list[MeetingDocumentRow]]:
    """Return meeting id → its documents for these audiences, in the office's order."""
    found: dict[int, list[MeetingDocumentRow]] = defaultdict(list)
    rows = session().scalars(
        _documents(network_id, audiences)
        .where(MeetingDocumentRow.meeting_id.in_(meeting_ids))
        .order_by(MeetingDocumentRow.position, MeetingDocumentRow.id)
        .limit(MOST * max(len(meeting_ids), 1))
    )
    for row in rows:
        found[row.meeting_id].append(row)
    return found


def network_documents(network_id: int, *, limit: int = 500) -> list[list[MeetingDocumentRow]]:
    """Return what the whole network may read, by meeting, the latest meeting first."""
    rows = session().scalars(
        _documents(network_id, FOR_NETWORK)
        .join(MeetingDocumentRow.meeting)
        .options(
            contains_eager(MeetingDocumentRow.meeting).options(
                defer(MeetingRow.join_url, raiseload=True)
            )
        )
        .where(MeetingRow.visibility != Visibility.INVITED)
        .order_by(
            MeetingRow.dtstart.desc(),
            MeetingRow.id,
            MeetingDocumentRow.position,
            MeetingDocumentRow.id,
        )
        .limit(limit)
    )
    return [list(group) for _id, group in groupby(rows, key=lambda row: row.meeting_id)]


def document_with_key(network_id: int, key: str) -> MeetingDocumentRow | None:
    """Return the document by the key in its address, whoever may read it, with its meeting."""
    return session().scalar(
        _documents(network_id, set(Audience))
        .join(MeetingDocumentRow.meeting)
        .options(contains_eager(MeetingDocumentRow.meeting))
        .where(UploadRow.key == key)
    )

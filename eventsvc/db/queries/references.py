"""What people call a network or a meeting on the command line."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.transaction import session


def meetings_called(reference: str, *, limit: int = 10) -> Sequence[tuple[NetworkRow, MeetingRow]]:
    """Return the meetings that ``reference`` may mean: ``network/slug``, a UID or a bare slug."""
    network, _, slug = reference.rpartition("/")
    query = select(NetworkRow, MeetingRow).join(MeetingRow, MeetingRow.network_id == NetworkRow.id)
    if network:
        query = query.where(NetworkRow.slug == network).where(MeetingRow.slug == slug)
    else:
        query = query.where(or_(MeetingRow.uid == reference, MeetingRow.slug == reference))
    rows = session().execute(query.order_by(NetworkRow.slug, MeetingRow.id).limit(limit))
    return [(network_row, meeting) for network_row, meeting in rows]

"""Papers that people signed, kept as scans beside their decisions."""

from sqlalchemy import delete, select, update

from eventsvc.db.models import ConsentDecisionRow, UploadRow
from eventsvc.db.transaction import session


def scan_of(network_id: int, person_id: int, key: str) -> UploadRow | None:
    """Return the scan with this key, when a decision of the person rests on it."""
    return session().scalar(
        select(UploadRow)
        .join(ConsentDecisionRow, ConsentDecisionRow.scan_id == UploadRow.id)
        .where(UploadRow.network_id == network_id)
        .where(ConsentDecisionRow.person_id == person_id)
        .where(UploadRow.key == key)
        .limit(1)
    )


def erase_scans(person_id: int) -> None:
    """Delete the scans of a person: a signature names who it is of. The decisions stay."""
    mine = ConsentDecisionRow.person_id == person_id
    scans = session().scalars(
        select(ConsentDecisionRow.scan_id)
        .where(mine)
        .where(ConsentDecisionRow.scan_id.is_not(None))
    )
    numbers = list(scans)
    session().execute(update(ConsentDecisionRow).where(mine).values(scan_id=None))
    session().execute(delete(UploadRow).where(UploadRow.id.in_(numbers)))

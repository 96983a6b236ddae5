"""Papers that people signed, kept as scans beside their decisions and requests."""

from sqlalchemy import Select, delete, select, update

from eventsvc.db.models import ConsentDecisionRow, RightsRequestRow, UploadRow
from eventsvc.db.transaction import session

_KEPT_BESIDE = (ConsentDecisionRow, RightsRequestRow)
"""Rows of a person that have a scan."""


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
    """Delete the scans of a person: a signature names who it is of. What they proved stays."""
    for row in _KEPT_BESIDE:
        scans = select(row.scan_id).where(row.scan_id.is_not(None))
        numbers = list(session().scalars(scans.where(row.person_id == person_id)))
        session().execute(update(row).where(row.person_id == person_id).values(scan_id=None))
        session().execute(delete(UploadRow).where(UploadRow.id.in_(numbers)))


def erase_scans_of_requests(due: Select[int]) -> None:
    """Delete the scans of the requests that are about to go."""
    scans = select(RightsRequestRow.scan_id).where(RightsRequestRow.id.in_(due))
    numbers = list(session().scalars(scans.where(RightsRequestRow.scan_id.is_not(None))))
    mine = RightsRequestRow.scan_id.in_(numbers)
    session().execute(update(RightsRequestRow).where(mine).values(scan_id=None))
    session().execute(delete(UploadRow).where(UploadRow.id.in_(numbers)))

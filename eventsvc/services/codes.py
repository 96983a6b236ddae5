"""Public codes: given once, never a second time."""

from datetime import datetime
from random import Random

from eventsvc.db.models import PublicCodeRow
from eventsvc.db.transaction import session
from eventsvc.domain.codes import new_code


def give_code(
    *,
    network_id: int,
    organisation_id: int | None = None,
    meeting_id: int | None = None,
    now: datetime,
    random: Random,
) -> str:
    """Give the organisation or the meeting a code nobody ever had. Call inside a transaction."""
    code = new_code(random)
    while session().get(PublicCodeRow, code) is not None:
        code = new_code(random)
    session().add(
        PublicCodeRow(
            code=code,
            network_id=network_id,
            organisation_id=organisation_id,
            meeting_id=meeting_id,
            given_at=now,
        )
    )
    return code

"""Public codes for what is new, and those a file says are printed already."""

import random as randomness
from datetime import datetime

from eventsvc.db.models import MeetingRow, OrganisationRow, PublicCodeRow
from eventsvc.db.queries.imports import public_code
from eventsvc.db.transaction import session
from eventsvc.domain.codes import CodeTaken, new_code


def give_code(
    owner: OrganisationRow | MeetingRow, *, random: randomness.Random, now: datetime
) -> None:
    """Give ``owner`` a code that nothing ever had."""
    code = new_code(random)
    while public_code(code) is not None:
        code = new_code(random)
    _save(owner, code, is_current=True, now=now)


def keep_printed(
    organisation: OrganisationRow, code: str, *, is_current: bool, now: datetime
) -> bool:
    """Make a printed ``code`` lead to ``organisation``; tell whether that is new.

    Raises:
        CodeTaken: It leads to something else, perhaps of another network.
    """
    known = public_code(code)
    if known is None:
        _save(organisation, code, is_current=is_current, now=now)
    elif known.organisation_id != organisation.id:
        raise CodeTaken(code=code, organisation=organisation.key)
    return known is None


def _save(
    owner: OrganisationRow | MeetingRow, code: str, *, is_current: bool, now: datetime
) -> None:
    row = PublicCodeRow(code=code, network_id=owner.network_id, is_current=is_current, given_at=now)
    if isinstance(owner, OrganisationRow):
        row.organisation_id = owner.id
    else:
        row.meeting_id = owner.id
    session().add(row)
    session().flush()

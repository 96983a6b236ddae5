"""Nonces of forms: each is used once."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from eventsvc.db.models import NonceRow
from eventsvc.db.transaction import session

_KEPT = timedelta(days=7)
"""A page left open longer than that may be sent twice."""


def spend(nonce: str, *, now: datetime) -> bool:
    """Use up ``nonce``; tell whether it was new. Of two at once, the second waits for the first.

    Those of last week are forgotten on the way.
    """
    writing = session()
    dialect = postgresql if writing.get_bind().dialect.name == "postgresql" else sqlite
    added = writing.execute(
        dialect.insert(NonceRow)
        .values(nonce=nonce, spent_at=now)
        .on_conflict_do_nothing()
        .returning(NonceRow.nonce)
    )
    is_new = added.first() is not None
    writing.execute(delete(NonceRow).where(NonceRow.spent_at < now - _KEPT))
    return is_new

"""Stored QR symbols of public codes."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from eventsvc.db.models import CodeSymbolRow, PublicCodeRow
from eventsvc.db.transaction import session


def symbols_for_badges(network_id: int) -> Sequence[CodeSymbolRow]:
    """Return the symbols of the codes printed in the network today, by code."""
    return (
        session()
        .scalars(
            select(CodeSymbolRow)
            .join(PublicCodeRow, PublicCodeRow.code == CodeSymbolRow.code)
            .where(PublicCodeRow.network_id == network_id)
            .where(PublicCodeRow.is_current)
            .order_by(CodeSymbolRow.code)
        )
        .all()
    )


def codes_without_symbol(prefix: str, *, limit: int) -> Sequence[str]:
    """Return current codes of all networks whose symbol is missing or says another address.

    Args:
        prefix: What an address begins with before its code.
        limit: How many at most.
    """
    says = prefix + PublicCodeRow.code
    return (
        session()
        .scalars(
            select(PublicCodeRow.code)
            .outerjoin(CodeSymbolRow, CodeSymbolRow.code == PublicCodeRow.code)
            .where(PublicCodeRow.is_current)
            .where(or_(CodeSymbolRow.code.is_(None), CodeSymbolRow.address != says))
            .order_by(PublicCodeRow.code)
            .limit(limit)
        )
        .all()
    )

"""Designs of badges that an administrator wrote."""

from collections.abc import Sequence

from sqlalchemy import select

from eventsvc.db.models import BadgeDesignRow
from eventsvc.db.transaction import session

MOST = 50


def own_designs(network_id: int) -> Sequence[BadgeDesignRow]:
    """Return the network's own designs, by name."""
    return (
        session()
        .scalars(
            select(BadgeDesignRow)
            .where(BadgeDesignRow.network_id == network_id)
            .order_by(BadgeDesignRow.name, BadgeDesignRow.id)
            .limit(MOST)
        )
        .all()
    )


def own_design_called(network_id: int, key: str) -> BadgeDesignRow | None:
    """Return one of them."""
    return session().scalar(
        select(BadgeDesignRow)
        .where(BadgeDesignRow.network_id == network_id)
        .where(BadgeDesignRow.key == key)
    )

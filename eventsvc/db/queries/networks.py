"""Networks, and the pages their offices wrote."""

from collections.abc import Sequence

from sqlalchemy import select

from eventsvc.db.models import NetworkLogoRow, NetworkMailRow, NetworkPageRow, NetworkRow
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import PageKind


def networks(*, limit: int = 200) -> Sequence[NetworkRow]:
    """Return the networks of this service by the name in their addresses."""
    return session().scalars(select(NetworkRow).order_by(NetworkRow.slug).limit(limit)).all()


def network_by_slug(slug: str) -> NetworkRow | None:
    """Return the network with ``slug`` in its addresses."""
    return session().scalar(select(NetworkRow).where(NetworkRow.slug == slug))


def network_logo(network_id: int) -> bytes | None:
    """Return the logo of the network, a PNG."""
    return session().scalar(
        select(NetworkLogoRow.data).where(NetworkLogoRow.network_id == network_id)
    )


def network_mail(network_id: int, kind: str) -> NetworkMailRow | None:
    """Return what the office adds to mails of this kind, None when nothing."""
    return session().scalar(
        select(NetworkMailRow)
        .where(NetworkMailRow.network_id == network_id)
        .where(NetworkMailRow.kind == kind)
    )


def network_page(network_id: int, kind: PageKind) -> NetworkPageRow | None:
    """Return what the office wrote for the page, None when it wrote nothing."""
    return session().scalar(
        select(NetworkPageRow)
        .where(NetworkPageRow.network_id == network_id)
        .where(NetworkPageRow.kind == kind)
    )

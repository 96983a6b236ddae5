"""Networks, and the pages their offices wrote."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from eventsvc.db.extension import db
from eventsvc.db.models import NetworkLogoRow, NetworkMailRow, NetworkPageRow, NetworkRow
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import PageKind

_BY_SLUG = select(NetworkRow).where(NetworkRow.slug == bindparam("slug"))
_COLUMNS = NetworkRow.__table__.c
_EDITION_BY_SLUG = select(_COLUMNS.id, _COLUMNS.version, _COLUMNS.feed_edition).where(
    _COLUMNS.slug == bindparam("slug")
)
# Built once, because building them costs as much as asking.


def networks(*, limit: int = 200) -> Sequence[NetworkRow]:
    """Return the networks of this service by the name in their addresses."""
    return session().scalars(select(NetworkRow).order_by(NetworkRow.slug).limit(limit)).all()


def network_by_slug(slug: str) -> NetworkRow | None:
    """Return the network with ``slug`` in its addresses."""
    return session().scalar(_BY_SLUG, {"slug": slug})


def feed_edition(slug: str) -> tuple[int, int, int] | None:
    """Return what is equal as long as nothing that a network's feeds show was written.

    Its id, its version, its edition (``db.editions``). Asked without a session, which would
    cost as much again: calendar programs ask this all day.
    """
    with db.engine.connect() as connection:
        found = connection.execute(_EDITION_BY_SLUG, {"slug": slug}).first()
    return found and (found.id, found.version, found.feed_edition)


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

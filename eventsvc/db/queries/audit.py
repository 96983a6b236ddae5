"""The audit log, read."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from eventsvc.db.models import AccountRow, AuditRow
from eventsvc.db.transaction import session


def audit_lines(
    network_id: int, *, action: str = "", actor: str = "", limit: int = 50, offset: int = 0
) -> Sequence[AuditRow]:
    """Return what was done in the network, the latest first; of one action or actor if named."""
    query = select(AuditRow).where(AuditRow.network_id == network_id)
    if action:
        query = query.where(AuditRow.action == action)
    if actor:
        query = query.where(AuditRow.actor == actor)
    ordered = query.order_by(AuditRow.at.desc(), AuditRow.id.desc())
    return session().scalars(ordered.limit(limit).offset(offset)).all()


def count_lines(network_id: int, *, action: str = "", actor: str = "") -> int:
    """Return how many lines ``audit_lines`` has in all."""
    query = select(func.count()).select_from(AuditRow).where(AuditRow.network_id == network_id)
    if action:
        query = query.where(AuditRow.action == action)
    if actor:
        query = query.where(AuditRow.actor == actor)
    return session().scalar(query) or 0


def actors(network_id: int) -> Mapping[str, str]:
    """Return who ever did something in the network: actor → the address, where it has one."""
    named = select(AuditRow.actor).where(AuditRow.network_id == network_id).distinct()
    found = session().scalars(named.order_by(AuditRow.actor)).all()
    ids = {actor.partition(":")[2]: actor for actor in found}
    rows = session().execute(
        select(AccountRow.public_id, AccountRow.email).where(AccountRow.public_id.in_(ids))
    )
    addresses = {ids[public_id]: email for public_id, email in rows}
    return {actor: addresses.get(actor, actor) for actor in found}


def actions(network_id: int) -> Sequence[str]:
    """Return every action that the network's log has, by name."""
    return (
        session()
        .scalars(
            select(AuditRow.action)
            .where(AuditRow.network_id == network_id)
            .distinct()
            .order_by(AuditRow.action)
        )
        .all()
    )

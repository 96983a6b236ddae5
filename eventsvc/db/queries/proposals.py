"""What stewards wrote and the office has not published yet."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import ProfileProposalRow
from eventsvc.db.transaction import session


def proposal(network_id: int, organisation_id: int) -> ProfileProposalRow | None:
    """Return what waits to be published of the organisation's profile."""
    return session().scalar(
        select(ProfileProposalRow)
        .where(ProfileProposalRow.network_id == network_id)
        .where(ProfileProposalRow.organisation_id == organisation_id)
        .execution_options(populate_existing=True)
    )


def proposals(network_id: int, *, limit: int = 500) -> Sequence[ProfileProposalRow]:
    """Return all that waits in the network with its organisations, the oldest first."""
    return (
        session()
        .scalars(
            select(ProfileProposalRow)
            .options(joinedload(ProfileProposalRow.organisation))
            .where(ProfileProposalRow.network_id == network_id)
            .order_by(ProfileProposalRow.at, ProfileProposalRow.organisation_id)
            .limit(limit)
        )
        .all()
    )


def count_proposals(network_ids: Sequence[int]) -> Counter[int]:
    """Return network id → how many profiles wait there."""
    rows = session().execute(
        select(ProfileProposalRow.network_id, func.count())
        .where(ProfileProposalRow.network_id.in_(network_ids))
        .group_by(ProfileProposalRow.network_id)
    )
    return Counter({network_id: count for network_id, count in rows})  # noqa: C416 -- typed rows


def proposed_project_keys(network_id: int) -> frozenset[str]:
    """Return the keys of all projects in what waits: a new one has no row yet."""
    found = session().scalars(
        select(ProfileProposalRow.content).where(ProfileProposalRow.network_id == network_id)
    )
    return frozenset(one["key"] for content in found for one in content.get("projects") or ())

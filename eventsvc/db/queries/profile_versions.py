"""Versions of profiles: the history of one, and what the office has not looked at yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import ProfileReviewRow, ProfileVersionRow
from eventsvc.db.transaction import session
from eventsvc.domain.profiles import VersionKind

BY_STEWARD = "steward:"
"""How ``ProfileVersionRow.by`` begins when a steward made the version."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many profiles stewards changed since the office looked last, and since when."""

    profiles: int
    since: datetime


def latest_version(organisation_id: int) -> ProfileVersionRow | None:
    """Return the newest version of the organisation's profile."""
    return session().scalar(
        select(ProfileVersionRow)
        .where(ProfileVersionRow.organisation_id == organisation_id)
        .order_by(ProfileVersionRow.number.desc())
        .limit(1)
    )


def versions_of(
    network_id: int, organisation_id: int, *, limit: int = 200
) -> Sequence[ProfileVersionRow]:
    """Return the versions of the organisation's profile, the newest first."""
    return (
        session()
        .scalars(
            select(ProfileVersionRow)
            .where(ProfileVersionRow.network_id == network_id)
            .where(ProfileVersionRow.organisation_id == organisation_id)
            .order_by(ProfileVersionRow.number.desc())
            .limit(limit)
        )
        .all()
    )


def version_numbered(
    network_id: int, organisation_id: int, number: int
) -> ProfileVersionRow | None:
    """Return one version of the organisation's profile."""
    return session().scalar(
        select(ProfileVersionRow)
        .where(ProfileVersionRow.network_id == network_id)
        .where(ProfileVersionRow.organisation_id == organisation_id)
        .where(ProfileVersionRow.number == number)
    )


def last_check(organisation_id: int) -> ProfileVersionRow | None:
    """Return the version in which a steward saved or said last that all is true."""
    return session().scalar(
        select(ProfileVersionRow)
        .where(ProfileVersionRow.organisation_id == organisation_id)
        .where(ProfileVersionRow.by.startswith(BY_STEWARD))
        .order_by(ProfileVersionRow.number.desc())
        .limit(1)
    )


def _seen() -> Subquery:
    return (
        select(
            ProfileReviewRow.network_id,
            func.max(ProfileReviewRow.up_to).label("up_to"),
            func.max(ProfileReviewRow.at).label("at"),
        )
        .group_by(ProfileReviewRow.network_id)
        .subquery()
    )


def _is_unseen(seen: Subquery) -> ColumnElement[bool]:
    return and_(
        ProfileVersionRow.by.startswith(BY_STEWARD),
        ProfileVersionRow.kind == VersionKind.CHANGED,
        or_(seen.c.up_to.is_(None), ProfileVersionRow.id > seen.c.up_to),
    )


def unseen_profiles(network_ids: Sequence[int]) -> dict[int, Unseen]:
    """Return network id → what stewards changed there; a network without changes is not in it.

    ``since`` is when the office looked last, at first the moment of the first change.
    """
    seen = _seen()
    rows = session().execute(
        select(
            ProfileVersionRow.network_id,
            func.count(ProfileVersionRow.organisation_id.distinct()),
            func.coalesce(func.max(seen.c.at), func.min(ProfileVersionRow.at)),
        )
        .outerjoin(seen, seen.c.network_id == ProfileVersionRow.network_id)
        .where(ProfileVersionRow.network_id.in_(network_ids))
        .where(_is_unseen(seen))
        .group_by(ProfileVersionRow.network_id)
    )
    return {network_id: Unseen(profiles, since) for network_id, profiles, since in rows}


def unseen_versions(network_id: int, *, limit: int = 500) -> Sequence[ProfileVersionRow]:
    """Return what stewards changed and the office has not looked at, the newest first."""
    seen = _seen()
    return (
        session()
        .scalars(
            select(ProfileVersionRow)
            .outerjoin(seen, seen.c.network_id == ProfileVersionRow.network_id)
            .options(joinedload(ProfileVersionRow.organisation))
            .where(ProfileVersionRow.network_id == network_id)
            .where(_is_unseen(seen))
            .order_by(ProfileVersionRow.id.desc())
            .limit(limit)
        )
        .all()
    )

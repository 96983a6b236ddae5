"""Organisations as the lists of a network show them: members only, no guests, none retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import contains_eager

from eventsvc.db.extension import Texts
from eventsvc.db.models import OrganisationRow, ProfileRow
from eventsvc.db.queries.codes import current_code
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import OrganisationKind


@dataclass(frozen=True, slots=True)
class Member:
    """A member with its profile, if it has one, and the code of its page."""

    row: OrganisationRow
    code: str | None


@dataclass(frozen=True, slots=True)
class Called:
    """A member by all that it is called."""

    key: str
    kind: OrganisationKind
    name: Texts
    spellings: list[str]


def _members(network_id: int, today: date) -> Select[OrganisationRow, str | None]:
    return (
        select(OrganisationRow, current_code(OrganisationRow.id))
        .outerjoin(OrganisationRow.profile)
        .options(contains_eager(OrganisationRow.profile))
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.is_guest.is_(False))
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
        .where(or_(OrganisationRow.member_since.is_(None), OrganisationRow.member_since <= today))
        .where(or_(OrganisationRow.member_until.is_(None), OrganisationRow.member_until >= today))
        .order_by(OrganisationRow.sort_key, OrganisationRow.id)
    )


def members(network_id: int, *, today: date, limit: int = 2000) -> Sequence[Member]:
    """Return who is a member ``today``, in the order of their names."""
    rows = session().execute(_members(network_id, today).limit(limit))
    return [Member(row, code) for row, code in rows]


def called(network_id: int, *, today: date, limit: int = 20_000) -> Sequence[Called]:
    """Return what the members of ``today`` are called, in the order of their names."""
    rows = session().execute(
        _members(network_id, today)
        .with_only_columns(
            OrganisationRow.key,
            OrganisationRow.kind,
            OrganisationRow.name,
            OrganisationRow.short,
            OrganisationRow.aliases,
        )
        .limit(limit)
    )
    return [
        Called(key, kind, name, [*name.values(), *short.values(), *aliases])
        for key, kind, name, short, aliases in rows
    ]


def newcomers(network_id: int, *, after: date, until: date, limit: int = 100) -> Sequence[Member]:
    """Return who became a member later than ``after`` and not later than ``until``."""
    rows = session().execute(
        _members(network_id, until).where(OrganisationRow.member_since > after).limit(limit)
    )
    return [Member(row, code) for row, code in rows]


def members_with_news(network_id: int, *, today: date, limit: int = 2000) -> Sequence[Member]:
    """Return the members of ``today`` whose profile holds news, in the order of their names."""
    has_news = cast(ProfileRow.news, String) != "[]"
    rows = session().execute(_members(network_id, today).where(has_news).limit(limit))
    return [Member(row, code) for row, code in rows]


def living_organisations(network_id: int) -> Sequence[OrganisationRow]:
    """Return every organisation somebody may come for: guests too, none retired or merged."""
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == network_id)
            .where(OrganisationRow.retired_at.is_(None))
            .where(OrganisationRow.merged_into_id.is_(None))
            .order_by(OrganisationRow.id)
        )
        .all()
    )


def count_members(network_id: int, *, today: date) -> int:
    """Return how many members the network has ``today``."""
    listed = _members(network_id, today).order_by(None).subquery()
    return session().scalar(select(func.count()).select_from(listed)) or 0


def choices(network_id: int, *, limit: int = 2000) -> Sequence[OrganisationRow]:
    """Return every living organisation, guests too, in the order of their names."""
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == network_id)
            .where(OrganisationRow.retired_at.is_(None))
            .where(OrganisationRow.merged_into_id.is_(None))
            .order_by(OrganisationRow.sort_key, OrganisationRow.id)
            .limit(limit)
        )
        .all()
    )

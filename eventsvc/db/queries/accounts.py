"""What signing in, the guards and the operators' commands ask."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    AccountRow,
    GrantRow,
    MeetingRow,
    NetworkRow,
    SignInTokenRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.access import Actor, Grant


def account_by_email(email: str) -> AccountRow | None:
    """Return the account of ``email``, disabled or not; the address in lower case."""
    return session().scalar(select(AccountRow).where(AccountRow.email == email))


def actor_of(account: AccountRow) -> Actor:
    """Return ``account`` with its grants, as the policy knows it."""
    rows = session().execute(
        select(GrantRow.role, NetworkRow.slug, MeetingRow.slug)
        .outerjoin(NetworkRow, GrantRow.network_id == NetworkRow.id)
        .outerjoin(MeetingRow, GrantRow.meeting_id == MeetingRow.id)
        .where(GrantRow.account_id == account.id)
        .order_by(GrantRow.id)
    )
    grants = tuple(Grant(role, network or "", meeting or "") for role, network, meeting in rows)
    return Actor(account.public_id, grants)


def accounts_with_grants(*, limit: int = 1000) -> Sequence[AccountRow]:
    """Return all accounts by address, their grants and those grants' networks loaded."""
    return (
        session()
        .scalars(
            select(AccountRow)
            .options(
                selectinload(AccountRow.grants).options(
                    joinedload(GrantRow.network), joinedload(GrantRow.meeting)
                )
            )
            .order_by(AccountRow.email)
            .limit(limit)
        )
        .all()
    )


def grants_of(account_id: int) -> Sequence[GrantRow]:
    """Return the grants of one account, the oldest first."""
    return (
        session()
        .scalars(select(GrantRow).where(GrantRow.account_id == account_id).order_by(GrantRow.id))
        .all()
    )


def sign_in_token(token_hash: str) -> SignInTokenRow | None:
    """Return the token with this hash; locked against a second use while we decide."""
    return session().get(SignInTokenRow, token_hash, with_for_update=True)


def network_id_by_slug(slug: str) -> int | None:
    """Return the number of the network ``slug``."""
    return session().scalar(select(NetworkRow.id).where(NetworkRow.slug == slug))


def forget_tokens(account_id: int, *, made_before: datetime) -> None:
    """Delete the account's sign-in tokens made before a moment, used or not."""
    session().execute(
        delete(SignInTokenRow)
        .where(SignInTokenRow.account_id == account_id)
        .where(SignInTokenRow.created_at < made_before)
    )


def grants_in(network_id: int, *, limit: int = 1000) -> Sequence[GrantRow]:
    """Return every grant that holds in the network, by address, with account and meeting."""
    return (
        session()
        .scalars(
            select(GrantRow)
            .join(GrantRow.account)
            .options(joinedload(GrantRow.account), joinedload(GrantRow.meeting))
            .where(GrantRow.network_id == network_id)
            .order_by(AccountRow.email, GrantRow.id)
            .limit(limit)
        )
        .all()
    )


def networks_that_require(account_id: int) -> Sequence[dict[str, str]]:
    """Return the names of the networks that ask this account for a second factor."""
    return (
        session()
        .scalars(
            select(NetworkRow.name)
            .join(GrantRow, GrantRow.network_id == NetworkRow.id)
            .where(GrantRow.account_id == account_id)
            .where(NetworkRow.requires_second_factor.is_(True))
            .group_by(NetworkRow.id)
            .order_by(NetworkRow.slug)
            .limit(100)
        )
        .all()
    )


def emails_of(public_ids: Sequence[str]) -> dict[str, str]:
    """Return public id → address of these accounts."""
    rows = session().execute(
        select(AccountRow.public_id, AccountRow.email)
        .where(AccountRow.public_id.in_(public_ids))
        .order_by(AccountRow.id)
    )
    return {public_id: email for public_id, email in rows}  # noqa: C416 -- typed rows

"""Accounts: given and taken, closed and reset; links to sign in.

Nobody learns here whether an address has an account: asking for a link writes the same row to
the outbox for every address, and only its delivery, out of sight, looks for the account.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from eventsvc.db.models import (
    AccountRow,
    AuditRow,
    GrantRow,
    MeetingRow,
    SignInTokenRow,
)
from eventsvc.db.queries import accounts as queries
from eventsvc.db.queries import credentials
from eventsvc.db.transaction import session, transaction
from eventsvc.domain import signin
from eventsvc.domain.access import Role
from eventsvc.domain.errors import AlreadyExists, DomainError
from eventsvc.domain.mails import normal_address
from eventsvc.services.account import factors, sessions
from eventsvc.services.mails.outbox import Letter, queue

SIGN_IN = "sign-in"
"""Kind of the mail that brings a link."""


class NoSuchNetwork(DomainError):
    """No network bears this short name."""

    code = "no-such-network"


class NoSuchAccount(DomainError):
    """No account has this address."""

    code = "no-such-account"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRequest:
    """Somebody asks for a link to sign in. ``nonce`` tells a second click from a second wish."""

    email: str
    nonce: str
    language: str
    landing: str


def give(
    email: str,
    role: Role,
    *,
    network: str = "",
    meeting: MeetingRow | None = None,
    by: str,
    now: datetime,
) -> AccountRow:
    """Give ``role`` to the account of ``email``, making or re-opening the account.

    ``network`` is the short name of a network; an administrator has none. With ``meeting`` a
    helper is one of that meeting alone. Given twice is given once.

    Raises:
        NoSuchNetwork: There is no such network.
        NotMailAddress: ``email`` is no address.
    """
    email = normal_address(email)
    with transaction() as writing:
        network_id = _network_id(network)
        account = queries.account_by_email(email) or _new_account(email, now=now)
        account.active = True
        writing.flush()
        meeting_id = meeting.id if meeting else None
        if not _holds(account, role, network_id, meeting_id):
            grant = GrantRow(
                account_id=account.id,
                role=role,
                network_id=network_id,
                meeting_id=meeting_id,
                given_at=now,
            )
            writing.add(grant)
            _note("grant.given", account, grant=grant, by=by, now=now)
    return account


def take(email: str, *, network: str = "", by: str, now: datetime) -> None:
    """Take every role in ``network`` from the account; without a network, the account itself.

    An account without any role left goes as well. Its sessions end at once.

    Raises:
        NoSuchAccount, NoSuchNetwork: There is none.
    """
    with transaction() as writing:
        account = _account(email)
        network_id = _network_id(network)
        grants = queries.grants_of(account.id)
        taken = [grant for grant in grants if network_id in (None, grant.network_id)]
        for grant in taken:
            writing.delete(grant)
            _note("grant.taken", account, grant=grant, by=by, now=now)
        if len(taken) == len(grants):
            writing.delete(account)


def disable(email: str, *, by: str, now: datetime) -> None:
    """Close the account, keeping its roles: its sessions end, its links are dead.

    Raises:
        NoSuchAccount: There is none.
    """
    with transaction():
        account = _account(email)
        account.active = False
        account.fs_uniquifier = secrets.token_hex(32)
        credentials.end_sessions(account.id)
        _note("account.disabled", account, grant=None, by=by, now=now)


def reset(email: str, *, by: str, now: datetime) -> None:
    """Drop password and second factor of an account, whose owner lost them; it is signed out.

    Raises:
        NoSuchAccount: There is none.
    """
    with transaction():
        factors.reset(_account(email), by=by, now=now)


def request_link(request: LinkRequest, *, public_url: str, now: datetime) -> None:
    """Queue a mail with a link to sign in, whoever the address belongs to, if anybody.

    Raises:
        NotMailAddress: The text is no address.
    """
    email = normal_address(request.email)
    letter = Letter(
        unique_key=f"{SIGN_IN}:{sha256(f'{request.nonce} {email}'.encode()).hexdigest()}",
        recipient=email,
        kind=SIGN_IN,
        language=request.language,
        facts={"landing": signin.landing(request.landing)},
    )
    with suppress(AlreadyExists), transaction():  # the second of two clicks at once
        queue(letter, public_url=public_url, now=now)


def new_link_token(email: str, *, now: datetime) -> str | None:
    """Return a fresh token for the account of ``email``; None: nobody may sign in with it.

    The account's tokens of yesterday are forgotten on the way.
    """
    with transaction() as writing:
        account = queries.account_by_email(email)
        if account is None or not account.active:
            return None
        queries.forget_tokens(account.id, made_before=now - 96 * signin.LINK_LIVES)
        token = secrets.token_urlsafe(signin.TOKEN_BYTES)
        writing.add(
            SignInTokenRow(
                token_hash=signin.fingerprint(token), account_id=account.id, created_at=now
            )
        )
    return token


def link_for(email: str, *, now: datetime) -> str:
    """Return a fresh token for the account of ``email``, for whoever runs the service.

    Raises:
        NoSuchAccount: There is none, or it is closed.
    """
    token = new_link_token(normal_address(email), now=now)
    if token is None:
        raise NoSuchAccount(email=email)
    return token


def is_link_alive(token: str, *, now: datetime) -> bool:
    """Tell whether ``token`` would sign somebody in. Changes nothing."""
    row = session().get(SignInTokenRow, signin.fingerprint(token))
    return row is not None and sessions.is_good(row.created_at, row.used_at, now=now)


def _account(email: str) -> AccountRow:
    account = queries.account_by_email(normal_address(email))
    if account is None:
        raise NoSuchAccount(email=email)
    return account


def _holds(account: AccountRow, role: Role, network_id: int | None, meeting_id: int | None) -> bool:
    return any(
        (grant.role, grant.network_id, grant.meeting_id) == (role, network_id, meeting_id)
        for grant in queries.grants_of(account.id)
    )


def _network_id(slug: str) -> int | None:
    if not slug:
        return None
    network_id = queries.network_id_by_slug(slug)
    if network_id is None:
        raise NoSuchNetwork(network=slug)
    return network_id


def _new_account(email: str, *, now: datetime) -> AccountRow:
    account = AccountRow(
        public_id=secrets.token_hex(16),
        email=email,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
    )
    session().add(account)
    return account


def _note(
    action: str, account: AccountRow, *, grant: GrantRow | None, by: str, now: datetime
) -> None:
    session().add(
        AuditRow(
            network_id=grant.network_id if grant else None,
            at=now,
            actor=by,
            action=action,
            subject=f"account:{account.public_id}",
            facts={"role": grant.role} if grant else {},
        )
    )

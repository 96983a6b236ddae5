"""Sessions: begun with one key or two, seen, ended by their owner.

A session is a row; the cookie bears its secret. Who has a second factor gets, for the first, a
session that signs nobody in and only awaits the second.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import AccountRow, AccountSessionRow
from eventsvc.db.queries import accounts as account_queries
from eventsvc.db.queries import credentials as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain import one_time_codes, passwords, recovery_codes, signin
from eventsvc.domain.devices import Device
from eventsvc.domain.errors import StorageBusy, StorageFull
from eventsvc.domain.mails import normal_address
from eventsvc.domain.wellformed import NotMailAddress
from eventsvc.services.account.password_hashes import fits
from eventsvc.services.sealing import Unreadable, unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A session that began. ``key`` is its secret, for the cookie alone."""

    account: AccountRow
    key: str
    awaits_code: bool


def sign_in(token: str, *, device: Device, now: datetime) -> Started:
    """Use up the ``token`` of a mailed link and begin a session.

    Raises:
        LinkSpent: The token was used, is too old, never was one, or its account is closed.
    """
    with transaction() as writing:
        row = account_queries.sign_in_token(signin.fingerprint(token))
        if row is None or not is_good(row.created_at, row.used_at, now=now):
            raise signin.LinkSpent
        account = writing.get_one(AccountRow, row.account_id)
        if not account.active:
            raise signin.LinkSpent
        row.used_at = now
        return _first_step(account, device=device, now=now)


def sign_in_with_password(email: str, password: str, *, device: Device, now: datetime) -> Started:
    """Begin a session with a password.

    Raises:
        WrongPassword: Whatever does not fit; the answer takes as long for unknown addresses.
    """
    account = None
    with suppress(NotMailAddress):
        account = account_queries.account_by_email(normal_address(email))
    fitting = fits(
        passwords.normal(password)[: passwords.MOST + 1], account.password if account else None
    )
    if account is None or not fitting or not account.active:
        raise signin.WrongPassword
    with transaction() as writing:
        return _first_step(writing.get_one(AccountRow, account.id), device=device, now=now)


def finish(key: str, code: str, *, secret: str, now: datetime) -> Started:
    """Begin the session that awaited a code from the app, or one from the paper.

    Raises:
        StartAnew: Nothing awaits a code any more.
        WrongCode: It is none; after a few of them signing in begins anew.
    """
    key_hash = signin.fingerprint(key)
    with transaction() as writing:
        found = _pending(key_hash, now=now)
        if found is None:
            raise signin.StartAnew
        account, waiting = found
        # Read under a lock: a code used twice at once counts once.
        account = writing.get_one(AccountRow, account.id, with_for_update=True)
        fitting = _is_code(account, code, secret=secret, now=now) or queries.spend_recovery_code(
            account.id, recovery_codes.fingerprint(code, account=account.public_id)
        )
        if fitting:
            device = Device(waiting.browser, waiting.system)
            queries.end_session(key_hash)
            return begin(account, device=device, now=now)
        if queries.count_try(key_hash) >= signin.TRIES:
            queries.end_session(key_hash)
    raise signin.WrongCode


def awaiting(key: str, *, now: datetime) -> AccountRow | None:
    """Return the account whose second factor is awaited with this secret."""
    found = _pending(signin.fingerprint(key), now=now)
    return found[0] if found else None


def begin(
    account: AccountRow, *, device: Device, now: datetime, awaits_code: bool = False
) -> Started:
    """Begin a session in the running transaction; those of last week are forgotten."""
    queries.end_sessions(account.id, started_before=now - signin.SESSION_LIVES)
    key = secrets.token_urlsafe(signin.TOKEN_BYTES)
    session().add(
        AccountSessionRow(
            key_hash=signin.fingerprint(key),
            public_id=secrets.token_hex(16),
            account_id=account.id,
            started_at=now,
            seen_at=now,
            awaits_code=awaits_code,
            browser=device.browser,
            system=device.system,
        )
    )
    return Started(account=account, key=key, awaits_code=awaits_code)


def signed_in(key: str, *, now: datetime) -> tuple[AccountRow, AccountSessionRow] | None:
    """Return the account that is signed in with the session secret ``key``, and the session."""
    found = queries.account_of_session(signin.fingerprint(key))
    if found is None:
        return None
    account, running = found
    alive = signin.is_alive(running.started_at, lives=signin.SESSION_LIVES, now=now)
    return found if alive and account.active and not running.awaits_code else None


def seen(running: AccountSessionRow, *, now: datetime) -> None:
    """Note that the session is in use, once an hour. A full disk keeps nobody from reading."""
    if now - running.seen_at < signin.SEEN_EVERY:
        return
    with suppress(StorageBusy, StorageFull), transaction() as writing:
        row = writing.get(AccountSessionRow, running.key_hash)
        if row is not None:
            row.seen_at = now


def running_of(account: AccountRow, *, now: datetime) -> Sequence[AccountSessionRow]:
    """Return where the account is signed in."""
    return queries.sessions_of(account.id, started_after=now - signin.SESSION_LIVES)


def sign_out(key: str) -> None:
    """End the session of this secret, for every copy of its cookie."""
    with transaction():
        queries.end_session(signin.fingerprint(key))


def end_one(account: AccountRow, public_id: str) -> None:
    """End one session of the account; nothing happens when it is over."""
    with transaction():
        queries.end_sessions(account.id, public_id=public_id)


def end_others(account: AccountRow, *, key: str) -> None:
    """End every session of the account but the one of this secret."""
    with transaction():
        queries.end_sessions(account.id, keep=signin.fingerprint(key))


def is_good(created_at: datetime, used_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether a link made and used then would still sign in."""
    return used_at is None and signin.is_alive(created_at, lives=signin.LINK_LIVES, now=now)


def _first_step(account: AccountRow, *, device: Device, now: datetime) -> Started:
    return begin(account, device=device, now=now, awaits_code=queries.has_second_factor(account))


def _pending(key_hash: str, *, now: datetime) -> tuple[AccountRow, AccountSessionRow] | None:
    found = queries.account_of_session(key_hash)
    if found is None or not found[1].awaits_code or not found[0].active:
        return None
    alive = signin.is_alive(found[1].started_at, lives=signin.PENDING_LIVES, now=now)
    return found if alive else None


def _is_code(account: AccountRow, code: str, *, secret: str, now: datetime) -> bool:
    """Tell whether ``code`` is the app's, and use it up."""
    if not account.code_key:
        return False
    try:
        key = unseal(account.code_key, secret=secret)
    except Unreadable:
        return False
    counter = one_time_codes.counter_of(code, key=key, now=now, after=account.code_counter)
    if counter is None:
        return False
    account.code_counter = counter
    return True

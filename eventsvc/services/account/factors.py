"""The keys of an account, changed by its owner: password, app with codes, recovery codes.

Each change ends the account's other sessions, so that whoever should not be there is out, and
stands in the audit log.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import AccountRow, RecoveryCodeRow
from eventsvc.db.queries import credentials as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain import one_time_codes, passwords, recovery_codes, signin
from eventsvc.services.account.password_hashes import hashed
from eventsvc.services.acts import Act
from eventsvc.services.sealing import seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who changes keys, in which session, and when."""

    account_id: int
    key: str
    """Secret of the session that stays."""
    secret: str
    """The service's own, which seals what is stored."""
    at: datetime


def set_password(password: str, *, owner: Owner) -> None:
    """Set or change the password; mailed links stay.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordGuessed: It may not be.
    """
    with transaction():
        account = account_of(owner)
        account.password = hashed(passwords.require_good(password, email=account.email))
        changed(account, "password.set", owner=owner)


def remove_password(*, owner: Owner) -> None:
    """Sign in without a password again."""
    with transaction():
        account = account_of(owner)
        account.password = None
        changed(account, "password.removed", owner=owner)


def set_app(key: str, code: str, *, owner: Owner) -> tuple[str, ...]:
    """Take the key of an app that shows ``code`` now; return new recovery codes, if there are none.

    Raises:
        WrongCode: The app shows another one: its clock is wrong, or it has another key.
    """
    if not one_time_codes.is_key(key):
        raise signin.WrongCode
    counter = one_time_codes.counter_of(code, key=key, now=owner.at)
    if counter is None:
        raise signin.WrongCode
    with transaction():
        account = account_of(owner)
        account.code_key = seal(key, secret=owner.secret)
        account.code_counter = counter
        changed(account, "app.set", owner=owner)
        return codes_if_none(account)


def remove_app(*, owner: Owner) -> None:
    """Ask for no codes of an app any more."""
    with transaction():
        account = account_of(owner)
        account.code_key, account.code_counter = "", 0
        tidy(account)
        changed(account, "app.removed", owner=owner)


def renew_recovery_codes(*, owner: Owner) -> tuple[str, ...]:
    """Make new recovery codes; those on older paper are worthless from now on."""
    with transaction():
        account = account_of(owner)
        codes = _new_codes(account)
        changed(account, "recovery.renewed", owner=owner)
        return codes


def set_language(language: str, *, owner: Owner) -> None:
    """Choose the language of pages and mails; empty: the browser's."""
    with transaction():
        account_of(owner).language = language


def reset(account: AccountRow, *, by: str, now: datetime) -> None:
    """Drop everything but the mailed link, in the running transaction, after a loss."""
    account.password, account.code_key, account.code_counter = None, "", 0
    queries.forget_passkeys(account.id)
    queries.forget_recovery_codes(account.id)
    queries.end_sessions(account.id)
    note(account, "account.reset", by=by, at=now)


def account_of(owner: Owner) -> AccountRow:
    """Return the owner's account, in the running transaction."""
    return session().get_one(AccountRow, owner.account_id)


def changed(account: AccountRow, action: str, *, owner: Owner) -> None:
    """End the other sessions and note what was done, in the running transaction."""
    queries.end_sessions(account.id, keep=signin.fingerprint(owner.key))
    note(account, action, by=f"account:{account.public_id}", at=owner.at)


def codes_if_none(account: AccountRow) -> tuple[str, ...]:
    """Return recovery codes made for a first second factor; none when there are some."""
    return () if queries.count_recovery_codes(account.id) else _new_codes(account)


def tidy(account: AccountRow) -> None:
    """Forget the recovery codes of an account that lost its last second factor."""
    session().flush()
    if not queries.has_second_factor(account):
        queries.forget_recovery_codes(account.id)


def note(account: AccountRow, action: str, *, by: str, at: datetime) -> None:
    """Write a line of the audit log that is about an account, in no network."""
    Act(network_id=None, by=by, at=at).note(action, f"account:{account.public_id}")


def _new_codes(account: AccountRow) -> tuple[str, ...]:
    queries.forget_recovery_codes(account.id)
    codes = tuple(
        recovery_codes.code_of(secrets.token_bytes(recovery_codes.RANDOM_BYTES))
        for _ in range(recovery_codes.COUNT)
    )
    for code in codes:
        found = recovery_codes.fingerprint(code, account=account.public_id)
        session().add(RecoveryCodeRow(code_hash=found, account_id=account.id))
    return codes

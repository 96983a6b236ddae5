"""The keys of an account: its sessions, passkeys and recovery codes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from eventsvc.db.models import AccountRow, AccountSessionRow, PasskeyRow, RecoveryCodeRow
from eventsvc.db.transaction import session


def account_of_session(key_hash: str) -> tuple[AccountRow, AccountSessionRow] | None:
    """Return whose session bears this hash, and that session."""
    row = (
        session()
        .execute(
            select(AccountRow, AccountSessionRow)
            .join(AccountSessionRow, AccountSessionRow.account_id == AccountRow.id)
            .where(AccountSessionRow.key_hash == key_hash)
        )
        .one_or_none()
    )
    return None if row is None else (row[0], row[1])


def sessions_of(account_id: int, *, started_after: datetime) -> Sequence[AccountSessionRow]:
    """Return the account's sessions that still run, the one seen last first."""
    return (
        session()
        .scalars(
            select(AccountSessionRow)
            .where(AccountSessionRow.account_id == account_id)
            .where(AccountSessionRow.started_at > started_after)
            .where(AccountSessionRow.awaits_code.is_(False))
            .order_by(AccountSessionRow.seen_at.desc(), AccountSessionRow.key_hash)
            .limit(100)
        )
        .all()
    )


def end_sessions(
    account_id: int,
    *,
    started_before: datetime | None = None,
    keep: str = "",
    public_id: str = "",
) -> None:
    """Delete the account's sessions: all, those started before a moment, or one by its id.

    ``keep`` is the hash of a session that stays.
    """
    ended = delete(AccountSessionRow).where(AccountSessionRow.account_id == account_id)
    if started_before is not None:
        ended = ended.where(AccountSessionRow.started_at < started_before)
    if public_id:
        ended = ended.where(AccountSessionRow.public_id == public_id)
    session().execute(ended.where(AccountSessionRow.key_hash != keep))


def end_session(key_hash: str) -> None:
    """Delete one session; nothing happens when it is gone already."""
    session().execute(delete(AccountSessionRow).where(AccountSessionRow.key_hash == key_hash))


def count_try(key_hash: str) -> int:
    """Count one more wrong code of a session, whatever else happens; return how many there were."""
    counted = session().execute(
        update(AccountSessionRow)
        .where(AccountSessionRow.key_hash == key_hash)
        .values(tries=AccountSessionRow.tries + 1)
        .returning(AccountSessionRow.tries)
        .execution_options(synchronize_session=False)
    )
    return counted.scalar() or 0


def passkeys_of(account_id: int) -> Sequence[PasskeyRow]:
    """Return the account's passkeys, the oldest first."""
    return (
        session()
        .scalars(
            select(PasskeyRow)
            .where(PasskeyRow.account_id == account_id)
            .order_by(PasskeyRow.added_at, PasskeyRow.id)
            .limit(100)
        )
        .all()
    )


def passkey(credential_id: str) -> PasskeyRow | None:
    """Return the passkey that a device calls ``credential_id``; locked while we decide."""
    return session().scalar(
        select(PasskeyRow).where(PasskeyRow.credential_id == credential_id).with_for_update()
    )


def has_second_factor(account: AccountRow) -> bool:
    """Tell whether the account has an app with codes, or a passkey."""
    if account.code_key:
        return True
    found = select(PasskeyRow.id).where(PasskeyRow.account_id == account.id).limit(1)
    return session().scalar(found) is not None


def count_recovery_codes(account_id: int) -> int:
    """Return how many recovery codes are left."""
    return (
        session().scalar(
            select(func.count())
            .select_from(RecoveryCodeRow)
            .where(RecoveryCodeRow.account_id == account_id)
        )
        or 0
    )


def spend_recovery_code(account_id: int, code_hash: str) -> bool:
    """Delete the recovery code of this hash; tell whether there was one."""
    spent = session().execute(
        delete(RecoveryCodeRow)
        .where(RecoveryCodeRow.account_id == account_id)
        .where(RecoveryCodeRow.code_hash == code_hash)
        .returning(RecoveryCodeRow.code_hash)
    )
    return spent.first() is not None


def forget_recovery_codes(account_id: int) -> None:
    """Delete all recovery codes of the account."""
    session().execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))


def forget_passkeys(account_id: int, *, public_id: str = "") -> bool:
    """Delete the account's passkeys, or one of them; tell whether there was any."""
    gone = delete(PasskeyRow).where(PasskeyRow.account_id == account_id)
    if public_id:
        gone = gone.where(PasskeyRow.public_id == public_id)
    return session().execute(gone.returning(PasskeyRow.id)).first() is not None

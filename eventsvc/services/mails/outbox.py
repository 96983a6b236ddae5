"""The outbox: a mail is queued in the transaction of the act that causes it, and sent later.

A mail is lost by nothing but its refusal: whoever takes one holds a lease, and when that
process dies another takes the mail over. A second copy is possible only when the server's "250"
was lost on its way; it bears the same Message-ID, so that mail programs show one. (Exactly once
is impossible over SMTP: RFC 1047.)
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from eventsvc.db.models import OutboxRow
from eventsvc.db.queries import outbox as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.mails import LEASE, OutboxState, next_attempt, normal_address

ANSWER_CHARACTERS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail to be queued. ``facts`` hold no link and no token: those are made on sending."""

    unique_key: str
    """Names the act, so that the same act queues one mail."""
    recipient: str
    kind: str
    language: str
    facts: dict[str, Any] = field(default_factory=dict)
    network_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A mail that is ours to send until the lease ends."""

    number: int
    message_id: str
    recipient: str
    kind: str
    language: str
    facts: dict[str, Any]
    network_id: int | None
    queued_at: datetime


def queue(letter: Letter, *, public_url: str, now: datetime) -> OutboxRow:
    """Add ``letter`` to the transaction of its act; what is queued already stays as it is.

    Raises:
        NotMailAddress: The recipient is no address.
    """
    queued = queries.mail_of(letter.unique_key)
    if queued is not None:
        return queued
    host = urlsplit(public_url).hostname
    row = OutboxRow(
        network_id=letter.network_id,
        unique_key=letter.unique_key,
        message_id=f"<{secrets.token_hex(16)}@{host}>",
        recipient=normal_address(letter.recipient),
        kind=letter.kind,
        language=letter.language,
        facts=letter.facts,
        queued_at=now,
        due_at=now,
    )
    session().add(row)
    return row


def lease_due(*, now: datetime) -> Leased | None:
    """Take the next mail that is due; None: nothing is. ``now`` is the database's clock."""
    if not queries.is_any_due(now=now):
        return None
    with transaction():
        row = queries.due_mail(now=now)
        if row is None:
            return None
        row.leased_until = now + LEASE
        row.attempts += 1
        return Leased(
            number=row.id,
            message_id=row.message_id,
            recipient=row.recipient,
            kind=row.kind,
            language=row.language,
            facts=dict(row.facts),
            network_id=row.network_id,
            queued_at=row.queued_at,
        )


def sent(number: int, *, now: datetime) -> None:
    """Record that a server took the mail."""
    with transaction():
        if row := queries.mail(number):
            row.state, row.sent_at = OutboxState.SENT, now
            row.leased_until, row.last_answer = None, ""


def deferred(number: int, *, answer: str, now: datetime) -> None:
    """Put the mail back for a later attempt; after 72 hours it counts as refused."""
    with transaction():
        row = queries.mail(number)
        if row is None or row.state is not OutboxState.WAITING:
            return
        again = next_attempt(attempts=row.attempts, queued_at=row.queued_at, now=now)
        row.last_answer, row.leased_until = answer[:ANSWER_CHARACTERS], None
        if again is None:
            row.state = OutboxState.REFUSED
        else:
            row.due_at = again


def refused(number: int, *, answer: str) -> None:
    """Record that no server will ever take the mail; the organiser is shown the answer."""
    with transaction():
        row = queries.mail(number)
        if row is None or row.state is not OutboxState.WAITING:
            return
        row.state, row.leased_until = OutboxState.REFUSED, None
        row.last_answer = answer[:ANSWER_CHARACTERS]


def dropped(number: int) -> None:
    """Forget a mail that has nobody to go to any more."""
    with transaction() as writing:
        if row := queries.mail(number):
            writing.delete(row)

"""What every change shares: who makes it and when, its line in the audit log, doing it once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsvc.db.models import AuditRow
from eventsvc.db.queries import nonces
from eventsvc.db.transaction import session
from eventsvc.domain.errors import DomainError


class DoneAlready(DomainError):
    """The same form was sent before; what it asked for is done."""

    code = "done-already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who acts in which network, and when. ``by``: ``account:<public id>``.

    ``public_url`` is named in the mails that an act sets off.
    """

    network_id: int | None
    by: str
    at: datetime
    public_url: str = ""

    def note(self, action: str, subject: str, facts: Mapping[str, Any] | None = None) -> None:
        """Write the audit line, in the running transaction. Facts name no person."""
        session().add(
            AuditRow(
                network_id=self.network_id,
                at=self.at,
                actor=self.by,
                action=action,
                subject=subject[:128],
                facts=dict(facts or {}),
            )
        )

    def once(self, nonce: str) -> None:
        """Use up the ``nonce`` of a form, in the running transaction.

        Raises:
            DoneAlready: It was used before.
        """
        if nonce and not nonces.spend(nonce, now=self.at):
            raise DoneAlready

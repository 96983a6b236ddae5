"""Mails: how far one got."""

from enum import StrEnum


class OutboxState(StrEnum):
    """How far a mail got."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"

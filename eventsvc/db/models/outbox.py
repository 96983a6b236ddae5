"""The outbox: mails written in the transaction of the act that causes them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base
from eventsvc.domain.mails import OutboxState


class OutboxRow(Base):
    """One mail to one address. Bodies hold placeholders; links are put in when it is sent."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    unique_key: Mapped[str] = mapped_column(String(128), unique=True)
    """Names the act: the same act queues no second mail."""
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    kind: Mapped[str] = mapped_column(String(64))
    """The mail's template."""
    language: Mapped[str] = mapped_column(String(8))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.WAITING)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_answer: Mapped[str] = mapped_column(String(512), default="")
    """What the mail server said last, without addresses."""

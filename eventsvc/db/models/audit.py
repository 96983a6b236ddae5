"""The audit log: changes and exports of personal data."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base


class AuditRow(Base):
    """What was changed or exported, when, by whom. Appended only; names no attendee."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    """``account:<public id>``, or the command that acted: ``cli:import``."""
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

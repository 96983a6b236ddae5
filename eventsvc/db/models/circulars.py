"""Mails of the office to the distribution list."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base, Texts, Versioned


class CircularRow(Versioned, Base):
    """One mail to everybody on the distribution list: a draft until somebody sends it."""

    __tablename__ = "circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what its address is made of."""
    subject: Mapped[Texts]
    text: Mapped[Texts]
    """Plain, with placeholders (``domain.circulars``)."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    mails: Mapped[int] = mapped_column(default=0)
    """How many were written when it was sent."""

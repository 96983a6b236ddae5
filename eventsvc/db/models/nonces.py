"""Nonces: what keeps a form that is sent twice from making two things."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base


class NonceRow(Base):
    """The nonce of a form that was sent."""

    __tablename__ = "nonce"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[datetime]

"""Mails of the office to the distribution list."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.working_groups import WorkingGroupRow


class CircularRow(Versioned, Base):
    """One mail to the distribution list, or to a group of it: a draft until somebody sends it."""

    __tablename__ = "circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("working_group.id", ondelete="CASCADE"), index=True
    )
    """To those on the list who work in this group; None: to everybody on it."""
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what its address is made of."""
    subject: Mapped[Texts]
    text: Mapped[Texts]
    """Plain, with placeholders (``domain.circulars``)."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    mails: Mapped[int] = mapped_column(default=0)
    """How many were written when it was sent."""

    group: Mapped[WorkingGroupRow | None] = relationship(lazy="raise")

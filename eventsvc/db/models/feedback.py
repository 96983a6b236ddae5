"""Suggestions for better meetings: the form of a meeting, and the answers to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base


class FeedbackFormRow(Base):
    """The form of one meeting."""

    __tablename__ = "feedback_form"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; the address of the open form, for a slide."""
    is_named: Mapped[bool]
    """Answers bear names. Fixed once somebody answered."""
    is_open: Mapped[bool]
    takes_anybody: Mapped[bool]
    """By the address with the key, without a personal link."""
    opened_at: Mapped[datetime]


class FeedbackAnswerRow(Base):
    """What somebody wrote: no moment, and a random key that tells nothing of the order.

    Only an answer to a form with names has a person or a name.
    """

    __tablename__ = "feedback_answer"
    # SQLite would number the rows in the order they came.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy's own form

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(255), default="")
    """As written into the open form."""
    good: Mapped[str] = mapped_column(Text, default="")
    better: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[str] = mapped_column(Text, default="")

"""Inquiries of a meeting, and what people answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.domain.inquiries import USUAL_DAYS, InquiryKind, SeenBy


class InquiryRow(Versioned, Base):
    """One question that a meeting asks."""

    __tablename__ = "inquiry"
    __table_args__ = (CheckConstraint("days_kept BETWEEN 0 AND 3650", name="days_kept_bounded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what forms and addresses call it."""
    kind: Mapped[InquiryKind]
    title: Mapped[Texts]
    hint: Mapped[Texts] = mapped_column(default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Number of an option, as text → label in each language. A number is never given twice."""
    order: Mapped[list[str]] = mapped_column(default=list)
    """The options in their order."""
    seen_by: Mapped[SeenBy] = mapped_column(default=SeenBy.OFFICE)
    is_exported: Mapped[bool] = mapped_column(default=False)
    """The purpose allows lists of the answers, such as for the caterer."""
    days_kept: Mapped[int] = mapped_column(default=USUAL_DAYS)

    meeting: Mapped[MeetingRow] = relationship(lazy="raise")


class InquiryAnswerRow(Base):
    """What one person answered to one inquiry; erased when its days are over."""

    __tablename__ = "inquiry_answer"
    __table_args__ = (UniqueConstraint("inquiry_id", "attendance_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id", ondelete="CASCADE"))
    attendance_id: Mapped[int] = mapped_column(
        ForeignKey("attendance.id", ondelete="CASCADE"), index=True
    )
    said: Mapped[list[str]]
    """Numbers of options, "yes" or "no", or the text."""
    answered_at: Mapped[datetime]

    inquiry: Mapped[InquiryRow] = relationship(lazy="raise")

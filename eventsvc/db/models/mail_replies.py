"""Mails that came in as answers to invitations, and what became of each."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.attendances import AttendanceRow
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.domain.imip import Outcome


class MailReplyRow(Base):
    """One mail. Appended only. Without a network: it named no meeting, and nobody is named here."""

    __tablename__ = "mail_reply"
    __table_args__ = (Index("ix_mail_reply_network_received", "network_id", "received_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    attendance_id: Mapped[int | None] = mapped_column(
        ForeignKey("attendance.id", ondelete="SET NULL"), index=True
    )
    received_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Equal for copies of one mail; None for a copy."""
    outcome: Mapped[Outcome]
    sender: Mapped[str] = mapped_column(String(254), default="")
    """For whom it speaks, as it says itself."""
    said: Mapped[str] = mapped_column(String(40), default="")
    """PARTSTAT as written there."""
    comment: Mapped[str] = mapped_column(String(500), default="")
    proposes: Mapped[str] = mapped_column(String(64), default="")
    sequence: Mapped[int | None]
    stamped_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]

    meeting: Mapped[MeetingRow | None] = relationship(lazy="raise")
    attendance: Mapped[AttendanceRow | None] = relationship(lazy="raise")

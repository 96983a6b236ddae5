"""What is limited while people say nothing, as the program saw it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base
from eventsvc.domain.limits import Reason


class ConsentLimitRow(Base):
    """What was limited for somebody in one place at a moment (``domain.limits``). Appended only."""

    __tablename__ = "consent_limit"
    __table_args__ = (Index("ix_consent_limit_person_meeting", "person_id", "meeting_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    """None: in the whole network."""
    at: Mapped[datetime]
    purposes: Mapped[list[str]]
    """Sorted values of ``Purpose``."""
    reason: Mapped[Reason]

"""Lists that left the house: for whom, why, until when; and who stood on them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.domain.handouts import Audience


class HandoutRow(Base):
    """One list for named recipients. It is written when it is fetched, and not kept."""

    __tablename__ = "handout"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    """None: the list is about the whole network."""
    audience: Mapped[Audience]
    fields: Mapped[list[str]]
    why: Mapped[str] = mapped_column(String(255))
    """What the recipients need it for; stands on the list."""
    recipients: Mapped[list[str]]
    """Mail addresses."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    """When the office had the link mailed to the recipients."""

    meeting: Mapped[MeetingRow | None] = relationship(lazy="raise")


class HandoutPersonRow(Base):
    """Somebody who stood on a list when it was fetched."""

    __tablename__ = "handout_person"
    __table_args__ = (UniqueConstraint("handout_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handout_id: Mapped[int] = mapped_column(ForeignKey("handout.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    fetched_at: Mapped[datetime]
    """When the person left the house with this list for the last time."""

    handout: Mapped[HandoutRow] = relationship(lazy="raise")

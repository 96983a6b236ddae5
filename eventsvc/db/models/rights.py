"""Rights that people used by letter or by phone, until they are answered and after that."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.people import PersonRow
from eventsvc.db.models.uploads import UploadRow
from eventsvc.domain.consents import Channel
from eventsvc.domain.rights import Right


class RightsRequestRow(Base):
    """What somebody asked the office for, how the office knows who asked, and the answer."""

    __tablename__ = "rights_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    right: Mapped[Right]
    came_on: Mapped[date]
    """The month for the answer counts from this day (``domain.rights.due_on``)."""
    channel: Mapped[Channel]
    source: Mapped[str] = mapped_column(default="")
    """Where it can be read: "letter of 3 May"; empty once the person is erased."""
    identity: Mapped[str] = mapped_column(default="")
    """How it was made sure who asks; empty once the person is erased."""
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(String(8), default="")
    """Of the answer."""
    noted_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    """What was answered instead; empty: it was done as asked, or the person is erased."""
    is_mailed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a mail confirms it; else the office prints a letter."""

    person: Mapped[PersonRow] = relationship(lazy="raise")
    scan: Mapped[UploadRow | None] = relationship(lazy="raise")

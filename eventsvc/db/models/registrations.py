"""Open registration forms that were sent in, and what of them waits for the mailed link."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.meetings import MeetingRow


class RegistrationRow(Base):
    """One form. Anybody can fill in an open form with anybody's name; its link proves who did."""

    __tablename__ = "registration"
    __table_args__ = (Index("ix_registration_person_confirmed", "person_id", "confirmed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Names the form and who it is for: sent twice, it counts once."""
    sent_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When the link was used; None: what ``changes`` and ``grants`` say does not count yet."""
    language: Mapped[str] = mapped_column(String(8))
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the form says of a person we knew already; emptied once it counts."""
    grants: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Purpose → id of the wording that was answered with yes; emptied once it counts."""

    meeting: Mapped[MeetingRow] = relationship(lazy="raise")

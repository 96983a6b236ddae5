"""Documents of meetings."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.db.models.uploads import UploadRow
from eventsvc.domain.documents import Audience


class MeetingDocumentRow(Versioned, Base):
    """A file of a meeting, with its title in the network's languages."""

    __tablename__ = "meeting_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), unique=True)
    title: Mapped[Texts]
    audience: Mapped[Audience] = mapped_column(default=Audience.ATTENDEES)
    position: Mapped[int]
    added_at: Mapped[datetime]

    upload: Mapped[UploadRow] = relationship(lazy="raise")
    meeting: Mapped[MeetingRow] = relationship(lazy="raise")

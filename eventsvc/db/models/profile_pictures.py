"""Pictures of a profile: the crest and one photo, made anew by us."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base, Texts
from eventsvc.domain.profiles import Licence, PictureKind


class ProfilePictureRow(Base):
    """One picture that hangs in an organisation's profile; readers see it."""

    __tablename__ = "profile_picture"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[PictureKind] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    """Which file it is (``ProfilePictureFileRow``)."""
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[Texts] = mapped_column(default=dict)
    """What it shows, for those who do not see it."""
    author: Mapped[str] = mapped_column(String(255), default="")
    licence: Mapped[Licence | None]


class ProfilePictureFileRow(Base):
    """The bytes of a picture that hangs, waits for the office, or stands in the history."""

    __tablename__ = "profile_picture_file"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of ``data``."""
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    data: Mapped[bytes]

"""Pictures of a profile: the crest and one photo, made anew by us."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base, Texts
from eventsvc.domain.profiles import Licence, PictureKind


class ProfilePictureRow(Base):
    """One picture of an organisation's profile."""

    __tablename__ = "profile_picture"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[PictureKind] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    data: Mapped[bytes]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of ``data``."""
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[Texts] = mapped_column(default=dict)
    """What it shows, for those who do not see it."""
    author: Mapped[str] = mapped_column(String(255), default="")
    licence: Mapped[Licence | None]

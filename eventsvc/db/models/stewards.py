"""Stewards of organisations, and every version of the profiles that they and the office keep."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.people import PersonRow
from eventsvc.db.models.uploads import UploadRow
from eventsvc.domain.profiles import VersionKind


class StewardRow(Base):
    """Who keeps an organisation's profile true: a person, or the mailbox of a role."""

    __tablename__ = "steward"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (email = '')", name="person_or_mailbox"),
        UniqueConstraint("network_id", "public_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    public_id: Mapped[str] = mapped_column(String(32), index=True)
    """Random; what the link, addresses and logs call the steward."""
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254), default="")
    """The mailbox of a role; a person's own address stands in the person's row."""
    role: Mapped[str] = mapped_column(String(255), default="")
    """What the mailbox's role is called ("Smart-City-Koordination")."""
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Since when the steward is none any more: the link is dead."""
    mailed_at: Mapped[datetime | None]
    """When the office sent the link last."""
    link_generation: Mapped[int] = mapped_column(default=0)
    """Raised to revoke every link given out so far (``domain.personal_links``)."""
    link_disowned_at: Mapped[datetime | None]
    """When a reader said that the link is not theirs; no mail goes there any more."""

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")
    person: Mapped[PersonRow | None] = relationship(lazy="raise")


class ProfileVersionRow(Base):
    """A profile as it was, with what the organisation said. Appended only."""

    __tablename__ = "profile_version"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        Index("ix_profile_version_network_id_id", "network_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Counts from 1 for each organisation."""
    kind: Mapped[VersionKind]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64), default="")
    """``steward:<public id>`` or ``account:<public id>``; empty when nobody knows."""
    content: Mapped[dict[str, Any]]

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class ProfileReviewRow(Base):
    """The office looked at what stewards changed, up to one version. Appended only."""

    __tablename__ = "profile_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    up_to: Mapped[int]
    """The id of the last version that was shown."""
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))


class PendingUploadRow(Base):
    """A file that came with a form which is not saved yet; gone after a day."""

    __tablename__ = "pending_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    steward_id: Mapped[int] = mapped_column(
        ForeignKey("steward.id", ondelete="CASCADE"), index=True
    )
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    at: Mapped[datetime]

    upload: Mapped[UploadRow] = relationship(lazy="raise")


class ProfileProposalRow(Base):
    """What stewards wrote and the office has not published yet; one for each organisation."""

    __tablename__ = "profile_proposal"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]
    """The whole profile as it would be, as a version keeps it."""
    base: Mapped[dict[str, Any]]
    """The profile as it was when stewards began to write: what differs from it is theirs."""

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")

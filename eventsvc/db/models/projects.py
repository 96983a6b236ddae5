"""Projects of organisations that others may copy, and who wants to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.topics import TopicRow
from eventsvc.domain.projects import CostBand, ProjectStatus


class ProjectRow(Versioned, Base):
    """One project of one organisation, told so that another can copy it."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("network_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(64))
    """Name in addresses and files; fixed once given."""
    title: Mapped[Texts]
    topic_id: Mapped[int | None] = mapped_column(
        ForeignKey("topic.id", ondelete="SET NULL"), index=True
    )
    """The action field."""
    status: Mapped[ProjectStatus] = mapped_column(default=ProjectStatus.RUNNING)
    summary: Mapped[Texts] = mapped_column(default=dict)
    worked: Mapped[Texts] = mapped_column(default=dict)
    failed: Mapped[Texts] = mapped_column(default=dict)
    """What did not work."""
    needs: Mapped[Texts] = mapped_column(default=dict)
    """What one needs to copy it."""
    cost: Mapped[CostBand | None]
    months: Mapped[int | None]
    source_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its program lies open."""
    data_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its data lie open."""
    contact_title: Mapped[Texts] = mapped_column(default=dict)
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    """Mailbox of a role; empty: that of the profile."""
    told_on: Mapped[date]
    """When it was written or changed last."""

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")
    topic: Mapped[TopicRow | None] = relationship(lazy="raise")


class ProjectWishRow(Base):
    """An organisation would like to copy a project; its owner was told once."""

    __tablename__ = "project_wish"
    __table_args__ = (UniqueConstraint("project_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    wished_at: Mapped[datetime]

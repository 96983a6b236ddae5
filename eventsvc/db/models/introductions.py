"""Introductions: the office brings two people together, if both want it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.people import PersonRow
from eventsvc.db.models.topics import TopicRow


class IntroductionRow(Base):
    """Two people of two organisations were asked; addresses pass once both agreed."""

    __tablename__ = "introduction"
    __table_args__ = (
        CheckConstraint(
            "made_at IS NULL OR (asker_agreed_at IS NOT NULL AND helper_agreed_at IS NOT NULL)",
            name="made_by_both",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    topic_id: Mapped[int | None] = mapped_column(
        ForeignKey("topic.id", ondelete="SET NULL"), index=True
    )
    asker_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    """The organisation that seeks."""
    helper_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    asker_person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    helper_person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(64))
    asker_agreed_at: Mapped[datetime | None]
    helper_agreed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    """When one of the two said no; which one is not kept."""
    made_at: Mapped[datetime | None]
    """When both had agreed and each got the other's address."""

    topic: Mapped[TopicRow | None] = relationship(lazy="raise")
    asker: Mapped[OrganisationRow] = relationship(foreign_keys=[asker_id], lazy="raise")
    helper: Mapped[OrganisationRow] = relationship(foreign_keys=[helper_id], lazy="raise")
    asker_person: Mapped[PersonRow] = relationship(foreign_keys=[asker_person_id], lazy="raise")
    helper_person: Mapped[PersonRow] = relationship(foreign_keys=[helper_person_id], lazy="raise")

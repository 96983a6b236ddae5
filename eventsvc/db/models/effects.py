"""What is to be done outside of the program; and published pictures with people on them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.people import PersonRow
from eventsvc.domain.consents import Purpose
from eventsvc.domain.effects import EffectKind, Ending


class EffectRow(Base):
    """One thing to be done because of one cause. It ends done or obsolete, and stays."""

    __tablename__ = "effect"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "person_id", "decision_id"),
        UniqueConstraint("kind", "subject", "person_id", "limit_id"),
        CheckConstraint("(decision_id IS NULL) <> (limit_id IS NULL)", name="one_cause"),
        Index("ix_effect_network_ended", "network_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("consent_decision.id", ondelete="CASCADE")
    )
    limit_id: Mapped[int | None] = mapped_column(
        ForeignKey("consent_limit.id", ondelete="CASCADE"), index=True
    )
    """Nobody decided: what is limited since then."""
    kind: Mapped[EffectKind]
    subject: Mapped[str] = mapped_column(String(64))
    """The public name of the attendance, meeting, list or picture; the purpose of data."""
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None]
    ended_by: Mapped[str] = mapped_column(String(64), default="")

    person: Mapped[PersonRow] = relationship(lazy="raise")


class PictureRow(Base):
    """A picture of a meeting that was published: where, by which channel, who is on it."""

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[Purpose]
    place: Mapped[str] = mapped_column(String(255))
    """Where it can be seen: an address, a newspaper with its day."""
    published_on: Mapped[date]
    taken_down_at: Mapped[datetime | None]

    people: Mapped[list["PicturePersonRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise"
    )


class PicturePersonRow(Base):
    """Somebody who can be recognised on a picture."""

    __tablename__ = "picture_person"

    picture_id: Mapped[int] = mapped_column(
        ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    person: Mapped[PersonRow] = relationship(lazy="raise")

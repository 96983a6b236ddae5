"""Mailings: what an office writes to the people of a meeting, and to whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.outbox import OutboxRow
from eventsvc.db.models.people import PersonRow
from eventsvc.domain.mailings import MailingKind


class MailingRow(Versioned, Base):
    """One mailing: a draft until somebody sends it."""

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint("days_before IS NULL OR days_before >= 1", name="days_before_positive"),
        Index("ix_mailing_meeting_sent_at", "meeting_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what its address is made of."""
    kind: Mapped[MailingKind]
    subject: Mapped[Texts]
    text: Mapped[Texts]
    """The introduction, plain, with placeholders (``domain.placeholders``)."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sequence: Mapped[int | None]
    """SEQUENCE of the meeting as its readers know it; None until it is sent."""
    days_before: Mapped[int | None]
    """A reminder that goes by itself so many days before the meeting; None: somebody sends it."""


class MailingRecipientRow(Base):
    """Somebody chosen for a mailing: known here, or only pasted until the mailing is sent."""

    __tablename__ = "mailing_recipient"
    __table_args__ = (UniqueConstraint("mailing_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(
        ForeignKey("mailing.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    """For whom the person is invited."""
    name: Mapped[str] = mapped_column(String(255), default="")
    """As pasted; emptied once the person is known."""
    email: Mapped[str] = mapped_column(String(254), default="")
    is_left_out: Mapped[bool] = mapped_column(default=False)
    """Somebody at the office took the tick away."""
    queued_at: Mapped[datetime | None]
    """When the mail was written; None: gets none."""
    outbox_id: Mapped[int | None] = mapped_column(
        ForeignKey("outbox.id", ondelete="SET NULL"), index=True
    )
    """None though queued: there was nobody to write to any more."""

    person: Mapped[PersonRow | None] = relationship(lazy="raise")
    organisation: Mapped[OrganisationRow | None] = relationship(lazy="raise")
    mail: Mapped[OutboxRow | None] = relationship(lazy="raise")

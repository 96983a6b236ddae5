"""Date polls: the dates that are asked about, who is asked, and what each said."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, LocalDateTime, Texts, Versioned
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.people import PersonRow
from eventsvc.domain.date_polls import Asks, Shown
from eventsvc.domain.meetings import Mode, Visibility


class DatePollRow(Versioned, Base):
    """One question: when shall we meet?"""

    __tablename__ = "date_poll"
    __table_args__ = (
        CheckConstraint("remind_days IS NULL OR remind_days >= 1", name="remind_days_positive"),
        CheckConstraint("decided_at IS NULL OR asked_at IS NOT NULL", name="asked_before_decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what its address is made of."""
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="SET NULL"), index=True
    )
    """The provisional meeting whose date is sought; afterwards the meeting that came of it."""
    title: Mapped[Texts]
    text: Mapped[Texts]
    asks: Mapped[Asks]
    shown: Mapped[Shown]
    mode: Mapped[Mode]
    visibility: Mapped[Visibility]
    last_day: Mapped[date]
    """The last day for answers."""
    remind_days: Mapped[int | None]
    """How long before it those are reminded who have not answered; None: nobody by itself."""
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    """When somebody was asked first."""
    reminded_at: Mapped[datetime | None]
    """When the reminder went by itself."""
    decided_at: Mapped[datetime | None]

    meeting: Mapped[MeetingRow | None] = relationship(lazy="raise")
    dates: Mapped[list["DatePollDateRow"]] = relationship(
        order_by="DatePollDateRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    replies: Mapped[list["DatePollReplyRow"]] = relationship(
        order_by="DatePollReplyRow.id", cascade="all, delete-orphan", lazy="raise"
    )


class DatePollDateRow(Base):
    """A date that is asked about, and where it would be."""

    __tablename__ = "date_poll_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    local_start: Mapped[datetime] = mapped_column(LocalDateTime)
    local_end: Mapped[datetime] = mapped_column(LocalDateTime)
    tzid: Mapped[str] = mapped_column(String(64))
    all_day: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(255), default="")
    is_chosen: Mapped[bool] = mapped_column(default=False)


class DatePollReplyRow(Versioned, Base):
    """Whom the poll asks, and the answer. No address: it is looked up when a mail goes."""

    __tablename__ = "date_poll_reply"
    __table_args__ = (
        CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name="person_or_organisation"
        ),
        UniqueConstraint("poll_id", "person_id"),
        UniqueConstraint("poll_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id", ondelete="CASCADE"))
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; named in the link."""
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    """When the answer was saved last."""
    answers: Mapped[Texts] = mapped_column(default=dict)
    """Id of a date → ``domain.date_polls.Answer``."""
    comment: Mapped[str] = mapped_column(String(500), default="")
    """For the office alone."""
    disowned_at: Mapped[datetime | None]
    """Since when somebody says that the link reached the wrong one: no mail goes until the office
    asks again."""

    poll: Mapped[DatePollRow] = relationship(back_populates="replies", lazy="raise")
    person: Mapped[PersonRow | None] = relationship(lazy="raise")
    organisation: Mapped[OrganisationRow | None] = relationship(lazy="raise")

"""Attendances: a person at a meeting, for an organisation; and who passed the desk when."""

from datetime import datetime
from secrets import SystemRandom

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Versioned
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.people import PersonRow
from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat, Seat
from eventsvc.domain.codes import DESK_LENGTH, new_code
from eventsvc.domain.consents import Channel, must_agree
from eventsvc.domain.desk import Movement


def _desk_code() -> str:
    return new_code(SystemRandom(), length=DESK_LENGTH)


class AttendanceRow(Versioned, Base):
    """One person at one meeting, and the organisation represented that day, if any."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        Index("ix_attendance_meeting_organisation", "meeting_id", "organisation_id"),
        Index("ix_attendance_meeting_desk_code", "meeting_id", "desk_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    function: Mapped[str] = mapped_column(String(255), default="")
    second_line: Mapped[str] = mapped_column(String(255), default="")
    """Shown below the organisation: a department, a working group."""
    table_name: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Where the person sits: a number or a name; badges may be laid out in this order."""
    role: Mapped[AttendanceRole] = mapped_column(default=AttendanceRole.ATTENDEE)
    partstat: Mapped[PartStat] = mapped_column(default=PartStat.NEEDS_ACTION)
    attends: Mapped[Attends] = mapped_column(default=Attends.ON_SITE)
    seat: Mapped[Seat] = mapped_column(default=Seat.NONE)
    reply_channel: Mapped[Channel | None]
    """How the reply reached the office on somebody's behalf; None: it was not told so."""
    reply_source: Mapped[str] = mapped_column(String(255), default="", server_default="")
    """Where that can be read: the mail of which day, who called."""
    reply_comment: Mapped[str] = mapped_column(String(500), default="", server_default="")
    """What the person adds to the reply, for the office."""
    replied_at: Mapped[datetime | None]
    """When the reply was last said; an older mail of a calendar program changes nothing."""
    waiting_since: Mapped[datetime | None]
    """When the person joined the waiting list; decides who is next."""
    offered_until: Mapped[datetime | None] = mapped_column(index=True)
    """Until when a seat given from the waiting list must be confirmed; None: it is for good."""
    source: Mapped[str] = mapped_column(String(255), default="")
    """Where the row came from: "file liste.xlsx, row 12"."""
    created_at: Mapped[datetime]
    checked_in_at: Mapped[datetime | None]
    """Since when the person is here; kept by the latest ``CheckinRow``. None: not here."""
    on_sheet_at: Mapped[datetime | None]
    """When the photographer's sheet that names the person was made last."""
    desk_code: Mapped[str] = mapped_column(String(12), default=_desk_code)
    """Stands on the person's own confirmation, for the desk. Two alike are both shown there."""
    delegated_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("attendance.id", ondelete="SET NULL"), index=True
    )
    """In whose place the person comes (RFC 5545 3.2.4)."""

    meeting: Mapped[MeetingRow] = relationship(lazy="raise")
    person: Mapped[PersonRow] = relationship(lazy="raise")
    organisation: Mapped[OrganisationRow | None] = relationship(lazy="raise")

    @property
    def must_agree(self) -> bool:
        """Whether only a yes of the person counts here; person and organisation are loaded.

        Who has no organisation is no guest by that: lists often leave it out.
        """
        return must_agree(
            is_minor=self.person.is_minor,
            role=self.role,
            is_from_outside=self.organisation is not None and self.organisation.is_guest,
        )


class AttendanceCountRow(Base):
    """How many came to a meeting for an organisation, once nobody's name is kept any more."""

    __tablename__ = "attendance_count"
    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True
    )
    people: Mapped[int]


class CheckinRow(Base):
    """Somebody passed the desk, or a slip was taken back. Appended only."""

    __tablename__ = "checkin"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    attendance_id: Mapped[int] = mapped_column(
        ForeignKey("attendance.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[Movement]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    """Who recorded it: ``account:<public id>``."""

"""Meetings with their hosts, notices and agenda; fields bear the names of RFC 5545."""

from datetime import date, datetime, time
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, LocalDateTime, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.people import PersonRow
from eventsvc.db.models.series import SeriesRow
from eventsvc.db.models.working_groups import WorkingGroupRow
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.kinds import NoticeKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.seats import USUAL_HOURS

WallTime = Annotated[datetime, mapped_column(LocalDateTime)]


class MeetingRow(Versioned, Base):
    """One meeting. Wall time and zone are the truth; ``dtstart``/``dtend`` are derived for order.

    An all-day meeting runs from midnight to the midnight after its last day.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("local_end > local_start", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint(
            "seats_per_organisation IS NULL OR seats_per_organisation >= 1",
            name="seats_per_organisation_positive",
        ),
        CheckConstraint("waiting_hours >= 1", name="waiting_hours_positive"),
        UniqueConstraint("network_id", "slug"),
        UniqueConstraint("network_id", "key"),
        Index("ix_meeting_network_dtstart", "network_id", "dtstart"),
        Index("uq_meeting_plan_id_slot", "plan_id", "slot", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    slug: Mapped[str] = mapped_column(String(64))
    uid: Mapped[str] = mapped_column(String(255), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    status: Mapped[MeetingStatus] = mapped_column(default=MeetingStatus.TENTATIVE)
    title: Mapped[Texts]
    description: Mapped[Texts] = mapped_column(default=dict)
    local_start: Mapped[WallTime]
    local_end: Mapped[WallTime]
    tzid: Mapped[str] = mapped_column(String(64))
    all_day: Mapped[bool] = mapped_column(default=False)
    dtstart: Mapped[datetime]
    dtend: Mapped[datetime]
    mode: Mapped[Mode] = mapped_column(default=Mode.ON_SITE)
    place: Mapped[str] = mapped_column(String(255), default="")
    """The town; often all that is known at first."""
    venue: Mapped[str] = mapped_column(String(255), default="")
    address: Mapped[str] = mapped_column(String(255), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    join_url: Mapped[str] = mapped_column(String(2048), default="")
    """Shown to the invited only: never on a public page or in a shared feed."""
    organiser_body: Mapped[str] = mapped_column(String(255), default="")
    on_behalf_of: Mapped[str] = mapped_column(String(255), default="")
    photographed_by: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    """Every body that takes photos; none named: the organiser does."""
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    capacity: Mapped[int | None]
    """Seats on site; None: no limit."""
    seats_per_organisation: Mapped[int | None]
    registration_until: Mapped[WallTime | None]
    """Wall time at the meeting's place until which the open form takes people; None: closed."""
    waiting_hours: Mapped[int] = mapped_column(default=USUAL_HOURS)
    """How long somebody who moved up from the waiting list has to say yes."""
    created_at: Mapped[datetime]
    last_modified: Mapped[datetime]
    """When a reader of the calendar last got something new: DTSTAMP and LAST-MODIFIED."""

    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("series.id", ondelete="SET NULL"), index=True
    )
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("series_plan.id", ondelete="SET NULL"))
    slot: Mapped[date | None]
    """The date for which the plan of its series made it, whenever it takes place now; None for
    a single meeting and for a date that was added by hand."""

    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("working_group.id", ondelete="SET NULL"), index=True
    )
    """Whose own meeting it is; None: the whole network's."""

    series: Mapped[SeriesRow | None] = relationship(lazy="raise")
    group: Mapped[WorkingGroupRow | None] = relationship(lazy="raise")
    hosts: Mapped[list["MeetingHostRow"]] = relationship(
        order_by="MeetingHostRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    notices: Mapped[list["NoticeRow"]] = relationship(
        order_by="NoticeRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    agenda: Mapped[list["AgendaItemRow"]] = relationship(
        order_by="AgendaItemRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    bases: Mapped[list["MeetingBasisRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise"
    )


class MeetingHostRow(Base):
    """A host of a meeting; the first one is the main host."""

    __tablename__ = "meeting_host"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class MeetingBasisRow(Base):
    """The legal basis a meeting names for one purpose (GDPR Art. 6(1))."""

    __tablename__ = "meeting_basis"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[Purpose] = mapped_column(primary_key=True)
    basis: Mapped[Basis]
    balance: Mapped[str] = mapped_column(default="")
    """The written balance of interests, when the basis is legitimate interest."""


class NoticeRow(Base):
    """Something everybody at the meeting must know."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[NoticeKind] = mapped_column(default=NoticeKind.OTHER)
    text: Mapped[Texts]


class AgendaItemRow(Versioned, Base):
    """One point of the agenda: pinned to a time of its day, or following by durations."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("day >= 1", name="day_from_one"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(16), default="")
    """Free text: "1", "2a", "TOP 3"."""
    title: Mapped[Texts]
    description: Mapped[Texts] = mapped_column(default=dict)
    day: Mapped[int] = mapped_column(default=1)
    pinned_at: Mapped[time | None]
    minutes: Mapped[int | None]
    track: Mapped[str] = mapped_column(String(64), default="")
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)

    speakers: Mapped[list["SpeakerRow"]] = relationship(
        order_by="SpeakerRow.position", cascade="all, delete-orphan", lazy="raise"
    )


class SpeakerRow(Base):
    """Who speaks: somebody we know, or a name and where they come from."""

    __tablename__ = "speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    name: Mapped[str] = mapped_column(String(255), default="")

    person: Mapped[PersonRow | None] = relationship(lazy="raise")
    organisation: Mapped[OrganisationRow | None] = relationship(lazy="raise")

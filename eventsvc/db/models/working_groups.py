"""Working groups: members that work on one subject, and the people who do it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.people import PersonRow
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.meetings import Visibility


class WorkingGroupRow(Versioned, Base):
    """One working group. Its address stays when it has ended, and is never another group's."""

    __tablename__ = "working_group"
    __table_args__ = (UniqueConstraint("network_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(64))
    title: Mapped[Texts]
    about: Mapped[Texts] = mapped_column(default=dict)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Since when the group has ended: its calendar answers that it is gone."""

    members: Mapped[list["GroupMemberRow"]] = relationship(
        order_by="GroupMemberRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    people: Mapped[list["GroupPersonRow"]] = relationship(
        order_by="GroupPersonRow.position", cascade="all, delete-orphan", lazy="raise"
    )


class GroupMemberRow(Base):
    """An organisation that works in the group."""

    __tablename__ = "working_group_member"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("working_group.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class GroupPersonRow(Base):
    """Somebody who works in the group, and what they are in it."""

    __tablename__ = "working_group_person"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("working_group.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[GroupRole] = mapped_column(default=GroupRole.MEMBER)
    position: Mapped[int]

    person: Mapped[PersonRow] = relationship(lazy="raise")

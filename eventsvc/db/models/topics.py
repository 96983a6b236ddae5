"""Topics, and what organisations say about them: seeks, offers, focus, co-operations."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility


class TopicRow(Versioned, Base):
    """A topic of one network; free text maps to it only by its synonyms or by a person."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("network_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(64))
    label: Mapped[Texts]
    synonyms: Mapped[list[str]] = mapped_column(default=list)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))


class StatementRow(Versioned, Base):
    """One organisation seeks, offers or works on one topic, in its own words.

    A row without a topic is about all of them ("zu fast allen Themen"), unless it is ``unsorted``.
    """

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_network_topic", "network_id", "topic_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[StatementKind]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    unsorted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Said in free words; the office has not chosen a topic yet. Then it is about none."""
    text: Mapped[Texts]
    source: Mapped[str] = mapped_column(String(255), default="")
    stated_on: Mapped[date | None]
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.NETWORK)
    valid_until: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="SET NULL"), index=True
    )
    """The meeting at which it was written on a card."""

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")
    topic: Mapped[TopicRow | None] = relationship(lazy="raise")


class ExperienceRow(Base):
    """How much experience an organisation says it has on a topic: 1 is very much, 6 is none.

    Only what the organisation released stands here.
    """

    __tablename__ = "experience"
    __table_args__ = (CheckConstraint("grade BETWEEN 1 AND 6", name="grade_of_school"),)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    grade: Mapped[int]
    source: Mapped[str] = mapped_column(String(255), default="")
    stated_on: Mapped[date | None]
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.NETWORK)

    topic: Mapped[TopicRow] = relationship(lazy="raise")


class CooperationRow(Versioned, Base):
    """Two partners work together. A partner outside the network stands by name."""

    __tablename__ = "cooperation"
    __table_args__ = (
        CheckConstraint(
            "(partner_id IS NULL) <> (partner_name = '')", name="partner_by_row_or_name"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    partner_name: Mapped[str] = mapped_column(String(255), default="")
    subjects: Mapped[list[str]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(String(255), default="")
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)

    organisation: Mapped[OrganisationRow] = relationship(
        foreign_keys=[organisation_id], lazy="raise"
    )
    partner: Mapped[OrganisationRow | None] = relationship(foreign_keys=[partner_id], lazy="raise")

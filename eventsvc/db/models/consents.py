"""Consent: wordings that never change once used, decisions that are only appended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts
from eventsvc.db.models.uploads import UploadRow
from eventsvc.domain.consents import Channel, DecidedBy, Purpose, State


class ConsentWordingRow(Base):
    """What a person was asked or told, as it stood. A change is a new version."""

    __tablename__ = "consent_wording"
    __table_args__ = (UniqueConstraint("network_id", "purpose", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose]
    number: Mapped[int]
    text: Mapped[Texts]
    created_at: Mapped[datetime]


class ConsentDecisionRow(Base):
    """One decision (GDPR Art. 7(1): the controller can demonstrate it). No IP address."""

    __tablename__ = "consent_decision"
    __table_args__ = (
        Index("ix_consent_decision_person_purpose", "person_id", "purpose", "decided_at", "id"),
        Index("ix_consent_decision_network_meeting", "network_id", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    """None: the decision holds in the whole network."""
    purpose: Mapped[Purpose]
    state: Mapped[State]
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("consent_wording.id"))
    language: Mapped[str] = mapped_column(String(8), default="")
    decided_at: Mapped[datetime]
    decided_by: Mapped[DecidedBy]
    channel: Mapped[Channel]
    source: Mapped[str] = mapped_column(default="")
    """Where an answer given elsewhere stands; of a list, its file, sheet and row."""
    heading: Mapped[str] = mapped_column(default="", server_default="")
    """Over the column of a list in which it stands."""
    answer: Mapped[str] = mapped_column(default="", server_default="")
    """What stands there, as it was written."""
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id", ondelete="SET NULL"))
    """The paper that somebody signed."""
    entry: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Under which entry of the person it was made, when that was merged into another one later:
    its public id. Empty: under the one it stands with."""

    scan: Mapped[UploadRow | None] = relationship(lazy="raise")

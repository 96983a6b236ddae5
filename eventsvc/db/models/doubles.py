"""Entries that were merged into another one, and pairs that were said to be two people."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base


class MergedPersonRow(Base):
    """An entry that went: by what of it the person is found again, and nothing else.

    Lists that come in later still name the person so, the log still calls them so, and a copy
    made before the merge holds the entry under this id: whoever erases the person erases it too.
    """

    __tablename__ = "merged_person"
    __table_args__ = (UniqueConstraint("network_id", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    public_id: Mapped[str] = mapped_column(String(32), index=True)
    """The entry's own; its links answer that they are worthless now."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Whose entry it was."""
    given: Mapped[str] = mapped_column(String(255), default="")
    family: Mapped[str] = mapped_column(String(255), default="")
    folded_name: Mapped[str] = mapped_column(String(512), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    origin: Mapped[str] = mapped_column(String(255), default="")
    """The list that the entry came in by (``PersonRow.origin``)."""
    merged_at: Mapped[datetime]
    merged_by: Mapped[str] = mapped_column(String(64))


class DifferentPeopleRow(Base):
    """Somebody looked at two entries and said that they are two people. ``one`` is the older."""

    __tablename__ = "different_people"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        Index("ix_different_people_other", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    one_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    said_at: Mapped[datetime]
    said_by: Mapped[str] = mapped_column(String(64))

"""Badges: how they look, on what paper they are printed, and what was printed; no names."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base, Versioned


class BadgeStyleRow(Base):
    """How the badges of a meeting look (``domain.badge_styles.Style.stored``)."""

    __tablename__ = "badge_style"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    style: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class LabelSheetRow(Versioned, Base):
    """A sheet of labels that the office measured itself."""

    __tablename__ = "label_sheet"
    __table_args__ = (UniqueConstraint("network_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(64))
    """Its name in addresses and on the command line; no preset bears it."""
    label: Mapped[str] = mapped_column(String(255))
    measures: Mapped[dict[str, Any]]
    """Lengths in mm by the names of ``domain.sheets.Sheet``, and the fold."""


class BadgeDesignRow(Versioned, Base):
    """A design that an administrator wrote (``domain.own_designs.OwnDesign``)."""

    __tablename__ = "badge_design"
    __table_args__ = (UniqueConstraint("network_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    base: Mapped[str] = mapped_column(String(16))
    """The design it was copied from; badges get it when this one cannot be drawn."""
    sheet: Mapped[str] = mapped_column(String(64))
    """Whose labels it was made for."""
    html: Mapped[str] = mapped_column(Text)
    css: Mapped[str] = mapped_column(Text)


class PrinterRow(Base):
    """A printer as the office calls it: what lies in it, and how askew it pulls in."""

    __tablename__ = "printer"
    __table_args__ = (UniqueConstraint("network_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(64))
    x: Mapped[float]
    y: Mapped[float]
    """Shift of all labels, mm to the right and down."""
    used_at: Mapped[datetime]


class PrintRunRow(Base):
    """A print of many badges, drawn while nobody waits (``services.print_runs``)."""

    __tablename__ = "print_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(64))
    which: Mapped[str] = mapped_column(String(16))
    order: Mapped[str] = mapped_column(String(16))
    sheet: Mapped[str] = mapped_column(String(64))
    start: Mapped[int]
    x: Mapped[float]
    y: Mapped[float]
    total: Mapped[int]
    """Badges when it was asked for."""
    only: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    """Public ids of the attendances that were ticked; empty: all of ``which``."""
    done: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    failed: Mapped[str] = mapped_column(String(64), default="")
    """Code of the refusal; empty: it did not fail."""
    pdf: Mapped[bytes | None] = mapped_column(deferred=True)
    """The file, until it expires. Empty where nothing was left to print."""


class PrintRow(Base):
    """One badge of one print. ``content_hash`` tells whether the paper is still true."""

    __tablename__ = "print"
    __table_args__ = (Index("ix_print_attendance_printed_at", "attendance_id", "printed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    printed_at: Mapped[datetime]
    printed_by: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    """Empty: another badge of the same person lies about, see ``services.merging``."""
    no_photo: Mapped[bool]
    """Whether the mark was on the paper."""
    parts: Mapped[dict[str, str]] = mapped_column(default=dict, server_default=text("'{}'"))
    """A byte for each part, to tell which changed; empty for prints of before it was kept."""

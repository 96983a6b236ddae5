"""Imports: what network files said last, and attendee lists that wait for somebody to look."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base, Texts


class ImportMemoryRow(Base):
    """One thing of a network file. Values stand as digests: no copy of anybody's data.

    A memory whose row is gone says that people removed it: an import does not bring it back.
    """

    __tablename__ = "import_memory"
    __table_args__ = (UniqueConstraint("network_id", "subject", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(255))
    row_id: Mapped[int | None]
    """The row's id in the subject's table."""
    digests: Mapped[Texts] = mapped_column(default=dict)
    """Field → digest of the value that the file gave and the row took."""


class DraftRow(Base):
    """An attendee list somebody uploaded and has not taken yet. Deleted when taken, or in a day."""

    __tablename__ = "import_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """The name in its address: random, 128 bit."""
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(String(255))
    data: Mapped[bytes]
    mapping: Mapped[Texts] = mapped_column(default=dict)
    """Heading or letter of a column → what it holds."""
    organisations: Mapped[Texts] = mapped_column(default=dict)
    """Name as written → key of an organisation, or a choice of ``services.represented``."""
    has_replied: Mapped[bool] = mapped_column(default=True)
    """Whether people about whose reply the list says nothing have accepted."""
    uploaded_at: Mapped[datetime] = mapped_column(index=True)

"""What network files said last: how an import tells its own values from people's changes."""

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

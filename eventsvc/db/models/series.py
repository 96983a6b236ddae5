"""Series: meetings that come again, by a rule that may change from some date on."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.domain.meetings import Visibility


class SeriesRow(Versioned, Base):
    """One series. Its address stays through every change of its rule."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("network_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(64))
    title: Mapped[Texts]
    visibility: Mapped[Visibility]
    created_at: Mapped[datetime]

    plans: Mapped[list["SeriesPlanRow"]] = relationship(
        order_by="SeriesPlanRow.id", cascade="all, delete-orphan", lazy="raise"
    )


class SeriesPlanRow(Base):
    """By what rule the dates of a series come, and what each begins with, over some time.

    "This and all following" ends the plan and begins another. Slots are dates (``yyyy-mm-dd``).
    """

    __tablename__ = "series_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    """The name space of its meetings' UIDs."""
    last: Mapped[date | None]
    """No slot lies after it, once another plan took over or the series ended."""
    rule: Mapped[dict[str, Any]]
    """``domain.recurrence.Rule``."""
    hours: Mapped[dict[str, Any]]
    """``domain.recurrence.Hours``."""
    template: Mapped[dict[str, Any]]
    """What each meeting begins with, by the names that ``services.meetings`` takes."""
    left_out: Mapped[list[str]] = mapped_column(default=list)
    """Slots whose meetings were deleted."""

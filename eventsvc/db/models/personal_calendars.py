"""What people chose about their own calendars, and when these were fetched."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base
from eventsvc.domain.personal_calendar import Alarm, Scope


class PersonalCalendarRow(Base):
    """One person's calendar. No row: nobody chose or fetched anything yet."""

    __tablename__ = "personal_calendar"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    generation: Mapped[int] = mapped_column(default=0)
    """Raised for a new address, on top of ``PersonRow.link_generation``."""
    is_off: Mapped[bool] = mapped_column(default=False)
    scope: Mapped[Scope] = mapped_column(default=Scope.MINE)
    alarm: Mapped[Alarm] = mapped_column(default=Alarm.NONE)
    used_at: Mapped[datetime | None]
    """When a program last fetched it, to the hour; under the present address."""
    digest: Mapped[str] = mapped_column(String(64), default="")
    """Of what was fetched last, without its LAST-MODIFIED."""
    changed_at: Mapped[datetime | None]
    """When that became another: LAST-MODIFIED."""

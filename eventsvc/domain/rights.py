"""Rights that people use by letter or by phone, and by when they are answered (GDPR Art. 12–21).

Whoever has a personal link uses them there and at once; the office does the same for all others.
"""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from eventsvc.domain.errors import DomainError


class Right(StrEnum):
    """What somebody asks for."""

    ACCESS = "access"
    """A copy of everything that is held (Art. 15)."""
    CORRECTION = "correction"
    """Art. 16."""
    ERASURE = "erasure"
    """Art. 17."""
    RESTRICTION = "restriction"
    """Kept, and not used (Art. 18)."""
    OBJECTION = "objection"
    """Every use ends that was agreed to or not objected to (Art. 7(3), 21)."""


class RightAnswered(DomainError):
    """What was asked is answered already."""

    code = "right-answered"


def due_on(came_on: date) -> date:
    """Return the last day for the answer: one month later (Art. 12(3)).

    A month that has no such day ends it with its last one (Regulation 1182/71, Art. 3(2)(c)).
    """
    year, month = (came_on.year, came_on.month + 1) if came_on.month < 12 else (came_on.year + 1, 1)  # noqa: PLR2004 -- months
    return date(year, month, min(came_on.day, monthrange(year, month)[1]))

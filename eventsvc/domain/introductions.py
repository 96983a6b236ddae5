"""Introductions: two people are asked; only when both agree, each learns how to reach the other."""

from datetime import datetime
from enum import StrEnum

from eventsvc.domain.errors import DomainError


class Standing(StrEnum):
    """How an introduction stands."""

    ASKED = "asked"
    HALF = "half"
    """One of the two agreed."""
    MADE = "made"
    DECLINED = "declined"


class IntroductionOver(DomainError):
    """The two were introduced already, or one of them said no."""

    code = "introduction-over"


def standing(
    *, agreed: tuple[datetime | None, datetime | None], declined_at: datetime | None
) -> Standing:
    """Return how it stands, by when each of the two agreed; a no counts more than any yes."""
    if declined_at is not None:
        return Standing.DECLINED
    yes = sum(at is not None for at in agreed)
    return (Standing.ASKED, Standing.HALF, Standing.MADE)[yes]

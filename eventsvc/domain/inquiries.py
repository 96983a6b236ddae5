"""Inquiries: what a meeting asks its attendees beside consents: food, access, the tour they want.

What may be answered is a short list or a text. Some answers are about health or belief (GDPR
Art. 9: food, access), so each inquiry says who sees them and until when they are kept.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

USUAL_DAYS = 7
"""How many days after the meeting's end answers are kept, unless the inquiry says otherwise."""

TEXT_CHARACTERS = 500

YES, NO = "yes", "no"


class InquiryKind(StrEnum):
    """How one answers."""

    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    TEXT = "text"


class SeenBy(StrEnum):
    """Who may see the answers."""

    OFFICE = "office"
    HELPERS = "helpers"
    """The office, and those who let people in."""


def taken(kind: InquiryKind, said: Sequence[str], *, options: Sequence[str]) -> list[str]:
    """Return what of ``said`` is an answer; no answer is none, and so is what is not offered."""
    if kind is InquiryKind.TEXT:
        text = " ".join(" ".join(said).split())[:TEXT_CHARACTERS]
        return [text] if text else []
    offered = (YES, NO) if kind is InquiryKind.YES_NO else options
    chosen = [one for one in offered if one in said]
    return chosen if kind is InquiryKind.CHOICES else chosen[:1]


def totals(answers: Iterable[Sequence[str]]) -> Mapping[str, int]:
    """Return how often each option was chosen."""
    return Counter(one for answer in answers for one in answer)


def kept_until(dtend: datetime, *, days: int) -> datetime:
    """Return when the answers of a meeting that ends at ``dtend`` are erased."""
    return dtend + timedelta(days=days)

"""How long each kind of data is kept, and from when that is counted (GDPR Art. 5(1)(e)).

Clocks run from the end of the meeting, or from when a mail or a line of the log was written;
that of a person from the last meeting or sign of life.
Decisions are kept as proof, without the person's name once that is erased (Art. 7(1), 17(3)(b, e)).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is kept, each as long as it is needed."""

    FORMS = "forms"
    """Registration forms, with what waits in them."""
    PASSAGES = "passages"
    """Who passed the desk when; that somebody came stays."""
    PRINTS = "prints"
    """Which badge was printed when."""
    ATTENDANCES = "attendances"
    """Who came to a meeting; how many of which organisation stays."""
    MAILS = "mails"
    """Mails that went, or were refused."""
    REPLIES = "replies"
    """Answers to invitations that came by mail."""
    HANDOUTS = "handouts"
    """Lists that left the house: for whom, who stood on them."""
    CIRCULARS = "circulars"
    """Mails to the distribution list that were sent."""
    DATE_POLLS = "date-polls"
    """Polls for a date, with whom they asked and all answers."""
    SURVEYS = "surveys"
    """Whose an answer to a survey is; what was answered stays."""
    RIGHTS = "rights"
    """Rights used by letter or by phone, once they are answered."""
    AUDIT = "audit"
    """The audit log."""
    PEOPLE = "people"
    """Name, address and functions of people of whom nothing was heard any more."""


DAYS: Mapping[Kind, int] = {
    Kind.FORMS: 30,
    Kind.PASSAGES: 30,
    Kind.PRINTS: 90,
    Kind.ATTENDANCES: 3 * 365,
    Kind.MAILS: 90,
    Kind.REPLIES: 90,
    Kind.HANDOUTS: 365,
    Kind.CIRCULARS: 3 * 365,
    Kind.DATE_POLLS: 90,
    Kind.SURVEYS: 3 * 365,
    Kind.RIGHTS: 3 * 365,
    Kind.AUDIT: 3 * 365,
    Kind.PEOPLE: 3 * 365,
}
"""Days, where the network does not say otherwise."""

LEAST, MOST = 7, 3650


def days_of(named: Mapping[str, int]) -> dict[Kind, int]:
    """Return the days of each kind: the network's, else the usual ones."""
    return {kind: int(named.get(kind.value, days)) for kind, days in DAYS.items()}


def before(now: datetime, *, days: int) -> datetime:
    """Return the moment at which a clock must have started for its time to be over."""
    return now - timedelta(days=days)

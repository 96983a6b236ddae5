"""Suggestions for better meetings: what is asked, and what the office is shown of the answers.

Whether a form is anonymous is said before its first question and never changed once somebody
answered. Of an anonymous answer nothing is kept but its words: no moment, no order, no person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from eventsvc.domain.errors import DomainError

QUESTIONS = ("good", "better", "topics")
"""What was good, what should change, topics for next time."""

FEW = 5
"""Fewer anonymous answers than these are not shown as answers: one could tell who wrote them."""

KEPT = timedelta(days=365)
"""How long answers are kept after the meeting ended."""

LONGEST = 2000
"""Characters of one answer to one question."""


class FeedbackClosed(DomainError):
    """The form takes no answers (any more)."""

    code = "feedback-closed"


class FeedbackPromised(DomainError):
    """People answered already on the promise that the form made."""

    code = "feedback-promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody wrote. ``key`` names the answer; ``name`` is empty in an anonymous form."""

    key: str
    name: str = ""
    good: str = ""
    better: str = ""
    topics: str = ""


def as_answers(answers: Sequence[Answer], *, named: bool) -> bool:
    """Tell whether the texts of one person may stand beside each other."""
    return named or len(answers) >= FEW


def apart(answers: Sequence[Answer]) -> dict[str, list[str]]:
    """Return the texts to each question by themselves, in the order of the alphabet."""
    return {
        question: sorted(filter(None, (getattr(one, question) for one in answers)))
        for question in QUESTIONS
    }

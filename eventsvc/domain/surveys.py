"""Surveys: what members are asked, what is promised about names, and who may see the results.

Grades are school grades: 1 is the best, 6 the worst, so low is good. What is promised about names
is said before the first question and never changed once somebody answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from eventsvc.domain.errors import DomainError
from eventsvc.domain.feedback import FEW

BEST, WORST = 1, 6
GRADES = range(BEST, WORST + 1)

Said = Mapping[str, Any]
"""Key of a question → what was answered, in the form of its kind; an open question is not in it."""


class QuestionKind(StrEnum):
    """How one answers, and what the answer is."""

    GRADES = "grades"
    """Number of an item → its grade."""
    CHOICE = "choice"
    """A list of one number of an option."""
    CHOICES = "choices"
    """A list of numbers."""
    TEXT = "text"
    SEEKS = "seeks"
    """A list of maps: topic (a number, "all" or None), text."""
    OFFERS = "offers"
    COOPERATIONS = "cooperations"
    """A list of maps: partner, subjects."""


LISTED = frozenset({QuestionKind.GRADES, QuestionKind.CHOICE, QuestionKind.CHOICES})
"""Kinds of questions that have items or options."""
MOST_REMIND_DAYS = 60
"""So many days before the last one a reminder may go by itself."""


class Promise(StrEnum):
    """Under which name an answer is kept."""

    NAMED = "named"
    PSEUDONYMOUS = "pseudonymous"
    """The office sees a made-up sign; the program knows whose it is, so that it can be changed."""
    ANONYMOUS = "anonymous"
    """Nothing but the answer is kept: no organisation, no moment, no order."""


class SurveyState(StrEnum):
    """How far a survey is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    """Results that were published elsewhere, entered by hand; nobody answers it here."""


class SurveyClosed(DomainError):
    """The survey takes no answers (any more)."""

    code = "survey-closed"


class SurveyAnswered(DomainError):
    """Somebody began to answer; what was asked and promised stays as it is."""

    code = "survey-answered"


class SurveyEmpty(DomainError):
    """A survey without a question cannot be opened."""

    code = "survey-empty"


class AnsweredAlready(DomainError):
    """Somebody answered for the organisation, and nobody can tell which answer is theirs."""

    code = "answered-already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as the rules know it. ``numbers``: of its items or options, in their order."""

    key: str
    kind: QuestionKind
    numbers: Sequence[str] = ()
    topics: Mapping[str, int] = field(default_factory=dict)
    """Number of an item → the topic it is about."""
    is_experience: bool = False
    """The grades say how much experience there is, not how content somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one organisation answered. ``organisation``: None in an anonymous survey."""

    key: str
    said: Said
    organisation: int | None = None
    may_be_named: bool = False


def takes_answers(state: SurveyState, *, closes_on: date | None, today: date) -> bool:
    """Tell whether members may answer; the last day counts."""
    return state is SurveyState.OPEN and (closes_on is None or today <= closes_on)


def may_show(answers: Collection[Answer]) -> bool:
    """Tell whether others than the office may see results of these answers.

    Fewer than five are shown only if every answerer agreed to be named.
    """
    return len(answers) >= FEW or (bool(answers) and all(one.may_be_named for one in answers))


def one_each(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers that count: of several of one organisation the last one given."""
    last: dict[object, Answer] = {}
    for number, one in enumerate(answers):
        last[number if one.organisation is None else f"of {one.organisation}"] = one
    return list(last.values())


def doubles(answers: Sequence[Answer]) -> list[list[Answer]]:
    """Return the answers of each organisation that answered more than once."""
    found: dict[int, list[Answer]] = {}
    for one in answers:
        if one.organisation is not None:
            found.setdefault(one.organisation, []).append(one)
    return [several for several in found.values() if len(several) > 1]


def merged(first: Said, second: Said, *, takes_second: Collection[str]) -> dict[str, Any]:
    """Return one answer of two: ``second`` for the questions named, else ``first``."""
    sources = {
        key: second if key in takes_second else first for key in dict.fromkeys((*first, *second))
    }
    return {key: source[key] for key, source in sources.items() if key in source}


def sign_of(key: str) -> str:
    """Return the made-up sign that stands for an answer: the first letters of its random key."""
    return key[:6].upper()

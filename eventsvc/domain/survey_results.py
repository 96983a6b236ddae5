"""What answers to a survey come to: how many, mean, median, spread, how often each answer.

The mean of a question with several items is that of all grades given; its ``n`` is the number of
organisations that gave any. Comments stand apart from everything else, in alphabetical order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean, median, stdev
from typing import Any

from eventsvc.domain.surveys import Answer, Question, QuestionKind, may_show

ALL = "all"
"""Stands for every topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of grades: how many answers, and what is known of them. None: not known, or not enough."""

    n: int | None
    mean: float
    median: float | None = None
    spread: float | None = None
    """Standard deviation of a sample; with one grade there is none."""
    counts: Mapping[int, int] = field(default_factory=dict)
    """Grade → how often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was answered to one question; ``n`` organisations answered it."""

    question: Question
    n: int
    overall: Figures | None = None
    items: Mapping[str, Figures] = field(default_factory=dict)
    """Number of an item → its figures; an item without grades is not in it."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Number of an option, or topic (a number, "all", or "" for none) → how many organisations."""
    texts: tuple[str, ...] = ()
    is_hidden: bool = False
    """Too few answered for anybody but the office."""


def figures(grades: Sequence[int], *, n: int | None = None) -> Figures | None:
    """Return the figures of ``grades``; None when there are none. ``n``: of how many answers."""
    if not grades:
        return None
    return Figures(
        n=len(grades) if n is None else n,
        mean=fmean(grades),
        median=float(median(grades)),
        spread=stdev(grades) if len(grades) > 1 else None,
        counts=Counter(grades),
    )


def results(questions: Iterable[Question], answers: Sequence[Answer]) -> list[Result]:
    """Return what the office sees of each question."""
    return [_result(one, answers) for one in questions]


def results_for_others(questions: Iterable[Question], answers: Sequence[Answer]) -> list[Result]:
    """Return what everybody else may see: nothing that rests on too few answers."""
    return [_narrowed(_result(one, answers), answers) for one in questions]


def _result(question: Question, answers: Sequence[Answer]) -> Result:
    said = [one.said[question.key] for one in answers if one.said.get(question.key)]
    if question.kind is QuestionKind.GRADES:
        return _graded(question, said)
    if question.kind is QuestionKind.TEXT:
        return Result(question=question, n=len(said), texts=tuple(sorted(said)))
    if question.kind is QuestionKind.COOPERATIONS:
        given = (line for lines in said for line in lines)
        lines = [": ".join(filter(None, (one["partner"], one["subjects"]))) for one in given]
        return Result(question=question, n=len(said), texts=tuple(sorted(lines)))
    if question.kind in {QuestionKind.SEEKS, QuestionKind.OFFERS}:
        return _spoken(question, said)
    counts = Counter(number for numbers in said for number in numbers)
    return Result(question=question, n=len(said), counts=counts)


def _graded(question: Question, said: Sequence[Mapping[str, int]]) -> Result:
    items = {}
    for number in question.numbers:
        found = figures([one[number] for one in said if number in one])
        if found is not None:
            items[number] = found
    known = set(question.numbers)
    grades = [grade for one in said for number, grade in one.items() if number in known]
    n = sum(bool(known & one.keys()) for one in said)
    return Result(question=question, n=n, overall=figures(grades, n=n), items=items)


def _spoken(question: Question, said: Sequence[Sequence[Mapping[str, Any]]]) -> Result:
    topics = ({_topic(line) for line in lines} for lines in said)
    texts = (line["text"] for lines in said for line in lines if line["text"])
    return Result(
        question=question,
        n=len(said),
        counts=Counter(topic for several in topics for topic in several),
        texts=tuple(sorted(texts)),
    )


def _topic(line: Mapping[str, Any]) -> str:
    return "" if line["topic"] is None else str(line["topic"])


def _narrowed(result: Result, answers: Sequence[Answer]) -> Result:
    key = result.question.key
    gave = [one for one in answers if one.said.get(key)]
    if gave and not may_show(gave):
        return Result(question=result.question, n=result.n, is_hidden=True)
    shown = {
        number: found
        for number, found in result.items.items()
        if may_show([one for one in gave if number in one.said[key]])
    }
    return replace(result, items=shown)

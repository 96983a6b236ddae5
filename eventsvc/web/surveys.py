"""Surveys in words: kinds of questions, what is promised, what the ends of a scale mean."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.domain.survey_results import ALL
from eventsvc.domain.surveys import Promise, QuestionKind, SurveyState
from eventsvc.web.jinja import text

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyQuestionRow, TopicRow

KINDS: Mapping[QuestionKind, LazyString] = {
    QuestionKind.GRADES: lazy_gettext("Grades from 1 to 6"),
    QuestionKind.CHOICE: lazy_gettext("One of several answers"),
    QuestionKind.CHOICES: lazy_gettext("Several answers at once"),
    QuestionKind.TEXT: lazy_gettext("A text"),
    QuestionKind.SEEKS: lazy_gettext("What they seek, by topic"),
    QuestionKind.OFFERS: lazy_gettext("What they offer, by topic"),
    QuestionKind.COOPERATIONS: lazy_gettext("With whom they work together"),
}
STATES: Mapping[SurveyState, tuple[LazyString, str]] = {
    SurveyState.DRAFT: (lazy_gettext("In preparation"), "plain"),
    SurveyState.OPEN: (lazy_gettext("Open"), "success"),
    SurveyState.CLOSED: (lazy_gettext("Closed"), "plain"),
    SurveyState.PUBLISHED: (lazy_gettext("Published elsewhere"), "plain"),
}
"""The words, and the kind of badge they stand in."""
PROMISES: Mapping[Promise, tuple[LazyString, LazyString]] = {
    Promise.NAMED: (
        lazy_gettext("With your name"),
        lazy_gettext(
            "The office sees what your organisation answered. Everybody else sees numbers without "
            "names, and none that rest on fewer than 5 answers unless all who answered agreed to "
            "be named."
        ),
    ),
    Promise.PSEUDONYMOUS: (
        lazy_gettext("Under a made-up sign"),
        lazy_gettext(
            "The office sees your answers under a sign such as K3F9A2, not under your name. The "
            "program knows whose they are, so that you can change them and nobody counts twice. "
            "Everybody else sees numbers, and none that rest on fewer than 5 answers."
        ),
    ),
    Promise.ANONYMOUS: (
        lazy_gettext("Anonymous"),
        lazy_gettext(
            "When you send, nothing is kept but your answers: no name, no organisation, no time. "
            "So nobody can change them afterwards, you neither. That your organisation answered is "
            "noted, so that nobody reminds you. Everybody but the office sees numbers only, and "
            "none that rest on fewer than 5 answers."
        ),
    ),
}
"""The heading and the sentence that stand before the first question."""


def ends_of(row: "SurveyQuestionRow") -> tuple[object, object]:
    """Return what 1 and what 6 mean."""
    return (
        text(row.best) or gettext("much experience"),
        text(row.worst) or gettext("no experience"),
    )


def answer_in_words(
    row: "SurveyQuestionRow", said: Any, topics: "Mapping[int, TopicRow]"
) -> list[str]:
    """Return what was answered to the question, line by line."""
    if not said:
        return []
    if row.kind is QuestionKind.GRADES:
        return [f"{_label(row, number)}: {said[number]}" for number in row.order if number in said]
    if row.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return [_label(row, number) for number in said]
    if row.kind is QuestionKind.TEXT:
        return [str(said)]
    if row.kind is QuestionKind.COOPERATIONS:
        return [": ".join(filter(None, (one["partner"], one["subjects"]))) for one in said]
    return [_spoken(one, topics) for one in said]


def topic_in_words(topic: object, topics: "Mapping[int, TopicRow]") -> str:
    """Return what a topic of an answer is called; empty for none."""
    if topic == ALL:
        return str(gettext("All topics"))
    row = topics.get(int(str(topic))) if topic not in {None, ""} else None
    return str(text(row.label)) if row else ""


def _label(row: "SurveyQuestionRow", number: str) -> str:
    return str(text(row.options.get(number, {})))


def _spoken(line: Mapping[str, Any], topics: "Mapping[int, TopicRow]") -> str:
    words: Sequence[str] = (topic_in_words(line["topic"], topics), line["text"])
    return ": ".join(filter(None, words))

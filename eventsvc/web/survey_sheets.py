"""Results of a survey in the words of the page: everything for the office, enough for others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.domain.collation import sort_key
from eventsvc.domain.feedback import FEW
from eventsvc.domain.survey_results import (
    Figures,
    Result,
    results,
    results_for_others,
)
from eventsvc.domain.surveys import Answer, Promise, QuestionKind, SurveyState, may_show, one_each
from eventsvc.outputs.surveys import Asked, Sheet, answers_text, parts_of
from eventsvc.web.jinja import date_text, list_text, text
from eventsvc.web.languages import current_language
from eventsvc.web.surveys import PROMISES, ends_of, topic_in_words

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, SurveyQuestionRow, SurveyRow, TopicRow

SPOKEN = frozenset({QuestionKind.SEEKS, QuestionKind.OFFERS})


@dataclass(frozen=True, slots=True)
class Findings:
    """A survey with what it came to. ``asked``: of how many organisations; 0: not known."""

    survey: "SurveyRow"
    questions: "Sequence[SurveyQuestionRow]"
    answers: Sequence[Answer]
    """One of each organisation."""
    asked: int
    all_answers: Sequence[Answer]
    """Those that an organisation gave twice, too."""
    names: Sequence[str]
    """Of those who agreed to stand beside the results, in the order of the alphabet."""


def findings_of(survey: "SurveyRow") -> Findings:
    """Return the survey's questions and answers."""
    rows = queries.answers_by_survey([survey.id])[survey.id]
    given = [queries.as_answer(row) for row in rows]
    named = {
        str(text(row.organisation.name)) for row in rows if row.may_be_named and row.organisation
    }
    asked, _ = queries.count_answered([survey.id]).get(survey.id, (0, 0))
    return Findings(
        survey=survey,
        questions=queries.questions_of([survey.id])[survey.id],
        answers=one_each(given),
        asked=asked,
        all_answers=given,
        names=sorted(named, key=sort_key),
    )


def asked_in_words(found: Findings, *, for_office: bool) -> list[Asked]:
    """Return each question with its result; others get what rests on enough answers."""
    told = results if for_office else results_for_others
    topics = {row.id: row for row in directory.topics_of(found.survey.network_id)}
    rules = [queries.as_question(row) for row in found.questions]
    pairs = zip(found.questions, told(rules, found.answers), strict=True)
    return [_asked(row, result, topics) for row, result in pairs]


def sheet_of(found: Findings, network: "NetworkRow", *, for_office: bool) -> Sheet:
    """Return the results as they are shown."""
    language = current_language()
    return Sheet(
        title=str(text(found.survey.title)),
        network=str(text(network.name)),
        facts=tuple(_facts(found)),
        parts=parts_of(asked_in_words(found, for_office=for_office), language=language),
        language=language,
    )


def published_figures(row: "SurveyQuestionRow") -> Figures:
    """Return mean and median as they were published; nothing else is known of them."""
    median = float(row.median) if row.median else None
    return Figures(n=row.answers, mean=float(row.mean), median=median)


def digits_of(row: "SurveyQuestionRow") -> int:
    """Return how many decimals a mean has: as many as were published, else two."""
    return len(row.mean.partition(".")[2]) if row.mean else 2


def _facts(found: Findings) -> Iterable[str]:
    survey = found.survey
    if survey.state is SurveyState.PUBLISHED:
        yield gettext("Published on %(date)s.", date=date_text(survey.held_on))
        if survey.source:
            yield gettext("Source: %(source)s", source=survey.source)
        if any(row.answers is None for row in found.questions):
            yield gettext("How many answered was not published.")
    else:
        yield gettext("Asked since %(date)s.", date=date_text(survey.held_on))
        yield _turnout(found)
        if len(found.answers) < FEW and may_show(found.answers):
            # That is why everybody may see them.
            yield gettext("Answered by: %(names)s", names=list_text(found.names))
        if survey.promise is not Promise.NAMED:
            yield f"{PROMISES[survey.promise][0]}."
    note = str(text(survey.note))
    if note:
        yield note


def _turnout(found: Findings) -> str:
    answered = len(found.answers)
    if not found.asked:
        return answers_text(answered, language=current_language())
    words: str = gettext(
        "%(answered)s of %(asked)s members answered.", answered=answered, asked=found.asked
    )
    return words


def _asked(row: "SurveyQuestionRow", result: Result, topics: "dict[int, TopicRow]") -> Asked:
    best, worst = ends_of(row)
    labels = {number: str(text(row.options[number])) for number in row.order}
    if row.kind in SPOKEN:
        labels = {topic: topic_in_words(topic, topics) for topic in result.counts}
    if row.mean:
        published = published_figures(row)
        result = Result(question=result.question, n=row.answers or 0, overall=published)
    return Asked(
        title=str(text(row.title)),
        result=result,
        labels=labels,
        best=str(best),
        worst=str(worst),
        digits=digits_of(row),
    )

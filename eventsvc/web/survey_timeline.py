"""The same question in several surveys: its means in time, on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventsvc.db.queries import surveys as queries
from eventsvc.domain.survey_results import results
from eventsvc.domain.surveys import QuestionKind, one_each
from eventsvc.outputs.surveys import answers_text, mean_text, place
from eventsvc.web.jinja import short_date, text
from eventsvc.web.languages import current_language
from eventsvc.web.survey_sheets import digits_of, published_figures
from eventsvc.web.surveys import ends_of

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyQuestionRow, SurveyRow
    from eventsvc.domain.survey_results import Figures


@dataclass(frozen=True, slots=True)
class Point:
    """One mean: of which survey, when, of how many answers, where on the scale."""

    survey: str
    day: str
    mean: str
    answers: str
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """A question, or one of its items, through time; the earliest point first."""

    label: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Measure:
    """A question that several surveys asked."""

    title: str
    ends: tuple[object, object]
    lines: Sequence[Line]


def compared(surveys: "Sequence[SurveyRow]") -> list[Measure]:
    """Return what more than one of the surveys asked, in the order of the newest one."""
    questions = queries.questions_of([row.id for row in surveys])
    asked: dict[str, list[tuple[SurveyRow, SurveyQuestionRow]]] = {}
    for survey in surveys:  # the latest first
        for row in questions[survey.id]:
            if row.kind is QuestionKind.GRADES:
                asked.setdefault(row.measure, []).append((survey, row))
    found = _figures(surveys, questions)
    measures = (_measure(pairs[::-1], found) for pairs in asked.values())
    return [one for one in measures if any(len(line.points) > 1 for line in one.lines)]


def _figures(
    surveys: "Sequence[SurveyRow]", questions: "Mapping[int, Sequence[SurveyQuestionRow]]"
) -> "dict[int, dict[str, Figures]]":
    """Return question id → number of an item ("" for all of them) → its figures."""
    found: dict[int, dict[str, Figures]] = {}
    given = queries.answers_by_survey([row.id for row in surveys])
    for survey in surveys:
        answers = one_each([queries.as_answer(one) for one in given.get(survey.id, ())])
        for row in questions[survey.id]:
            [result] = results([queries.as_question(row)], answers)
            overall = published_figures(row) if row.mean else result.overall
            found[row.id] = {"": overall, **result.items} if overall else {}
    return found


def _measure(
    pairs: "Sequence[tuple[SurveyRow, SurveyQuestionRow]]",
    found: "dict[int, dict[str, Figures]]",
) -> Measure:
    _, newest = pairs[-1]
    title = str(text(newest.title))
    lines = [_line("", title, pairs, found)]
    lines += [
        _line(number, str(text(newest.options[number])), pairs, found) for number in newest.order
    ]
    return Measure(
        title=title,
        ends=ends_of(newest),
        lines=[line for line in lines if len(line.points) > 1 or line is lines[0]],
    )


def _line(
    number: str,
    label: str,
    pairs: "Sequence[tuple[SurveyRow, SurveyQuestionRow]]",
    found: "dict[int, dict[str, Figures]]",
) -> Line:
    language = current_language()
    points = []
    for survey, row in pairs:
        figures = found[row.id].get(number)
        if figures is not None:
            points.append(
                Point(
                    str(text(survey.title)),
                    short_date(survey.held_on),
                    mean_text(figures, language=language, digits=digits_of(row)),
                    answers_text(figures.n, language=language),
                    place(figures.mean),
                )
            )
    return Line(label, points)

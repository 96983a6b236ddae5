"""Surveys with their questions, published results and answers, from the file into the database.

What somebody answered stays as it was asked: then questions and promise take no change.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from eventsvc.db.models import SurveyQuestionRow, SurveyRow
from eventsvc.db.transaction import session
from eventsvc.domain.surveys import QuestionKind, SurveyState
from eventsvc.inputs.networks.surveys import QuestionPart, ResultPart, SurveyPart
from eventsvc.services.imports.merging import Accessor, Accessors
from eventsvc.services.imports.records import Importing, Wanted, values_of
from eventsvc.services.imports.survey_answers import take_answer
from eventsvc.services.imports.survey_known import (
    Known,
    key_for,
    known_surveys,
    measure_for,
    noon_of,
)
from eventsvc.services.surveys.survey_rows import read_question, write_question

_COLUMNS = {
    name: name for name in ("title", "intro", "note", "source", "promise", "remind_days")
} | {"date": "held_on", "until": "closes_on"}
_ONCE_ANSWERED = frozenset(("questions", "promise"))
"""What takes no change any more."""
_PUBLISHED = ("mean", "median", "answers")


def take_surveys(importing: Importing, parts: Sequence[SurveyPart]) -> None:
    """Bring in all surveys, each with its answers; nobody is asked by an import."""
    known = known_surveys(importing.network.id, {key_for(importing, part.key) for part in parts})
    for part in parts:
        row = _take_survey(importing, part, known)
        for answer in part.answers:
            take_answer(importing, (part, answer), row, known)


def _take_survey(importing: Importing, part: SurveyPart, known: Known) -> SurveyRow | None:
    key = key_for(importing, part.key)
    row = known.surveys.get(key)
    is_begun = row is not None and row.id in known.begun
    before = _reminder(row)
    taken = importing.take(
        _wanted(importing, part),
        row,
        create=partial(_new, importing, key),
        accessors=_accessors(importing, part, known),
        locked=_ONCE_ANSWERED if is_begun else False,
    )
    if taken is None:
        return None
    if _reminder(taken) != before:
        taken.reminded_at = None
    for answered in part.answered:
        if answered in importing.organisations:
            known.member(
                taken.id, importing.organisations[answered].id, moment=noon_of(importing, part.date)
            ).has_answered = True
    return taken


def _reminder(row: SurveyRow | None) -> object:
    """Return what a reminder depends on; with another of these it goes once more."""
    return (row.closes_on, row.remind_days) if row else None


def _wanted(importing: Importing, part: SurveyPart) -> Wanted:
    values, said = values_of(part, _COLUMNS)
    values["held_on"] = part.date or importing.now.date()
    if part.results:
        values |= {"state": SurveyState.PUBLISHED, "results": _results(importing, part)}
        said |= {"results"}
    else:
        values |= {"state": SurveyState.DRAFT, "questions": _questions(importing, part)}
        said |= {"questions"}
    if part.answers:
        values |= {"state": SurveyState.CLOSED, "asked": _asked(importing, part)}
        said |= {"state", "asked"}
    return Wanted(subject="survey", key=part.key, values=values, said=said)


def _new(importing: Importing, key: str) -> SurveyRow:
    """Return an empty survey that has its id already: questions point at it."""
    row = SurveyRow(
        network_id=importing.network.id, key=key, title={}, held_on=importing.now.date()
    )
    session().add(row)
    session().flush()
    return row


def _accessors(importing: Importing, part: SurveyPart, known: Known) -> Accessors:
    closed = noon_of(importing, part.until or part.date) if part.date else None
    asks = Accessor(partial(_read_questions, known), partial(_write_questions, known))
    return {
        "questions": asks,
        "results": asks,
        "state": Accessor(lambda row: row.state, partial(_write_state, closed)),
        "asked": Accessor(
            partial(_read_asked, known), partial(_write_asked, known, noon_of(importing, part.date))
        ),
    }


def _write_state(closed: datetime | None, row: SurveyRow, state: SurveyState) -> None:
    row.state, row.closed_at = state, closed if state is SurveyState.CLOSED else None


def _questions(importing: Importing, part: SurveyPart) -> list[dict[str, Any]]:
    return [_question(importing, part.key, one) for one in part.questions]


def _question(importing: Importing, survey: str, part: QuestionPart) -> dict[str, Any]:
    topics = importing.topics
    options = [
        {
            "number": number,
            "label": one.label,
            "topic": topics[one.topic].id if one.topic in topics else None,
        }
        for number, one in enumerate(part.options, start=1)
    ]
    key = key_for(importing, survey, part.key)
    return {
        "key": key,
        "kind": part.kind,
        "title": part.title,
        "hint": part.hint,
        "best": part.best,
        "worst": part.worst,
        "measure": measure_for(importing, part.measure) or key,
        "options": options,
        "mean": "",
        "median": "",
        "answers": None,
    }


def _results(importing: Importing, part: SurveyPart) -> list[dict[str, Any]]:
    numbered = enumerate(part.results, start=1)
    return [_result(importing, key_for(importing, part.key, str(at)), one) for at, one in numbered]


def _result(importing: Importing, key: str, part: ResultPart) -> dict[str, Any]:
    return {
        "key": key,
        "kind": QuestionKind.GRADES,
        "title": part.title,
        "hint": {},
        "best": {},
        "worst": {},
        "measure": measure_for(importing, part.measure) or key,
        "options": [],
        "mean": part.mean,
        "median": part.median,
        "answers": part.answers,
    }


def _read_questions(known: Known, survey: SurveyRow) -> list[dict[str, Any]]:
    return [
        {name: getattr(row, name) for name in ("key", "kind", *_PUBLISHED)} | read_question(row)
        for row in known.questions.get(survey.id, ())
    ]


def _write_questions(known: Known, survey: SurveyRow, asked: list[dict[str, Any]]) -> None:
    there = {row.key: row for row in known.questions.get(survey.id, ())}
    found = []
    for position, one in enumerate(asked, start=1):
        row = there.pop(one["key"], None) or SurveyQuestionRow(
            survey_id=survey.id, key=one["key"], options={}
        )
        row.position, row.kind = position, one["kind"]
        for name in _PUBLISHED:
            setattr(row, name, one[name])
        row.options = {str(line["number"]): line["label"] for line in one["options"]}
        write_question(row, one)
        session().add(row)
        found.append(row)
    for row in there.values():
        session().delete(row)
    session().flush()
    known.questions[survey.id] = found


def _asked(importing: Importing, part: SurveyPart) -> list[int]:
    """Return who was asked: those that the file names, and all who answered."""
    keys = {*part.asked, *part.answered, *(answer.org for answer in part.answers)}
    return sorted(row.id for key, row in importing.organisations.items() if key in keys)


def _read_asked(known: Known, survey: SurveyRow) -> list[int]:
    return sorted(known.asked.get(survey.id, ()))


def _write_asked(known: Known, moment: datetime, survey: SurveyRow, asked: list[int]) -> None:
    """Add who was asked, too; who is asked already stays so."""
    for organisation in asked:
        known.member(survey.id, organisation, moment=moment)

"""The questions of a survey: they may change as long as nobody began to answer."""

from collections.abc import Mapping
from random import Random
from typing import Any

from eventsvc.db.models import SurveyQuestionRow, SurveyRow
from eventsvc.db.queries import surveys as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect, touch
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import QuestionKind, SurveyAnswered
from eventsvc.services.acts import Act
from eventsvc.services.surveys.survey_rows import new_question, write_question
from eventsvc.services.surveys.surveys import wanted

Values = Mapping[str, Any]


def add(
    key: str, values: Values, *, kind: QuestionKind, nonce: str, act: Act, random: Random
) -> None:
    """Ask one more thing, at the end.

    Raises:
        NotFound: The network has no such survey.
        SurveyAnswered: Somebody began to answer.
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        survey = _unanswered(key, act)
        there = queries.questions_of([survey.id])[survey.id]
        row = new_question(survey.id, len(there) + 1, kind, random)
        write_question(row, values)
        writing.add(row)
        touch(survey)
        act.note("survey.question-added", f"survey:{key}", {"kind": kind.value})


def change(key: str, question: str, values: Values, *, version: int, act: Act) -> None:
    """Change what is asked; how one answers stays.

    Raises:
        NotFound: The network has no such survey, or it asks no such thing.
        SurveyAnswered: Somebody began to answer.
        EditConflict: Somebody changed the question since ``version``.
    """
    with transaction():
        survey = _unanswered(key, act)
        write_question(expect(_asked(survey, question), version), values)
        act.note("survey.question-changed", f"survey:{key}")


def remove(key: str, question: str, *, act: Act) -> None:
    """Ask something no more.

    Raises:
        NotFound: The network has no such survey, or it asks no such thing.
        SurveyAnswered: Somebody began to answer.
    """
    with transaction() as writing:
        survey = _unanswered(key, act)
        writing.delete(_asked(survey, question))
        act.note("survey.question-removed", f"survey:{key}")


def move(key: str, question: str, *, by: int, act: Act) -> None:
    """Move a question up (-1) or down (1).

    Raises:
        NotFound: The network has no such survey, or it asks no such thing.
        SurveyAnswered: Somebody began to answer.
    """
    with transaction():
        survey = _unanswered(key, act)
        rows = list(queries.questions_of([survey.id])[survey.id])
        at = rows.index(_asked(survey, question))
        rows.insert(max(0, at + by), rows.pop(at))
        for position, row in enumerate(rows, start=1):
            row.position = position
        act.note("survey.question-moved", f"survey:{key}")


def _unanswered(key: str, act: Act) -> SurveyRow:
    row = wanted(key, act)
    if queries.is_begun(row.id):
        raise SurveyAnswered
    return row


def _asked(survey: SurveyRow, question: str) -> SurveyQuestionRow:
    row = queries.question_by_key(survey.id, question)
    if row is None:
        raise NotFound
    return row

"""Rows of questions: new ones, and copies that can be compared with what they were copied from."""

from random import Random

from eventsvc.db.models import SurveyQuestionRow
from eventsvc.domain.surveys import QuestionKind

_COPIED = ("kind", "title", "hint", "options", "order", "topics", "best", "worst", "measure")


def new_question(
    survey_id: int, position: int, kind: QuestionKind, random: Random
) -> SurveyQuestionRow:
    """Return a question that asks nothing yet and is compared with none."""
    key = f"{random.getrandbits(64):016x}"
    return SurveyQuestionRow(
        survey_id=survey_id,
        key=key,
        measure=key,
        position=position,
        kind=kind,
        options={},
        order=[],
    )


def copied(one: SurveyQuestionRow, survey_id: int, random: Random) -> SurveyQuestionRow:
    """Return the same question for another survey."""
    row = new_question(survey_id, one.position, one.kind, random)
    for name in _COPIED:
        setattr(row, name, getattr(one, name))
    return row

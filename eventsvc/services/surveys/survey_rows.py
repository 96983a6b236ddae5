"""Rows of questions: new ones, what they ask, and copies that can be compared with their origin."""

from collections.abc import Mapping
from random import Random
from typing import Any

from eventsvc.db.models import SurveyQuestionRow
from eventsvc.domain.surveys import QuestionKind
from eventsvc.services.options import renumbered

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


def write_question(row: SurveyQuestionRow, values: Mapping[str, Any]) -> None:
    """Let ``row`` ask what ``values`` say; without a measure it is compared with none."""
    row.title, row.hint = values["title"], values["hint"]
    row.best, row.worst = values.get("best", {}), values.get("worst", {})
    row.measure = values.get("measure") or row.key
    lines = values.get("options", ())
    row.options = renumbered(row.options, lines)
    row.order = list(row.options)
    named = zip(row.order, lines, strict=True)
    row.topics = {number: line["topic"] for number, line in named if line.get("topic")}


def read_question(row: SurveyQuestionRow) -> dict[str, Any]:
    """Return what ``row`` asks, as ``write_question`` takes it."""
    options = [
        {"number": int(number), "label": row.options[number], "topic": row.topics.get(number)}
        for number in row.order
    ]
    names = ("title", "hint", "best", "worst", "measure")
    return {name: getattr(row, name) for name in names} | {"options": options}


def copied(one: SurveyQuestionRow, survey_id: int, random: Random) -> SurveyQuestionRow:
    """Return the same question for another survey."""
    row = new_question(survey_id, one.position, one.kind, random)
    for name in _COPIED:
        setattr(row, name, getattr(one, name))
    return row

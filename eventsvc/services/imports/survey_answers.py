"""Answers to a survey, from the file into the database: an organisation's, or without a name."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from eventsvc.db.models import SurveyAnswerRow, SurveyQuestionRow, SurveyRow
from eventsvc.domain.survey_results import ALL
from eventsvc.domain.surveys import QuestionKind
from eventsvc.inputs.networks.surveys import AnswerPart, QuestionPart, SurveyPart
from eventsvc.services.imports.merging import Accessor, digest
from eventsvc.services.imports.records import Importing, Wanted
from eventsvc.services.imports.survey_known import Known, key_for, noon_of


def take_answer(
    importing: Importing,
    parts: tuple[SurveyPart, AnswerPart],
    survey: SurveyRow | None,
    known: Known,
) -> None:
    """Bring in what one organisation answered, unless people ask something else now."""
    part, answer = parts
    key = key_for(importing, part.key, "answer", answer.key or answer.org)
    said = _said(importing, parts, known.questions.get(survey.id, ())) if survey else None
    wanted = _wanted(importing, parts, said)
    organisation = importing.organisations.get(answer.org)
    if survey is None or said is None or (answer.org and organisation is None):
        importing.skip(wanted)
        return
    row = importing.take(
        wanted,
        known.answers.get(key),
        create=partial(SurveyAnswerRow, key=key, survey_id=survey.id, said={}),
        accessors={"said": Accessor(lambda one: sorted(one.said.items()), _write_said)},
    )
    if row is not None and key not in known.answers and organisation:
        moment = noon_of(importing, part.date)
        known.member(survey.id, organisation.id, moment=moment).has_answered = True


def _wanted(
    importing: Importing, parts: tuple[SurveyPart, AnswerPart], said: dict[str, Any] | None
) -> Wanted:
    part, answer = parts
    organisation = importing.organisations.get(answer.org)
    values = {
        "organisation_id": organisation.id if organisation else None,
        "may_be_named": answer.named,
        "sent_at": noon_of(importing, answer.date or part.date) if organisation else None,
        "said": sorted((said or {}).items()),
    }
    unsaid = set() if "named" in answer.model_fields_set else {"may_be_named"}
    return Wanted(
        subject="survey-answer",
        key=f"{part.key}:{answer.key or answer.org}",
        values=values,
        said=frozenset(values.keys() - unsaid),
    )


def _write_said(row: SurveyAnswerRow, said: list[tuple[str, Any]]) -> None:
    row.said = dict(said)


def _said(
    importing: Importing,
    parts: tuple[SurveyPart, AnswerPart],
    rows: Sequence[SurveyQuestionRow],
) -> dict[str, Any] | None:
    """Return the answers by the keys of questions; None if people ask something else now."""
    part, answer = parts
    there = {row.key: row for row in rows}
    found = {}
    for question in part.questions:
        one = part.said_by(answer).said.get(question.key)
        if one is None:
            continue
        row = there.get(key_for(importing, part.key, question.key))
        numbers = _numbers(question, row) if row else None
        if row is None or numbers is None:
            return None
        found[row.key] = _translated(importing, question, one, numbers)
    return found


def _numbers(question: QuestionPart, row: SurveyQuestionRow) -> list[str] | None:
    """Return the numbers of the options in the file; None if one of them is gone."""
    by_label = {digest(row.options[number]): number for number in row.order}
    numbers = [by_label.get(digest(one.label), "") for one in question.options]
    return numbers if all(numbers) else None


def _translated(
    importing: Importing, question: QuestionPart, one: Any, numbers: Sequence[str]
) -> Any:
    """Return an answer with the numbers of options and topics in the database."""
    match question.kind:
        case QuestionKind.GRADES:
            return {numbers[at]: grade for at, grade in one.items()}
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return [numbers[at] for at in one]
        case QuestionKind.SEEKS | QuestionKind.OFFERS:
            return [line | {"topic": _topic(importing, line["topic"])} for line in one]
    return one


def _topic(importing: Importing, key: str | None) -> int | str | None:
    if key == ALL:
        return ALL
    row = importing.topics.get(key or "")
    return row.id if row else None

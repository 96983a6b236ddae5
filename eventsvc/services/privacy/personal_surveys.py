"""What a person answered to surveys for organisations, as the copy of all that is held tells it."""

from collections.abc import Mapping
from typing import Any

from eventsvc.db.models import NetworkRow, SurveyQuestionRow, TopicRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.domain.surveys import QuestionKind
from eventsvc.domain.texts import choose


def survey_answers(network: NetworkRow, person_id: int) -> list[dict[str, Any]]:
    """Return the answers under a name, and what was kept to go on later."""
    answers = queries.answers_of_person(person_id)
    drafts = queries.drafts_of_person(person_id)
    given = [(survey, row.said, row.sent_at) for row, survey in answers]
    given += [(survey, row.said, None) for row, survey in drafts]
    questions = queries.questions_of([survey.id for survey, _, _ in given])
    topics = {row.id: row for row in directory.topics_of(network.id)}
    return [
        {
            "survey": _text(network, survey.title),
            "sent_at": sent_at.isoformat() if sent_at else None,
            "answers": {
                _text(network, row.title): _plain(network, row, said[row.key], topics)
                for row in questions[survey.id]
                if row.key in said
            },
        }
        for survey, said, sent_at in given
    ]


def _plain(
    network: NetworkRow, row: SurveyQuestionRow, said: Any, topics: Mapping[int, TopicRow]
) -> Any:
    if row.kind is QuestionKind.GRADES:
        return {_text(network, row.options[number]): grade for number, grade in said.items()}
    if row.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return [_text(network, row.options[number]) for number in said]
    if row.kind in {QuestionKind.SEEKS, QuestionKind.OFFERS}:
        return [line | {"topic": _topic(network, line["topic"], topics)} for line in said]
    return said


def _topic(network: NetworkRow, topic: object, topics: Mapping[int, TopicRow]) -> Any:
    row = topics.get(topic) if isinstance(topic, int) else None
    return _text(network, row.label) if row else topic


def _text(network: NetworkRow, texts: dict[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text

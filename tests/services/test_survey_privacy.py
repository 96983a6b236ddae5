"""What surveys hold of people: told to them, gone with them, nobody's once time is over."""

from datetime import timedelta

import pytest

from eventsvc.db.erasures import NAME
from eventsvc.db.models import SurveyAnswerRow, SurveyDraftRow, TopicRow
from eventsvc.db.transaction import session
from eventsvc.domain.retention import DAYS, Kind
from eventsvc.domain.surveys import QuestionKind, SurveyState
from eventsvc.services.privacy import erasure, retention
from eventsvc.services.privacy.personal_data import held
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_network,
    saved_organisation,
    saved_person,
    saved_question,
    saved_steward,
    saved_survey,
    saved_survey_answer,
)

pytestmark = pytest.mark.usefixtures("app")


def answers() -> list[SurveyAnswerRow]:
    session().expire_all()
    return session().query(SurveyAnswerRow).order_by(SurveyAnswerRow.key).all()


def test_a_person_reads_what_they_answered_and_an_erasure_leaves_the_organisations_answer(tmp_path):
    network = saved_network()
    topic = saved(TopicRow(network_id=network.id, key="rad", label={"de": "Radverkehr"}))
    weida, person = saved_organisation(network), saved_person(network)
    steward = saved_steward(weida, person_id=person.id)
    other = saved_steward(weida)
    survey = saved_survey(network)
    graded = saved_question(survey, QuestionKind.GRADES, title={"de": "Noten"}, options=["Rad"])
    seeks = saved_question(survey, QuestionKind.SEEKS, title={"de": "Suche"})
    chosen = saved_question(survey, QuestionKind.CHOICE, title={"de": "Wahl"}, options=["Ja"])
    said = {
        graded.key: {"1": 2},
        seeks.key: [{"topic": topic.id, "text": "Zählstellen"}],
        chosen.key: ["1"],
    }
    saved_survey_answer(survey, weida, steward_id=steward.id, said=said)
    saved_survey_answer(survey, weida, steward_id=other.id, said={chosen.key: ["1"]})
    later = saved_survey(
        network, title={"de": "Zweite"}, held_on=survey.held_on + timedelta(days=1)
    )
    text = saved_question(later, QuestionKind.TEXT, title={"de": "Was noch?"})
    saved(
        SurveyDraftRow(
            survey_id=later.id, steward_id=steward.id, said={text.key: "Canary"}, saved_at=NOW
        )
    )
    first, second = held(network, person.id, now=NOW)["surveys"]
    erasure.erase(
        network, person.public_id, by="t", record=tmp_path / NAME, public_url=PUBLIC_URL, now=NOW
    )

    assert first["survey"] == "Umfrage unter den Mitgliedern"
    assert first["answers"] == {
        "Noten": {"Rad": 2},
        "Suche": [{"topic": "Radverkehr", "text": "Zählstellen"}],
        "Wahl": ["Ja"],
    }
    assert (second["sent_at"], second["answers"]) == (None, {"Was noch?": "Canary"})
    assert session().query(SurveyDraftRow).count() == 0
    assert [(row.organisation_id, row.steward_id) for row in answers()] == [
        (weida.id, None),
        (weida.id, other.id),
    ]


def test_whose_an_answer_is_is_forgotten_in_time_and_what_was_said_stays(tmp_path):
    network = saved_network()
    over = NOW - timedelta(days=DAYS[Kind.SURVEYS])
    told = []
    for number, closed_at in enumerate((over, over + timedelta(seconds=1), None)):
        state = SurveyState.CLOSED if closed_at else SurveyState.OPEN
        survey = saved_survey(network, closed_at=closed_at, state=state)
        question = saved_question(survey, QuestionKind.TEXT)
        saved_survey_answer(survey, saved_organisation(network), said={question.key: str(number)})
        told.append(question.key)
    counts = [
        retention.run(network, record=tmp_path / NAME, now=NOW).get(Kind.SURVEYS) for _ in range(2)
    ]

    assert counts == [1, None]
    assert [(row.organisation_id is None, row.sent_at is None) for row in answers()] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert [row.said for row in answers()] == [{key: str(at)} for at, key in enumerate(told)]

"""Reminders of a survey that go by themselves, told beforehand, once, to those who are missing."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from eventsvc.db.models import AuditRow, OutboxRow, SurveyMemberRow, SurveyRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.surveys import QuestionKind, SurveyState
from eventsvc.services.surveys.survey_reminders import BY_ITSELF, remind_due
from tests.conftest import PUBLIC_URL
from tests.factories import (
    saved_asked,
    saved_organisation,
    saved_question,
    saved_steward,
    saved_survey,
)
from tests.support.forms import send
from tests.support.html import assert_valid

LAST = date(2022, 8, 31)
DUE = datetime(2022, 8, 28, 7, 0, tzinfo=UTC)
"""Nine o'clock in Gera, three days before the last one."""


@pytest.fixture
def survey(office):
    """A survey of three members with stewards; Gera has answered, Jena has not been asked."""
    row = saved_survey(office, closes_on=LAST, remind_days=3)
    saved_question(row, QuestionKind.TEXT)
    for key in ("weida", "gera", "jena"):
        member = saved_organisation(office, key=key, name={"de": f"Stadt {key.title()}"})
        saved_steward(member, email=f"{key}@example.org")
        if key != "jena":
            saved_asked(row, member, has_answered=key == "gera")
    return row


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def due(moment: datetime = DUE) -> int:
    return remind_due(public_url=PUBLIC_URL, now=moment)


def test_the_office_is_told_when_and_to_whom_and_then_it_goes_once(organiser, survey):
    page = organiser.get(f"/o/ours/surveys/{survey.key}").text
    before = due(DUE - timedelta(minutes=1))

    sent = [due(), due(DUE + timedelta(hours=1))]

    assert_valid(page)
    head = re.search(r"A reminder goes by itself: ([^<]+)<", page)
    assert head
    assert "28" in head[1]
    assert "9:00" in head[1]
    assert "As things stand now, 1 mail goes to:" in page
    reminder = page.partition('id="reminder"')[2].partition("</section>")[0]
    assert "Stadt Weida" in reminder
    assert "Stadt Gera" not in reminder
    assert "Stadt Jena" not in reminder
    assert (before, sent) == (0, [1, 0])
    [mail] = rows(OutboxRow)
    assert (mail.recipient, mail.facts["reminds"]) == ("weida@example.org", True)
    assert [row.reminded_at for row in session().query(SurveyMemberRow) if row.reminded_at] == [DUE]
    assert [
        (row.actor, row.facts["mails"]) for row in rows(AuditRow) if row.action == "survey.asked"
    ] == [(BY_ITSELF, 1)]
    assert "A reminder goes by itself" not in organiser.get(f"/o/ours/surveys/{survey.key}").text


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "changes",
    [
        {"state": SurveyState.CLOSED},
        {"state": SurveyState.DRAFT},
        {"remind_days": None},
        {"closes_on": None},
        {"closes_on": LAST - timedelta(days=4)},
    ],
)
def test_none_goes_of_a_survey_that_takes_no_answers_or_plans_none(survey, changes):
    with transaction():
        row = session().get_one(SurveyRow, survey.id)
        for name, value in changes.items():
            setattr(row, name, value)

    assert due(DUE) == 0
    assert rows(OutboxRow) == []


@pytest.mark.one_engine
def test_another_last_day_plans_it_anew_and_a_day_that_is_over_is_refused(organiser, survey):
    due()
    change = f"/o/ours/surveys/{survey.key}/change"

    lone = send(organiser, change, {"closes_on": "", "remind_days": "3"})
    past = send(organiser, change, {"closes_on": "2022-08-10", "remind_days": "3"})
    same = send(organiser, change, {"title.de": "Anders"})
    kept = rows(SurveyRow)[0].reminded_at
    later = send(organiser, change, {"closes_on": "2022-09-07"})

    assert [one.status_code for one in (lone, past, same, later)] == [422, 422, 303, 303]
    assert "A reminder needs a last day to count from." in lone.text
    assert "The day of the reminder is over." in past.text
    assert kept == DUE
    assert due(DUE + timedelta(days=7)) == 1

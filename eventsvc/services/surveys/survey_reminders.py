"""Reminders of a survey that go by themselves: planned by a person, told beforehand, sent once."""

from collections.abc import Sequence
from datetime import datetime

from eventsvc.db.models import NetworkRow, StewardRow, SurveyRow
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.queries import surveys as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.date_polls import reminded_at
from eventsvc.domain.surveys import takes_answers
from eventsvc.domain.times import wall_time
from eventsvc.services.acts import Act
from eventsvc.services.surveys.survey_mails import is_written_to, post

BY_ITSELF = "job:reminders"
"""Who acts, in the audit log."""


def due_of(survey: SurveyRow, network: NetworkRow) -> datetime | None:
    """Return when the reminder goes by itself; None when none is planned, or it went."""
    if survey.remind_days is None or survey.closes_on is None or survey.reminded_at is not None:
        return None
    return reminded_at(survey.closes_on, days_before=survey.remind_days, tzid=network.tzid)


def to_remind(survey: SurveyRow, network: NetworkRow) -> Sequence[StewardRow]:
    """Return whom a reminder would reach now: who was asked and has not answered."""
    members = {one.organisation_id: one for one in queries.asked(survey.id)}
    return [
        steward
        for steward in steward_queries.stewards(network.id)
        if is_written_to(steward, members.get(steward.organisation_id), reminds=True)
    ]


def remind_due(*, public_url: str, now: datetime) -> int:
    """Send the planned reminders whose moment has come; return how many mails that made."""
    return sum(
        _remind(survey, network, public_url=public_url, now=now)
        for survey, network in queries.surveys_that_remind()
        if (due := due_of(survey, network)) is not None and due <= now
    )


def _remind(found: SurveyRow, network: NetworkRow, *, public_url: str, now: datetime) -> int:
    with transaction():
        survey = queries.survey_by_key(network.id, found.key)
        if survey is None or due_of(survey, network) is None:
            return 0  # another process did it, or somebody changed it
        survey.reminded_at = now
        today = wall_time(now, tzid=network.tzid).date()
        if not takes_answers(survey.state, closes_on=survey.closes_on, today=today):
            return 0
        act = Act(network_id=network.id, by=BY_ITSELF, at=now, public_url=public_url)
        nonce = f"rule:{survey.closes_on}:{survey.remind_days}"
        whom = to_remind(survey, network)
        return post(survey, network, whom, reminds=True, nonce=nonce, act=act)

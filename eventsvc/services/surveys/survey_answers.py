"""Answers to surveys: kept for later, sent, merged. What was promised about names is kept here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from eventsvc.db.models import (
    StewardRow,
    SurveyAnswerRow,
    SurveyDraftRow,
    SurveyMemberRow,
    SurveyRow,
)
from eventsvc.db.queries import surveys as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import (
    AnsweredAlready,
    Promise,
    SurveyClosed,
    merged,
    takes_answers,
)
from eventsvc.services.acts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a steward says; ``may_be_named``: members may see it with the organisation's name."""

    said: Mapping[str, Any]
    may_be_named: bool = False
    nonce: str = ""
    """Of the form; what was sent once is not taken twice."""


def keep_draft(
    steward: StewardRow, key: str, saying: Saying, *, today: date, now: datetime
) -> None:
    """Keep what is written so far, to go on later by the same link.

    Raises:
        NotFound: The organisation is not asked.
        SurveyClosed: The survey takes no answers.
        AnsweredAlready: The organisation answered, and nobody can tell which answer is its own.
    """
    with transaction() as writing:
        survey, _ = _asked(steward, key, today)
        row = queries.draft_of(survey.id, steward.id)
        if row is None:
            row = SurveyDraftRow(survey_id=survey.id, steward_id=steward.id)
            writing.add(row)
        row.said, row.may_be_named = dict(saying.said), saying.may_be_named
        row.saved_at = now


def send(
    steward: StewardRow,
    key: str,
    saying: Saying,
    *,
    today: date,
    act: Act,
    random: Random,
) -> None:
    """Take the answer; under a name, a second one of the same steward replaces the first.

    Of an anonymous survey no line of the audit log tells when somebody answered.

    Raises:
        NotFound, SurveyClosed, AnsweredAlready: As for a draft.
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        survey, member = _asked(steward, key, today)
        act.once(saying.nonce)
        row = _answer(survey, steward, key=f"{random.getrandbits(128):032x}")
        row.said = dict(saying.said)
        if survey.promise is not Promise.ANONYMOUS:
            row.sent_at = act.at
        if survey.promise is Promise.NAMED:
            row.may_be_named = saying.may_be_named
            act.note("survey.answered", f"survey:{key}")
        writing.add(row)
        member.has_answered = True
        draft = queries.draft_of(survey.id, steward.id)
        if draft is not None:
            writing.delete(draft)


def merge(
    network_id: int, key: str, pair: tuple[str, str], *, takes_second: Collection[str], act: Act
) -> None:
    """Make one answer of the two that an organisation gave: the second one where named.

    Raises:
        NotFound: They are not two answers of one organisation to this survey.
    """
    with transaction() as writing:
        survey = queries.survey_by_key(network_id, key)
        first, second = (queries.answer_with_key(survey.id if survey else 0, one) for one in pair)
        if first is None or second is None or first is second or not _are_doubles(first, second):
            raise NotFound
        first.said = merged(first.said, second.said, takes_second=takes_second)
        first.may_be_named = first.may_be_named and second.may_be_named
        writing.delete(second)
        act.note("survey.merged", f"survey:{key}")


def _answer(survey: SurveyRow, steward: StewardRow, *, key: str) -> SurveyAnswerRow:
    """Return the row for the answer: the steward's own, else one that is called ``key``."""
    if survey.promise is Promise.ANONYMOUS:
        return SurveyAnswerRow(key=key, survey_id=survey.id)
    return queries.answer_of(survey.id, steward.id) or SurveyAnswerRow(
        key=key,
        survey_id=survey.id,
        steward_id=steward.id,
        organisation_id=steward.organisation_id,
    )


def _are_doubles(first: SurveyAnswerRow, second: SurveyAnswerRow) -> bool:
    one, other = queries.as_answer(first).organisation, queries.as_answer(second).organisation
    return one is not None and one == other


def _asked(steward: StewardRow, key: str, today: date) -> tuple[SurveyRow, SurveyMemberRow]:
    survey = queries.survey_by_key(steward.network_id, key)
    member = (
        session().get(SurveyMemberRow, (survey.id, steward.organisation_id), with_for_update=True)
        if survey
        else None
    )
    if survey is None or member is None:
        raise NotFound
    if not takes_answers(survey.state, closes_on=survey.closes_on, today=today):
        raise SurveyClosed
    if survey.promise is Promise.ANONYMOUS and member.has_answered:
        raise AnsweredAlready
    return survey, member

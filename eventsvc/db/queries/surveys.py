"""Surveys of a network: what is asked, who is asked, what was answered."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventsvc.db.models import (
    NetworkRow,
    OrganisationRow,
    StewardRow,
    SurveyAnswerRow,
    SurveyDraftRow,
    SurveyMemberRow,
    SurveyQuestionRow,
    SurveyRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.surveys import Answer, Question, QuestionKind, SurveyState

MOST = 5000
"""More answers than any network has members."""


def surveys(network_id: int) -> Sequence[SurveyRow]:
    """Return the surveys of the network, the latest first."""
    return (
        session()
        .scalars(
            select(SurveyRow)
            .where(SurveyRow.network_id == network_id)
            .order_by(SurveyRow.held_on.desc(), SurveyRow.id.desc())
            .limit(200)
        )
        .all()
    )


def surveys_that_remind(*, limit: int = 1000) -> Sequence[tuple[SurveyRow, NetworkRow]]:
    """Return the open surveys of all networks whose reminder has not gone by itself yet."""
    rows = session().execute(
        select(SurveyRow, NetworkRow)
        .join(NetworkRow, NetworkRow.id == SurveyRow.network_id)
        .where(SurveyRow.state == SurveyState.OPEN)
        .where(SurveyRow.remind_days.is_not(None))
        .where(SurveyRow.reminded_at.is_(None))
        .order_by(SurveyRow.id)
        .limit(limit)
    )
    return [(survey, network) for survey, network in rows]


def survey_by_key(network_id: int, key: str) -> SurveyRow | None:
    """Return the survey that addresses call ``key``."""
    return session().scalar(
        select(SurveyRow).where(SurveyRow.network_id == network_id).where(SurveyRow.key == key)
    )


def questions_of(survey_ids: Collection[int]) -> Mapping[int, list[SurveyQuestionRow]]:
    """Return survey id → its questions in their order; every survey asked for is in it."""
    rows = session().scalars(
        select(SurveyQuestionRow)
        .where(SurveyQuestionRow.survey_id.in_(survey_ids))
        .order_by(SurveyQuestionRow.position, SurveyQuestionRow.id)
        .limit(MOST)
    )
    found: dict[int, list[SurveyQuestionRow]] = {survey_id: [] for survey_id in survey_ids}
    for row in rows:
        found[row.survey_id].append(row)
    return found


def question_by_key(survey_id: int, key: str) -> SurveyQuestionRow | None:
    """Return the question of the survey with this key."""
    return session().scalar(
        select(SurveyQuestionRow)
        .where(SurveyQuestionRow.survey_id == survey_id)
        .where(SurveyQuestionRow.key == key)
    )


def as_question(row: SurveyQuestionRow) -> Question:
    """Return the question as the rules know it."""
    return Question(
        key=row.key,
        kind=row.kind,
        numbers=tuple(row.order),
        topics=dict(row.topics),
        is_experience=row.kind is QuestionKind.GRADES and not (row.best or row.worst),
    )


def answers_by_survey(survey_ids: Collection[int]) -> Mapping[int, list[SurveyAnswerRow]]:
    """Return survey id → its answers with their organisations, as they were sent."""
    rows = session().scalars(
        select(SurveyAnswerRow)
        .where(SurveyAnswerRow.survey_id.in_(survey_ids))
        .options(joinedload(SurveyAnswerRow.organisation))
        .order_by(SurveyAnswerRow.sent_at, SurveyAnswerRow.key)
        .limit(20 * MOST)
    )
    found: dict[int, list[SurveyAnswerRow]] = defaultdict(list)
    for row in rows:
        found[row.survey_id].append(row)
    return found


def as_answer(row: SurveyAnswerRow) -> Answer:
    """Return the answer as the rules know it; of a merged organisation it is the other one's."""
    into = row.organisation.merged_into_id if row.organisation else None
    return Answer(
        key=row.key,
        said=row.said,
        organisation=into or row.organisation_id,
        may_be_named=row.may_be_named,
    )


def answer_with_key(survey_id: int, key: str) -> SurveyAnswerRow | None:
    """Return one answer with its organisation."""
    return session().scalar(
        select(SurveyAnswerRow)
        .where(SurveyAnswerRow.survey_id == survey_id)
        .where(SurveyAnswerRow.key == key)
        .options(joinedload(SurveyAnswerRow.organisation))
    )


def answer_of(survey_id: int, steward_id: int) -> SurveyAnswerRow | None:
    """Return what this steward answered under a name."""
    return session().scalar(
        select(SurveyAnswerRow)
        .where(SurveyAnswerRow.survey_id == survey_id)
        .where(SurveyAnswerRow.steward_id == steward_id)
    )


def answers_of_person(person_id: int) -> Sequence[tuple[SurveyAnswerRow, SurveyRow]]:
    """Return what the person answered for organisations, with the surveys."""
    rows = session().execute(
        select(SurveyAnswerRow, SurveyRow)
        .join(SurveyRow, SurveyRow.id == SurveyAnswerRow.survey_id)
        .join(StewardRow, StewardRow.id == SurveyAnswerRow.steward_id)
        .where(StewardRow.person_id == person_id)
        .options(joinedload(SurveyAnswerRow.organisation))
        .order_by(SurveyRow.held_on, SurveyAnswerRow.key)
        .limit(MOST)
    )
    return [(answer, survey) for answer, survey in rows]


def draft_of(survey_id: int, steward_id: int) -> SurveyDraftRow | None:
    """Return what this steward wrote and did not send yet."""
    return session().get(SurveyDraftRow, (survey_id, steward_id))


def drafts_of_person(person_id: int) -> Sequence[tuple[SurveyDraftRow, SurveyRow]]:
    """Return what the person wrote and did not send yet, with the surveys."""
    rows = session().execute(
        select(SurveyDraftRow, SurveyRow)
        .join(SurveyRow, SurveyRow.id == SurveyDraftRow.survey_id)
        .join(StewardRow, StewardRow.id == SurveyDraftRow.steward_id)
        .where(StewardRow.person_id == person_id)
        .order_by(SurveyRow.held_on, SurveyRow.id)
        .limit(MOST)
    )
    return [(draft, survey) for draft, survey in rows]


def drop_drafts(survey_id: int) -> None:
    """Delete what was never sent."""
    session().execute(delete(SurveyDraftRow).where(SurveyDraftRow.survey_id == survey_id))


def is_begun(survey_id: int) -> bool:
    """Tell whether somebody answered or began to."""
    return survey_id in begun([survey_id])


def begun(survey_ids: Collection[int]) -> frozenset[int]:
    """Return those of the surveys to which somebody answered or began to."""
    answers = select(SurveyAnswerRow.survey_id).where(SurveyAnswerRow.survey_id.in_(survey_ids))
    drafts = select(SurveyDraftRow.survey_id).where(SurveyDraftRow.survey_id.in_(survey_ids))
    return frozenset(session().scalars(answers.union(drafts)))


def count(survey_id: int) -> int:
    """Return how many answers there are."""
    query = select(func.count()).where(SurveyAnswerRow.survey_id == survey_id)
    return session().scalar(query) or 0


def asked(survey_id: int) -> Sequence[SurveyMemberRow]:
    """Return who is asked, by name, with the organisations."""
    return (
        session()
        .scalars(
            select(SurveyMemberRow)
            .join(SurveyMemberRow.organisation)
            .options(contains_eager(SurveyMemberRow.organisation))
            .where(SurveyMemberRow.survey_id == survey_id)
            .order_by(OrganisationRow.sort_key, OrganisationRow.id)
            .limit(MOST)
        )
        .all()
    )


def asked_by_survey(survey_ids: Collection[int]) -> Mapping[int, dict[int, SurveyMemberRow]]:
    """Return survey id → organisation id → how it is asked; every survey asked for is in it."""
    rows = session().scalars(
        select(SurveyMemberRow)
        .where(SurveyMemberRow.survey_id.in_(survey_ids))
        .order_by(SurveyMemberRow.survey_id, SurveyMemberRow.organisation_id)
        .limit(20 * MOST)
    )
    found: dict[int, dict[int, SurveyMemberRow]] = {survey_id: {} for survey_id in survey_ids}
    for row in rows:
        found[row.survey_id][row.organisation_id] = row
    return found


def asked_member(survey_id: int, organisation_id: int) -> SurveyMemberRow | None:
    """Return whether and how the organisation is asked."""
    return session().get(SurveyMemberRow, (survey_id, organisation_id))


def surveys_for(organisation_id: int) -> Sequence[tuple[SurveyRow, SurveyMemberRow]]:
    """Return the surveys that the organisation is asked in, the latest first."""
    rows = session().execute(
        select(SurveyRow, SurveyMemberRow)
        .join(SurveyMemberRow, SurveyMemberRow.survey_id == SurveyRow.id)
        .where(SurveyMemberRow.organisation_id == organisation_id)
        .where(SurveyRow.state.in_((SurveyState.OPEN, SurveyState.CLOSED)))
        .order_by(SurveyRow.held_on.desc(), SurveyRow.id.desc())
        .limit(50)
    )
    return [(survey, member) for survey, member in rows]


def count_answered(survey_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Return survey id → how many organisations are asked, and how many of them answered."""
    rows = session().execute(
        select(
            SurveyMemberRow.survey_id,
            func.count(),
            func.count().filter(SurveyMemberRow.has_answered),
        )
        .where(SurveyMemberRow.survey_id.in_(survey_ids))
        .group_by(SurveyMemberRow.survey_id)
    )
    return {survey_id: (all_of_them, answered) for survey_id, all_of_them, answered in rows}

"""Taking over answers into a profile: only what the member chose, and nothing twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from eventsvc.db.models import (
    CooperationRow,
    OrganisationRow,
    ProfileRow,
    StatementRow,
    StewardRow,
    SurveyRow,
)
from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.db.queries.organisations import living_organisations
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import NotFound
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.organisations import Directory
from eventsvc.domain.profiles import VersionKind
from eventsvc.domain.survey_release import Piece, pieces
from eventsvc.domain.survey_results import ALL
from eventsvc.domain.surveys import QuestionKind
from eventsvc.services.acts import Act
from eventsvc.services.attendees.represented import known_as
from eventsvc.services.profiles.experience import note
from eventsvc.services.profiles.profile_history import catch_up, keep

SPOKEN: Mapping[QuestionKind, StatementKind] = {
    QuestionKind.SEEKS: StatementKind.SEEK,
    QuestionKind.OFFERS: StatementKind.OFFER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is taken over, in which language it was said, and who may see it."""

    chosen: Collection[str]
    language: str
    visibility: Visibility
    source: str
    """What the profile names as the source: the survey."""


@dataclass(frozen=True, slots=True)
class _Into:
    """The organisation that says it, with all that holds for each piece."""

    row: OrganisationRow
    release: Release
    today: date


def release(steward: StewardRow, key: str, wish: Release, *, today: date, act: Act) -> int:
    """Take over the chosen pieces of the steward's answer; return how many.

    Raises:
        NotFound: The steward answered no such survey under a name.
    """
    with transaction():
        survey = queries.survey_by_key(steward.network_id, key)
        row = directory.organisation_by_id(steward.network_id, steward.organisation_id)
        found = [one for one in offered(survey, steward) if one.key in wish.chosen]
        if survey is None or row is None:
            raise NotFound
        profiled = directory.organisation_by_key(row.network_id, row.key) or row
        profiled.profile = profiled.profile or ProfileRow()
        catch_up(profiled, act=act)
        for piece in found:
            _take(piece, _Into(profiled, wish, today))
        touch(profiled)
        touch(profiled.profile)
        keep(profiled, VersionKind.CHANGED, act=act)
        act.note("survey.released", f"survey:{key}", {"pieces": len(found)})
    return len(found)


def offered(survey: SurveyRow | None, steward: StewardRow) -> list[Piece]:
    """Return what the steward may take over of the own answer.

    Raises:
        NotFound: There is no such answer under a name.
    """
    answer = queries.answer_of(survey.id, steward.id) if survey else None
    if survey is None or answer is None:
        raise NotFound
    questions = queries.questions_of([survey.id])[survey.id]
    return pieces(map(queries.as_question, questions), answer.said)


def _take(piece: Piece, into: _Into) -> None:
    if piece.kind in SPOKEN:
        _say(piece, into)
    elif piece.kind is QuestionKind.COOPERATIONS:
        _work_with(piece, into)
    else:
        _grade(piece, into)


def _say(piece: Piece, into: _Into) -> None:
    """Add a statement, unless the organisation says the same already."""
    kind = SPOKEN[piece.kind]
    topic = piece.topic if isinstance(piece.topic, int) else None
    text = {into.release.language: piece.text} if piece.text else {}
    for one in directory.statements_of(into.row.network_id, into.row.id):
        is_same = set(one.text.values()) == set(text.values())
        if is_same and (one.kind, one.topic_id) == (kind, topic):
            one.visibility = into.release.visibility
            return
    session().add(
        StatementRow(
            network_id=into.row.network_id,
            organisation_id=into.row.id,
            kind=kind,
            topic_id=topic,
            unsorted=piece.topic is None or (topic is None and piece.topic != ALL),
            text=text,
            source=into.release.source,
            stated_on=into.today,
            visibility=into.release.visibility,
        )
    )
    session().flush()


def _work_with(piece: Piece, into: _Into) -> None:
    """Add a co-operation, or what it is about; a partner of the network is known by its name."""
    network_id = into.row.network_id
    living = living_organisations(network_id)
    meant = Directory([known_as(row) for row in living]).find(piece.text).key
    partner = next((row.id for row in living if row.key == meant and row.id != into.row.id), None)
    name = "" if partner else piece.text
    subjects = [one.strip() for one in piece.subjects.split(",") if one.strip()]
    for one in directory.cooperations_of(network_id, into.row.id):
        if (one.partner_id, one.partner_name) == (partner, name):
            one.subjects = list(dict.fromkeys([*one.subjects, *subjects]))
            return
    session().add(
        CooperationRow(
            network_id=network_id,
            organisation_id=into.row.id,
            partner_id=partner,
            partner_name=name,
            subjects=subjects,
            source=into.release.source,
            visibility=into.release.visibility,
        )
    )
    session().flush()


def _grade(piece: Piece, into: _Into) -> None:
    """Note the experience on a topic; a later grade takes the place of an earlier one."""
    topics = {one.id for one in directory.topics_of(into.row.network_id)}
    if piece.topic not in topics or piece.grade is None:
        return  # the topic was deleted meanwhile
    note(
        into.row,
        (int(piece.topic), piece.grade),
        source=into.release.source,
        visibility=into.release.visibility,
        today=into.today,
    )

"""What there is of the surveys that a file names, and the keys by which it is known again.

A survey and all that belongs to it have keys made of those in the file: numbers of deleted rows
may be given again, keys are not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from eventsvc.db.models import SurveyAnswerRow, SurveyMemberRow, SurveyQuestionRow, SurveyRow
from eventsvc.db.queries import surveys as queries
from eventsvc.db.queries.imports import rows_of
from eventsvc.db.transaction import session
from eventsvc.domain.times import moment_of
from eventsvc.services.imports.merging import digest
from eventsvc.services.imports.records import Importing

_NOON = time(12)
"""A day alone means this time: no clock skips it."""


@dataclass(frozen=True, slots=True)
class Known:
    """The surveys by key, which of them somebody began to answer, and what belongs to them."""

    surveys: Mapping[str, SurveyRow]
    begun: frozenset[int]
    questions: dict[int, list[SurveyQuestionRow]] = field(default_factory=dict)
    asked: dict[int, dict[int, SurveyMemberRow]] = field(default_factory=dict)
    answers: dict[str, SurveyAnswerRow] = field(default_factory=dict)

    def member(self, survey_id: int, organisation_id: int, *, moment: datetime) -> SurveyMemberRow:
        """Return how the organisation is asked; it is asked at ``moment`` if it was not before."""
        there = self.asked.setdefault(survey_id, {})
        if organisation_id not in there:
            there[organisation_id] = SurveyMemberRow(
                survey_id=survey_id, organisation_id=organisation_id, asked_at=moment
            )
            session().add(there[organisation_id])
        return there[organisation_id]


def known_surveys(network_id: int, keys: Collection[str]) -> Known:
    """Return what there is of the surveys with these keys."""
    rows = rows_of(SurveyRow, network_id) if keys else ()
    there = {row.key: row for row in rows if row.key in keys}
    ids = [row.id for row in there.values()]
    answers = queries.answers_by_survey(ids)
    return Known(
        surveys=there,
        begun=queries.begun(ids),
        questions=dict(queries.questions_of(ids)),
        asked=dict(queries.asked_by_survey(ids)),
        answers={row.key: row for several in answers.values() for row in several},
    )


def key_for(importing: Importing, *names: str) -> str:
    """Return the key of a survey, or of something in it."""
    return digest(["survey", importing.network.slug, *names])


def measure_for(importing: Importing, name: str) -> str:
    """Return what all questions of this measure have in common, in whichever file they stand."""
    return digest(["measure", importing.network.slug, name]) if name else ""


def noon_of(importing: Importing, day: date | None) -> datetime:
    """Return the noon of ``day``, or of today, where the network is."""
    local = datetime.combine(day or importing.now.date(), _NOON)
    return moment_of(local, tzid=importing.network.tzid)

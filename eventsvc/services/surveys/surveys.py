"""Surveys as the office makes them: written, opened to the members, closed, shared, removed."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from eventsvc.db.models import SurveyRow
from eventsvc.db.queries import surveys as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import (
    QuestionKind,
    SurveyAnswered,
    SurveyEmpty,
    SurveyState,
)
from eventsvc.services.acts import Act
from eventsvc.services.surveys.survey_rows import copied, new_question

TEXTS = ("title", "intro", "note", "closes_on", "remind_days")
PUBLISHED = ("title", "note", "source", "held_on")

Values = Mapping[str, Any]


def create(values: Values, *, today: date, nonce: str, act: Act, random: Random) -> SurveyRow:
    """Begin a survey, empty or with the questions of the survey called ``values["like"]``.

    Raises:
        NotFound: There is no survey to copy.
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        row = _new(values, SurveyState.DRAFT, held_on=today, act=act, random=random)
        row.promise, row.intro = values["promise"], values["intro"]
        row.closes_on, row.remind_days = values["closes_on"], values["remind_days"]
        if values["like"]:
            earlier = wanted(values["like"], act)
            for one in queries.questions_of([earlier.id])[earlier.id]:
                if not one.mean:
                    writing.add(copied(one, row.id, random))
        act.note("survey.created", f"survey:{row.key}")
    return row


def change(key: str, values: Values, *, version: int, act: Act) -> SurveyRow:
    """Change the words and the last day; what is promised only until somebody answers.

    Raises:
        NotFound: The network has no such survey.
        EditConflict: Somebody changed it since ``version``.
        SurveyAnswered: Somebody answered on the promise that was made.
    """
    with transaction():
        row = expect(wanted(key, act), version)
        if values["promise"] is not row.promise and queries.is_begun(row.id):
            raise SurveyAnswered(field="promise")
        row.promise = values["promise"]
        if (values["closes_on"], values["remind_days"]) != (row.closes_on, row.remind_days):
            row.reminded_at = None
        for name in TEXTS:
            setattr(row, name, values[name])
        act.note("survey.changed", f"survey:{key}")
    return row


def open_up(key: str, *, today: date, act: Act) -> None:
    """Let members answer, for the first time or again.

    Raises:
        NotFound: The network has no such survey.
        SurveyEmpty: It asks nothing.
    """
    with transaction():
        row = wanted(key, act)
        if not queries.questions_of([row.id])[row.id]:
            raise SurveyEmpty
        if row.state is SurveyState.DRAFT:
            row.held_on = today
        if row.closes_on is not None and row.closes_on < today:
            row.closes_on = None
        row.state, row.closed_at = SurveyState.OPEN, None
        act.note("survey.opened", f"survey:{key}", {"promise": row.promise.value})


def close(key: str, *, act: Act) -> None:
    """Take no further answers; what was never sent is erased.

    Raises:
        NotFound: The network has no such survey.
    """
    with transaction():
        row = wanted(key, act)
        row.state, row.closed_at = SurveyState.CLOSED, act.at
        queries.drop_drafts(row.id)
        act.note("survey.closed", f"survey:{key}")


def share(key: str, *, shared: bool, act: Act) -> None:
    """Let those who were asked see the results, or no more.

    Raises:
        NotFound: The network has no such survey.
    """
    with transaction():
        row = wanted(key, act)
        row.is_shared = shared
        act.note("survey.shared" if shared else "survey.kept", f"survey:{key}")


def remove(key: str, *, act: Act) -> None:
    """Delete the survey with all that was answered.

    Raises:
        NotFound: The network has no such survey.
    """
    with transaction() as writing:
        row = wanted(key, act)
        writing.delete(row)
        act.note("survey.removed", f"survey:{key}")


def enter(values: Values, *, nonce: str, act: Act, random: Random) -> SurveyRow:
    """Enter results that were published elsewhere.

    Raises:
        DoneAlready: The same form was sent before.
    """
    with transaction():
        act.once(nonce)
        row = _new(values, SurveyState.PUBLISHED, held_on=values["held_on"], act=act, random=random)
        row.source = values["source"]
        _publish(row, values["means"], random)
        act.note("survey.entered", f"survey:{row.key}")
    return row


def change_published(key: str, values: Values, *, version: int, act: Act, random: Random) -> None:
    """Correct what was entered.

    Raises:
        NotFound: The network has no such results.
        EditConflict: Somebody changed them since ``version``.
    """
    with transaction():
        row = expect(wanted(key, act), version)
        if row.state is not SurveyState.PUBLISHED:
            raise NotFound
        for name in PUBLISHED:
            setattr(row, name, values[name])
        _publish(row, values["means"], random)
        act.note("survey.changed", f"survey:{key}")


def note_export(key: str, *, act: Act) -> None:
    """Record that the answers were taken along as a table."""
    with transaction():
        act.note("survey.exported", f"survey:{key}")


def _publish(survey: SurveyRow, lines: Sequence[Values], random: Random) -> None:
    """Make ``lines`` all that is known of the survey."""
    there = {one.id: one for one in queries.questions_of([survey.id])[survey.id]}
    for position, line in enumerate(lines, start=1):
        row = there.pop(line["id"] or 0, None)
        if row is None:
            row = new_question(survey.id, position, QuestionKind.GRADES, random)
            session().add(row)
        row.position, row.title = position, line["title"]
        row.mean, row.median, row.answers = line["mean"], line["median"], line["answers"]
    for row in there.values():
        session().delete(row)


def _new(
    values: Values, state: SurveyState, *, held_on: date, act: Act, random: Random
) -> SurveyRow:
    row = SurveyRow(
        network_id=act.network_id,
        key=f"{random.getrandbits(64):016x}",
        title=values["title"],
        note=values["note"],
        state=state,
        held_on=held_on,
    )
    session().add(row)
    session().flush()
    return row


def wanted(key: str, act: Act) -> SurveyRow:
    """Return the survey that the network of ``act`` calls ``key``.

    Raises:
        NotFound: It has no such survey.
    """
    row = queries.survey_by_key(act.network_id or 0, key)
    if row is None:
        raise NotFound
    return row

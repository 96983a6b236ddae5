"""Answers one by one, as far as the survey promised; two of one organisation side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import Promise, doubles, sign_of
from eventsvc.services.surveys import survey_answers
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.surveys.pages import wanted_survey
from eventsvc.web.surveys import answer_in_words

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyAnswerRow, SurveyRow

SECOND = "second"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as the office reads it; ``words``: key of a question → lines."""

    key: str
    name: str
    words: Mapping[str, Sequence[str]]
    may_be_named: bool


@blueprint.get("/<network>/surveys/<survey>/answers")
@requires("organisations.change")
def list_answers(network: str, survey: str) -> ResponseReturnValue:
    """Show the answers one by one, those first that an organisation gave twice."""
    row = _wanted(survey)
    rows = _in_order(row)
    told = {one.key: one for one in _told(row, rows)}
    pairs = doubles([queries.as_answer(one) for one in rows])
    return render_template(
        "organiser/survey_answers.html",
        network=current_network(),
        survey=row,
        questions=queries.questions_of([row.id])[row.id],
        answers=list(told.values()),
        pairs=[(told[several[0].key], told[several[1].key]) for several in pairs],
        at={"network": network, "survey": survey},
    )


@blueprint.get("/<network>/surveys/<survey>/answers/<given>/merge")
@requires("organisations.change")
def compare_answers(network: str, survey: str, given: str) -> ResponseReturnValue:
    """Show two answers of one organisation side by side, question by question."""
    row = _wanted(survey)
    first, second = _told(row, _pair(row, given))
    questions = queries.questions_of([row.id])[row.id]
    return render_template(
        "organiser/survey_merge.html",
        network=current_network(),
        survey=row,
        questions=[one for one in questions if first.words[one.key] or second.words[one.key]],
        first=first,
        second=second,
        second_value=SECOND,
        at={"network": network, "survey": survey},
    )


@blueprint.post("/<network>/surveys/<survey>/answers/<given>/merge")
@requires("organisations.change")
def merge_answers(network: str, survey: str, given: str) -> ResponseReturnValue:
    """Make one answer of the two, as chosen for each question."""
    row = _wanted(survey)
    first, second = _pair(row, given)
    takes = [name.removeprefix("q-") for name, value in request.form.items() if value == SECOND]
    pair = (first.key, second.key)
    survey_answers.merge(row.network_id, survey, pair, takes_second=takes, act=acting())
    flash(gettext("The two answers are one now."))
    target = url_for("organiser.list_answers", network=network, survey=survey)
    return redirect(target, HTTPStatus.SEE_OTHER)


def _wanted(key: str) -> "SurveyRow":
    row = wanted_survey(key)
    if row.promise is Promise.ANONYMOUS:
        raise NotFound
    return row


def _in_order(row: "SurveyRow") -> "list[SurveyAnswerRow]":
    """Return the answers; under made-up signs in an order that does not tell when they came."""
    rows = list(queries.answers_by_survey([row.id])[row.id])
    if row.promise is Promise.PSEUDONYMOUS:
        return sorted(rows, key=lambda one: one.key)
    return rows


def _pair(row: "SurveyRow", key: str) -> "tuple[SurveyAnswerRow, SurveyAnswerRow]":
    rows = {one.key: one for one in _in_order(row)}
    for several in doubles([queries.as_answer(one) for one in rows.values()]):
        if several[0].key == key:
            return rows[several[0].key], rows[several[1].key]
    raise NotFound


def _told(row: "SurveyRow", rows: "Sequence[SurveyAnswerRow]") -> list[Told]:
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    questions = queries.questions_of([row.id])[row.id]
    return [
        Told(
            one.key,
            _name(row, one),
            {
                asked.key: answer_in_words(asked, one.said.get(asked.key), topics)
                for asked in questions
            },
            one.may_be_named,
        )
        for one in rows
    ]


def _name(row: "SurveyRow", one: "SurveyAnswerRow") -> str:
    if row.promise is Promise.NAMED and one.organisation is not None:
        return str(text(one.organisation.name))
    return sign_of(one.key)

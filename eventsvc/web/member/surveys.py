"""Surveys by a steward's link: the promise, the questions, going on later, sending."""

import secrets
from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import AnsweredAlready, Promise, SurveyState, takes_answers
from eventsvc.services.acts import DoneAlready
from eventsvc.services.surveys import survey_answers
from eventsvc.services.surveys.survey_answers import Saying
from eventsvc.services.surveys.survey_release import offered
from eventsvc.web import clock
from eventsvc.web.member import survey_form as forms
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
    current_steward,
)
from eventsvc.web.security import limiter
from eventsvc.web.surveys import PROMISES, answer_in_words

if TYPE_CHECKING:
    from datetime import date

    from eventsvc.db.models import SurveyMemberRow, SurveyRow
    from eventsvc.web.forms.sent import Form, Sent


@blueprint.get("/surveys")
def list_surveys() -> ResponseReturnValue:
    """Show the surveys that the organisation is asked in."""
    found = queries.surveys_for(current_organisation().id)
    return render_template(
        "member/surveys.html",
        network=current_network(),
        surveys=[(survey, member, _is_open(survey)) for survey, member in found],
    )


@blueprint.get("/surveys/<survey>")
def show_survey(survey: str) -> ResponseReturnValue:
    """Show the questions, filled with what is written so far; what was sent, once it was."""
    row, member = _wanted(survey)
    own = _own(row)
    draft = queries.draft_of(row.id, current_steward().id)
    is_done = own is not None or (row.promise is Promise.ANONYMOUS and member.has_answered)
    if not _is_open(row) or (is_done and draft is None and "change" not in request.args):
        return _done(row, own, is_done=is_done)
    written = draft or own
    form = _form(row)
    values = forms.values_of(_questions(row), written.said if written else {})
    values["may_be_named"] = bool(written and written.may_be_named)
    return _page(row, form.blank(values))


@blueprint.post("/surveys/<survey>")
@limiter.limit("60 per minute")
def answer_survey(survey: str) -> ResponseReturnValue:
    """Send the answer, or keep it to go on later; nothing typed is lost."""
    row, _ = _wanted(survey)
    sent = _form(row).read(request.form)
    if sent.is_moved:
        return _page(row, sent)
    said = forms.said_in(_questions(row), sent.values)
    is_sent = request.form.get("step") == "send"
    if is_sent and not said and not sent.mistakes:
        first = sent.form.fields[0].name
        sent = sent.refused(first, gettext("Answer at least one question."))
    if sent.mistakes:
        return _page(row, sent), HTTPStatus.UNPROCESSABLE_ENTITY
    saying = Saying(
        said=said,
        may_be_named=bool(sent.values.get("may_be_named")),
        nonce=sent.nonce or secrets.token_hex(16),
    )
    return _take(row, saying, is_sent=is_sent)


def _take(row: "SurveyRow", saying: Saying, *, is_sent: bool) -> ResponseReturnValue:
    steward, today = current_steward(), _today()
    there = redirect(url_for("member.show_survey", survey=row.key), HTTPStatus.SEE_OTHER)
    if not is_sent:
        survey_answers.keep_draft(steward, row.key, saying, today=today, now=clock.now())
        flash(gettext("Kept. Open the same link to go on; nothing is sent yet."), "success")
        return there
    try:
        survey_answers.send(
            steward, row.key, saying, today=today, act=acting(), random=SystemRandom()
        )
    except (DoneAlready, AnsweredAlready):
        return there
    flash(gettext("Thank you. Your answer has arrived."), "success")
    return there


def wanted_survey(key: str) -> "SurveyRow":
    """Return the survey in the address, if the organisation is asked.

    Raises:
        NotFound: It is not, or the survey is not open to anybody yet.
    """
    return _wanted(key)[0]


def _wanted(key: str) -> "tuple[SurveyRow, SurveyMemberRow]":
    row = queries.survey_by_key(current_network().id, key)
    member = queries.asked_member(row.id, current_organisation().id) if row else None
    if row is None or member is None or row.state is SurveyState.DRAFT:
        raise NotFound
    return row, member


def _own(row: "SurveyRow") -> Any:
    return queries.answer_of(row.id, current_steward().id)


def _questions(row: "SurveyRow") -> Any:
    return queries.questions_of([row.id])[row.id]


def _form(row: "SurveyRow") -> "Form":
    topics = directory.topics_of(row.network_id)
    return forms.survey_form(_questions(row), topics, promise=row.promise)


def _page(row: "SurveyRow", sent: "Sent") -> str:
    return render_template(
        "member/survey.html",
        network=current_network(),
        organisation=current_organisation(),
        survey=row,
        promise=PROMISES[row.promise],
        sent=sent,
    )


def _done(row: "SurveyRow", own: Any, *, is_done: bool) -> str:
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    said = own.said if own else {}
    lines = [
        (one.title, answer_in_words(one, said.get(one.key), topics)) for one in _questions(row)
    ]
    return render_template(
        "member/survey_done.html",
        network=current_network(),
        organisation=current_organisation(),
        survey=row,
        promise=PROMISES[row.promise],
        own=own,
        is_done=is_done,
        is_open=_is_open(row),
        lines=[(title, words) for title, words in lines if words],
        has_pieces=bool(own and offered(row, current_steward())),
    )


def _is_open(row: "SurveyRow") -> bool:
    return takes_answers(row.state, closes_on=row.closes_on, today=_today())


def _today() -> "date":
    return clock.today(current_network().tzid)

"""Suggestions as the office reads them: asked for, counted, exported, erased on request."""

from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import feedback as queries
from eventsvc.domain.addresses import feedback_address
from eventsvc.domain.errors import NotFound
from eventsvc.domain.feedback import FEW, QUESTIONS, FeedbackPromised, apart, as_answers
from eventsvc.outputs.qr import png, symbol
from eventsvc.outputs.tables import csv_bytes
from eventsvc.services.meetings import feedback
from eventsvc.web.feedback import WORDS
from eventsvc.web.guards import requires
from eventsvc.web.languages import public_address
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting

if TYPE_CHECKING:
    from eventsvc.db.models import FeedbackFormRow, MeetingRow


@blueprint.get("/<network>/meetings/<meeting>/feedback")
@requires("attendees.change")
def show_feedback(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the form's address and what people wrote, as far as they cannot be told by it."""
    row = wanted_meeting(meeting)
    form, answers = queries.form_of(row.id), feedback.answers(row.id)
    whole = as_answers(answers, named=bool(form and form.is_named))
    return render_template(
        "organiser/feedback.html",
        network=current_network(),
        meeting=row,
        form=form,
        address=_address(form) if form and form.takes_anybody else "",
        count=len(answers),
        answers=answers if whole else [],
        apart={} if whole else apart(answers),
        few=FEW,
        questions=WORDS,
    )


@blueprint.post("/<network>/meetings/<meeting>/feedback")
@requires("attendees.change")
def ask_for_feedback(network: str, meeting: str) -> ResponseReturnValue:
    """Open the form or close it."""
    row, act = wanted_meeting(meeting), acting()
    if request.form.get("do") == "close":
        feedback.close_form(row, act=act)
        flash(gettext("The form takes no answers any more."))
        return _back(network, meeting)
    try:
        feedback.open_form(
            row,
            is_named=request.form.get("names") == "named",
            takes_anybody=bool(request.form.get("anybody")),
            act=act,
            random=SystemRandom(),
        )
    except FeedbackPromised as error:
        flash(str(MESSAGES[error.code][1]), "danger")
    else:
        flash(gettext("The form is open."))
    return _back(network, meeting)


@blueprint.post("/<network>/meetings/<meeting>/feedback/<answer>/erase")
@requires("attendees.change")
def erase_feedback(network: str, meeting: str, answer: str) -> ResponseReturnValue:
    """Erase one answer."""
    feedback.remove(wanted_meeting(meeting), answer, act=acting())
    flash(gettext("Erased."))
    return _back(network, meeting)


@blueprint.get("/<network>/meetings/<meeting>/feedback.csv")
@requires("attendees.change")
def export_feedback(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Give what the page shows as a table."""
    row = wanted_meeting(meeting)
    form = queries.form_of(row.id)
    if form is None:
        raise NotFound
    feedback.note_export(row, act=acting())
    response = Response(csv_bytes(_table(row, form)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.slug}-feedback.csv"'
    return response


@blueprint.get("/<network>/meetings/<meeting>/feedback.png")
@requires("attendees.change")
def feedback_code(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Give the QR code of the open form, for a slide."""
    form = queries.form_of(wanted_meeting(meeting).id)
    if form is None or not form.takes_anybody:
        raise NotFound
    return Response(png(symbol(_address(form))), content_type="image/png")


def _table(meeting: "MeetingRow", form: "FeedbackFormRow") -> list[list[str]]:
    answers = feedback.answers(meeting.id)
    heads = [str(WORDS[question]) for question in QUESTIONS]
    if not as_answers(answers, named=form.is_named):
        texts = apart(answers)
        return [
            [gettext("Question"), gettext("Answer")],
            *([str(WORDS[key]), text] for key in QUESTIONS for text in texts[key]),
        ]
    names = [gettext("Full name")] if form.is_named else []
    return [
        [*names, *heads],
        *(
            [*([one.name] if form.is_named else []), one.good, one.better, one.topics]
            for one in answers
        ),
    ]


def _address(form: "FeedbackFormRow") -> str:
    return feedback_address(public_address(), current_network().slug, form.key)


def _back(network: str, meeting: str) -> ResponseReturnValue:
    target = url_for("organiser.show_feedback", network=network, meeting=meeting)
    return redirect(target, HTTPStatus.SEE_OTHER)

"""Suggestions by the personal link; under one's own name they can be changed and withdrawn."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import feedback as queries
from eventsvc.db.queries import participants
from eventsvc.domain.feedback import QUESTIONS, FeedbackClosed
from eventsvc.services.meetings import feedback
from eventsvc.web.feedback import Asked, feedback_form, taken
from eventsvc.web.participant.blueprint import blueprint, current_person

if TYPE_CHECKING:
    from eventsvc.db.models import FeedbackFormRow, MeetingRow


@blueprint.get("/meetings/<slug>/feedback")
def ask_feedback(slug: str) -> ResponseReturnValue:
    """Show the form, what it promises first; filled with one's own answer, if it has a name."""
    form, meeting = _form(slug)
    asked = _asked(form)
    own = queries.answer_of(meeting.id, current_person().id) if form.is_named else None
    values = {question: getattr(own, question) for question in QUESTIONS} if own else {}
    return _page(meeting, asked, feedback_form(asked).blank(values), own=own is not None)


@blueprint.post("/meetings/<slug>/feedback")
def take_feedback(slug: str) -> ResponseReturnValue:
    """Take the form; show it again with what is wrong."""
    form, meeting = _form(slug)
    asked = _asked(form)
    who = current_person().id if form.is_named else None
    sent = taken(feedback_form(asked), meeting_id=meeting.id, person_id=who)
    status = HTTPStatus.OK if sent is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(meeting, asked, sent), status


@blueprint.post("/meetings/<slug>/feedback/withdraw")
def withdraw_feedback(slug: str) -> ResponseReturnValue:
    """Erase what the person wrote under the own name."""
    attendance = participants.attendance_at(current_person().id, slug=slug) or abort(404)
    feedback.withdraw(attendance.meeting_id, current_person().id)
    flash(gettext("What you wrote is erased."))
    return redirect(url_for("participant.show"), HTTPStatus.SEE_OTHER)


def _form(slug: str) -> "tuple[FeedbackFormRow, MeetingRow]":
    attendance = participants.attendance_at(current_person().id, slug=slug) or abort(404)
    form = queries.form_of(attendance.meeting_id) or abort(404)
    if not form.is_open:
        raise FeedbackClosed
    return form, attendance.meeting


def _asked(form: "FeedbackFormRow") -> Asked:
    return Asked(is_named=form.is_named, asks_name=False)


def _page(meeting: "MeetingRow", asked: Asked, sent: object, *, own: bool = False) -> str:
    withdraw = url_for("participant.withdraw_feedback", slug=meeting.slug) if own else ""
    return render_template(
        "feedback.html",
        title=meeting.title,
        asked=asked,
        sent=sent,
        back=(gettext("My meetings"), url_for("participant.show")),
        own=withdraw,
    )

"""The open form for suggestions: by an address on a slide, without a personal link."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, make_response, render_template

from eventsvc.db.queries.feedback import form_with_key
from eventsvc.domain.feedback import FeedbackClosed
from eventsvc.web.feedback import Asked, feedback_form, taken
from eventsvc.web.public.network import blueprint
from eventsvc.web.security import limiter, private

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import FeedbackFormRow, MeetingRow, NetworkRow


@blueprint.get("/n/<network>/feedback/<key>")
def ask_feedback(network: "NetworkRow", key: str) -> "Response":
    """Show the form, what it promises first."""
    form, meeting = _form(network, key)
    asked = _asked(form)
    return _page(meeting, asked, sent=feedback_form(asked).blank())


@blueprint.post("/n/<network>/feedback/<key>")
@limiter.limit("10 per minute; 60 per hour")
def take_feedback(network: "NetworkRow", key: str) -> "Response":
    """Take the form; show it again with what is wrong."""
    form, meeting = _form(network, key)
    asked = _asked(form)
    sent = taken(feedback_form(asked), meeting_id=meeting.id, person_id=None)
    response = _page(meeting, asked, sent=sent)
    if sent is not None:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _form(network: "NetworkRow", key: str) -> "tuple[FeedbackFormRow, MeetingRow]":
    found = form_with_key(network.id, key) or abort(HTTPStatus.NOT_FOUND)
    if not found[0].is_open:
        raise FeedbackClosed
    return found


def _asked(form: "FeedbackFormRow") -> Asked:
    return Asked(is_named=form.is_named, asks_name=form.is_named)


def _page(meeting: "MeetingRow", asked: Asked, *, sent: object) -> "Response":
    page = render_template(
        "feedback.html", title=meeting.title, asked=asked, sent=sent, back=None, own=False
    )
    return private(make_response(page))

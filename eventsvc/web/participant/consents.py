"""Deciding about one's data: one click, no login, no reason (GDPR Art. 7(3), Art. 21)."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.scans import scan_of
from eventsvc.domain.consents import NETWORK_WIDE, Channel, Purpose, State
from eventsvc.services.privacy.consents import Answer, decide
from eventsvc.web import clock
from eventsvc.web.languages import current_language
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.participant.view import naming
from eventsvc.web.sandbox import personal_file

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow


@blueprint.post("/meetings/<slug>/consents")
def answer_for_meeting(slug: str) -> ResponseReturnValue:
    """Append the decision that the button stands for, at one meeting."""
    attendance = queries.attendance_at(current_person().id, slug=slug) or abort(404)
    return _record(attendance.meeting, anchor=slug)


@blueprint.post("/consents")
def answer_for_network() -> ResponseReturnValue:
    """Append the decision that the button stands for, in the whole network."""
    attendances = queries.attendances_of_person(current_person().id)
    answer = _answer()
    if answer.purpose not in NETWORK_WIDE:
        abort(HTTPStatus.BAD_REQUEST)
    row = naming(attendances, answer.purpose)
    return _record(row.meeting if row else None, anchor="network")


@blueprint.get("/scans/<key>")
def download_scan(key: str) -> ResponseReturnValue:
    """Send the person the paper that they signed."""
    return personal_file(scan_of(current_network().id, current_person().id, key) or abort(404))


def _answer() -> Answer:
    purpose, state = request.form.get("purpose", ""), request.form.get("state", "")
    if purpose not in set(Purpose) or state not in set(State):
        abort(HTTPStatus.BAD_REQUEST)
    return Answer(
        purpose=Purpose(purpose),
        state=State(state),
        language=current_language(),
        channel=Channel.LINK,
    )


def _record(meeting: "MeetingRow | None", *, anchor: str) -> ResponseReturnValue:
    answer = _answer()
    decide(current_network(), meeting, current_person().id, answer, now=clock.now())
    flash(gettext("Saved. It counts from now on, also for badges that are printed already."))
    target = url_for("participant.show", _anchor=f"{anchor}-{answer.purpose}")
    return redirect(target, HTTPStatus.SEE_OTHER)

"""The person's page: meetings, replies, the badge; confirming what an open form said."""

import hashlib
import secrets
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.documents import documents_of
from eventsvc.db.queries.feedback import open_forms
from eventsvc.db.queries.groups import groups_of_person
from eventsvc.db.queries.matching import organisations_of_person
from eventsvc.db.queries.people import is_known_to_the_office
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import Decision
from eventsvc.domain.documents import Audience, readable
from eventsvc.domain.handouts import Audience as Lists
from eventsvc.domain.handouts import left_out
from eventsvc.domain.imip import COMMENT_CHARACTERS
from eventsvc.domain.spelling import clean
from eventsvc.inputs.networks import values
from eventsvc.services.attendees.confirmations import confirm
from eventsvc.services.attendees.registrations import Desk
from eventsvc.services.attendees.replies import Reply, reply
from eventsvc.services.badges import badge_pictures
from eventsvc.services.meetings import inquiries
from eventsvc.web import clock
from eventsvc.web.forms import answers
from eventsvc.web.forms.fields import Line, Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.inquiries import said_in
from eventsvc.web.languages import public_address
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.participant.calendar import ALARMS, SCOPES, calendar_part
from eventsvc.web.participant.view import Decisions, local, network_lines, parts
from eventsvc.web.questions import titles_of
from eventsvc.web.security import limiter
from eventsvc.web.words import COMING, GROUP_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import AttendanceRow, MeetingDocumentRow, PersonRow
    from eventsvc.db.queries.participants import Decided

ANSWERS = (
    (PartStat.ACCEPTED, lazy_gettext("Yes, I come")),
    (PartStat.TENTATIVE, lazy_gettext("Perhaps")),
    (PartStat.DECLINED, lazy_gettext("No, I do not come")),
)
SEATS = {
    Seat.HELD: lazy_gettext("Saved. You have a seat."),
    Seat.WAITING: lazy_gettext("Saved. You stand on the waiting list."),
    Seat.NONE: lazy_gettext("Saved."),
}
"""What is said after a reply."""

_REPLY = Form(
    (
        Section(
            None,
            (
                Radio(
                    name="reply",
                    label=lazy_gettext("Do you come?"),
                    options=ANSWERS,
                    kind=PartStat,
                    required=True,
                ),
                Radio(
                    name="attends",
                    label=lazy_gettext("How do you come?"),
                    options=tuple(COMING.items()),
                    kind=Attends,
                ),
                Line(
                    name="comment",
                    label=lazy_gettext("A word to the office"),
                    reader=partial(values.line, most=COMMENT_CHARACTERS),
                ),
            ),
        ),
    )
)

PAST = 10
"""How many meetings of the past the page shows."""


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Show everything on one page; what a form said and waits stands first."""
    return render_template("participant/my.html", sent=None, **my_facts())


def my_facts(*, at: str = "") -> dict[str, Any]:
    """Return what the page shows; ``at``: which of its forms comes back with mistakes."""
    network, person, now = current_network(), current_person(), clock.now()
    waiting = queries.waiting_registrations(person.id)
    decided = queries.decisions_of_person(person.id)
    decisions = Decisions(person, decided, waiting)
    attendances = queries.attendances_of_person(person.id)
    shown = parts(network, attendances, decisions, now=now)
    return {
        "form_at": at,
        "person": person,
        "network": network,
        "waiting": waiting,
        "coming": [part for part in reversed(shown) if part.meeting.dtend > now],
        "past": [part for part in shown if part.meeting.dtend <= now][:PAST],
        "network_lines": network_lines(network, person, attendances, decisions),
        "history": [(one, local(one.row.decided_at, tzid=network.tzid)) for one in decided],
        "purposes": titles_of(network),
        "answers": ANSWERS,
        "coming_words": COMING,
        "sees_people": _is_on_the_list(person, decided) and is_known_to_the_office(person),
        "asks": open_forms([one.meeting_id for one in attendances]),
        "groups": groups_of_person(person.id),
        "roles": GROUP_ROLES,
        "speaks_for": organisations_of_person(network.id, person.id),
        "nonce": secrets.token_hex(16),
        "documents": _documents(network.id, attendances),
        "calendar": calendar_part(),
        "scopes": SCOPES.items(),
        "alarms": ALARMS.items(),
    }


def page_given_back() -> answers.Page:
    """Return the page around the one of its forms that was sent and comes back."""
    here = url_for("participant.show")
    return answers.Page(
        title=gettext("My meetings"),
        back=(gettext("My meetings"), here),
        template="participant/my.html",
        facts=lambda: my_facts(at=request.path),
        address=here,
    )


@blueprint.post("/confirm")
def confirm_form() -> ResponseReturnValue:
    """Let the forms count that wait for this link."""
    desk = Desk(
        network=current_network(),
        public_url=public_address(),
        now=clock.now(),
        random=secrets.SystemRandom(),
    )
    confirm(current_person().id, desk=desk)
    flash(gettext("Confirmed. What you said in the form counts now."))
    return _back()


@blueprint.post("/meetings/<slug>/reply")
def answer(slug: str) -> ResponseReturnValue:
    """Record whether and how the person comes."""
    attendance = queries.attendance_at(current_person().id, slug=slug) or abort(404)
    sent = _REPLY.read(request.form)
    if sent.mistakes:
        return answers.show(page_given_back(), sent, HTTPStatus.UNPROCESSABLE_ENTITY)
    said = sent.values
    seat = reply(
        current_person().id,
        meeting_id=attendance.meeting_id,
        said=Reply(
            partstat=said["reply"],
            attends=said["attends"] or attendance.attends,
            comment=clean(said["comment"]),
        ),
        public_url=public_address(),
        now=clock.now(),
    )
    flash(str(SEATS[seat]))
    return _back(f"meeting-{slug}")


@blueprint.post("/meetings/<slug>/inquiries")
def answer_inquiries(slug: str) -> ResponseReturnValue:
    """Keep what the person answers to the meeting's own questions."""
    attendance = queries.attendance_at(current_person().id, slug=slug) or abort(404)
    inquiries.answer(
        current_person().id,
        meeting_id=attendance.meeting_id,
        said=said_in(request.form),
        now=clock.now(),
    )
    flash(gettext("Saved. You can change your answers until the meeting is over."))
    return _back(f"inquiries-{slug}")


@blueprint.get("/meetings/<slug>/badge.png")
@limiter.limit("30 per minute")
def badge(slug: str) -> ResponseReturnValue:
    """Show the badge as it would print now; 404 for who gets none."""
    attendance = queries.attendance_at(current_person().id, slug=slug) or abort(404)
    picture = badge_pictures.picture(
        current_network(),
        attendance.meeting,
        person_id=current_person().id,
        public_url=public_address(),
    )
    response = Response(picture or abort(HTTPStatus.NOT_FOUND), content_type="image/png")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _is_on_the_list(person: "PersonRow", decided: "Sequence[Decided]") -> bool:
    """Tell whether the person stands on the distribution list."""
    said = [
        Decision(
            purpose=one.row.purpose,
            state=one.row.state,
            decided_at=one.row.decided_at,
            number=one.row.id,
        )
        for one in decided
        if one.row.meeting_id is None
    ]
    reason = left_out(said, audience=Lists.NETWORK, never_share=person.never_share)
    return reason is None


def _documents(
    network_id: int, attendances: "Sequence[AttendanceRow]"
) -> "dict[int, list[MeetingDocumentRow]]":
    """Return meeting id → the documents of it that this person may read."""
    rows = documents_of(
        network_id, [one.meeting_id for one in attendances], audiences=set(Audience)
    )
    return {
        one.meeting_id: [
            row
            for row in rows[one.meeting_id]
            if row.audience in readable(one.partstat, visibility=one.meeting.visibility)
        ]
        for one in attendances
    }


def _back(anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("participant.show", _anchor=anchor), HTTPStatus.SEE_OTHER)

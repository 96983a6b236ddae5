"""Registering for a meeting by the open form: the same answer for everybody.

Who is known already is told to nobody: the page after the form says that a mail is on its way,
and only that mail tells more.
"""

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from eventsvc.db.queries.inquiries import inquiries_of
from eventsvc.db.queries.meetings import meeting_with_bases
from eventsvc.db.queries.organisations import members
from eventsvc.db.queries.participants import claims
from eventsvc.domain.registrations import WAYS, RegistrationClosed
from eventsvc.domain.seats import seats_left
from eventsvc.services.attendees.registrations import Desk, is_open, register
from eventsvc.services.attendees.seating import limits_of
from eventsvc.web import clock
from eventsvc.web.inquiries import asked as asks
from eventsvc.web.inquiries import asked_again, said_in
from eventsvc.web.languages import public_address
from eventsvc.web.public.network import blueprint
from eventsvc.web.public.registration_form import Wish, fingerprint, new_nonce, read
from eventsvc.web.questions import questions
from eventsvc.web.security import caller, limiter, private
from eventsvc.web.shown import shown
from eventsvc.web.words import COMING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import MeetingRow, NetworkRow
    from eventsvc.db.queries.organisations import Member


def _asked_address() -> str:
    return request.form.get("email", "").strip().lower() or caller()


@blueprint.get("/n/<network>/meetings/<slug>/register")
def registration(network: "NetworkRow", slug: str) -> "ResponseReturnValue":
    """Show the form, or that it is closed."""
    row = _meeting(network, slug)
    if not is_open(row, now=clock.now()):
        raise RegistrationClosed
    return _page(network, row, Wish(None, {}, {}))


@blueprint.post("/n/<network>/meetings/<slug>/register")
@limiter.limit("20 per minute; 100 per hour")
@limiter.limit("5 per 15 minutes", key_func=_asked_address)
def take_registration(network: "NetworkRow", slug: str) -> "ResponseReturnValue":
    """Take the form; show it again with what is wrong."""
    row = _meeting(network, slug)
    asked = questions(network, row)
    keys = [member.row.key for member in _members(network)]
    wish = read(request.form, meeting=row, organisations=keys, asked=asked)
    if wish.form is None:
        return _page(network, row, wish), HTTPStatus.UNPROCESSABLE_ENTITY
    desk = Desk(
        network=network,
        public_url=public_address(),
        now=clock.now(),
        random=secrets.SystemRandom(),
    )
    register(row.id, wish.form, desk=desk)
    return redirect(url_for("public.registered", slug=slug), HTTPStatus.SEE_OTHER)


@blueprint.get("/n/<network>/meetings/<slug>/registered")
def registered(network: "NetworkRow", slug: str) -> "ResponseReturnValue":
    """Tell that a mail is on its way."""
    row = _meeting(network, slug)
    return render_template("public/registered.html", meeting=shown(row), network=network)


def _meeting(network: "NetworkRow", slug: str) -> "MeetingRow":
    return meeting_with_bases(network.id, slug) or abort(HTTPStatus.NOT_FOUND)


def _members(network: "NetworkRow") -> "Sequence[Member]":
    return members(network.id, today=clock.today(network.tzid))


def _page(network: "NetworkRow", row: "MeetingRow", wish: Wish) -> Response:
    asked = questions(network, row)
    page = render_template(
        "public/register.html",
        meeting=shown(row),
        network=network,
        members=[member.row for member in _members(network)],
        is_full=seats_left(claims(row.id), limits=limits_of(row)) == 0,
        ways=[(way, COMING[way]) for way in WAYS[row.mode]],
        asked=asked,
        inquiries=asked_again(asks(row, inquiries_of([row.id])[row.id]), said_in(request.form)),
        words=fingerprint(asked),
        nonce=new_nonce(),
        wish=wish,
    )
    return private(make_response(page))

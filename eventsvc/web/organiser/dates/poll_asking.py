"""Asking who can when: whom, looked at with the mail, sent by a person; and reminding."""

import secrets
from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventsvc.db.queries import organiser as queries
from eventsvc.domain.date_polls import NobodyLeftToAsk
from eventsvc.services.acts import DoneAlready
from eventsvc.services.dates import date_poll_asking as services
from eventsvc.services.dates import date_poll_mails
from eventsvc.services.dates.date_polls import wanted_poll
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.languages import public_address
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.dates.polls import address_of
from eventsvc.web.organiser.mails.mailings import OMISSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventsvc.db.models import DatePollRow
    from eventsvc.services.dates.date_poll_asking import Candidate


@blueprint.get("/<network>/date-polls/<poll>/ask")
@requires("meetings.change")
def choose_whom_to_ask(network: str, poll: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show who can be asked, who cannot and why, and the mail; ``?meeting=``: those of its list."""
    here, meeting = current_network(), request.args.get("meeting", "")
    row = wanted_poll(here.id, poll)
    found = services.candidates(here, row, meeting=meeting, today=clock.now().date())
    able = [one for one in found if one.omitted is None]
    return render_template(
        "organiser/date_poll_ask.html",
        network=here,
        poll=row,
        meeting=meeting,
        meetings=queries.meetings_of(here.id),
        able=able,
        left_out=[one for one in found if one.omitted is not None],
        omissions=OMISSIONS,
        **_mail(row, able[0] if able else None),
        nonce=secrets.token_hex(16),
    )


@blueprint.post("/<network>/date-polls/<poll>/ask")
@requires("meetings.change")
def ask_who_can(network: str, poll: str) -> ResponseReturnValue:
    """Send the question to those ticked, once for each look at them."""
    act = acting()
    return _sent(
        lambda nonce: services.ask(
            poll,
            frozenset(request.form.getlist("who")),
            meeting=request.form.get("meeting", ""),
            nonce=nonce,
            act=act,
            random=SystemRandom(),
        ),
        address_of(network, poll),
        again=url_for("organiser.choose_whom_to_ask", network=network, poll=poll),
    )


@blueprint.post("/<network>/date-polls/<poll>/remind")
@requires("meetings.change")
def remind_who_is_missing(network: str, poll: str) -> ResponseReturnValue:
    """Remind those who have not answered, once for each look at them."""
    act, address = acting(), address_of(network, poll)
    return _sent(lambda nonce: services.remind(poll, nonce=nonce, act=act), address, again=address)


def _sent(act: "Callable[[str], int]", address: str, *, again: str) -> ResponseReturnValue:
    try:
        count = act(request.form.get("nonce", "")[:64])
    except DoneAlready:
        flash(gettext("These mails are on their way already; none goes twice."), "info")
    except NobodyLeftToAsk as error:
        flash(str(MESSAGES[error.code][1]), "warning")
        return redirect(again, HTTPStatus.SEE_OTHER)
    else:
        flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", count))
    return redirect(address, HTTPStatus.SEE_OTHER)


def _mail(row: "DatePollRow", first: "Candidate | None") -> dict[str, object]:
    """Return the mail to the first of those who can be asked, to be looked at."""
    if first is None:
        return {"message": None, "plain": ""}
    message = date_poll_mails.preview(
        row,
        current_network(),
        first,
        sender=current_app.extensions["eventsvc.settings"].mail_from,
        public_url=public_address(),
        now=clock.now(),
    )
    body = message.get_body(("plain",))
    return {"message": message, "plain": body.get_content() if body else ""}

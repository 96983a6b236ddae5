"""Acts on mailings: prepare one, leave people out, send, send again, throw away."""

from http import HTTPStatus
from random import SystemRandom

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventsvc.domain.errors import DomainError, EditConflict, NotFound
from eventsvc.domain.mailings import MailingKind
from eventsvc.services.acts import DoneAlready
from eventsvc.services.mails import mailing_reminders, mailing_sending, mailings
from eventsvc.services.mails.mailing_sending import Sender
from eventsvc.web.forms.answers import Saving, save
from eventsvc.web.guards import requires
from eventsvc.web.languages import public_address
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.mails.mailing_forms import reminder_form
from eventsvc.web.organiser.mails.mailings import list_page

PREPARED = (MailingKind.REMINDER, MailingKind.CHANGE, MailingKind.THANKS)
"""What goes to the people on the list; whom an invitation goes to is chosen."""


@blueprint.post("/<network>/meetings/<meeting>/mailings/prepare")
@requires("attendees.change")
def prepare_mailing(network: str, meeting: str) -> ResponseReturnValue:
    """Make the draft of a reminder, or of a mail that tells of a change."""
    kind = request.form.get("kind", "")
    if kind not in set(PREPARED):
        abort(HTTPStatus.BAD_REQUEST)
    try:
        row = mailings.prepare(
            current_network(),
            wanted_meeting(meeting),
            MailingKind(kind),
            by=mailings.Drafter(act=acting(), nonce=_nonce(), random=SystemRandom()),
        )
    except DoneAlready:
        return _to_all(network, meeting)
    return _to(network, meeting, row.key)


@blueprint.post("/<network>/meetings/<meeting>/mailings/plan")
@requires("attendees.change")
def plan_reminder(network: str, meeting: str) -> ResponseReturnValue:
    """Plan a reminder that goes by itself so many days before the meeting."""
    row, here = wanted_meeting(meeting), current_network()
    by = mailings.Drafter(act=acting(), nonce=_nonce(), random=SystemRandom())
    page = list_page(network, meeting)
    saving = Saving(
        act=lambda sent: mailing_reminders.plan(here, row, days_before=sent.values["days"], by=by),
        then=lambda planned: _address(network, meeting, planned.key),
        said=gettext("The reminder is planned. Look at what it will say."),
        again=page.address,
    )
    return save(page, reminder_form().read(request.form), saving)


@blueprint.post("/<network>/meetings/<meeting>/mailings/<mailing>/people")
@requires("attendees.change")
def leave_out(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    """Keep the ticks: who has none gets no mail."""
    mailings.leave_out(
        current_network(),
        wanted_meeting(meeting),
        mailing,
        shown=request.form.getlist("shown"),
        kept=request.form.getlist("kept"),
    )
    flash(gettext("Your choice is kept. Nothing was sent."), "success")
    return _to(network, meeting, mailing)


@blueprint.post("/<network>/meetings/<meeting>/mailings/<mailing>/send")
@requires("attendees.change")
def send_mailing(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    """Queue every mail of the mailing, once."""
    row = wanted_meeting(meeting)
    try:
        number = mailing_sending.send(current_network(), row.id, mailing, by=_sender())
    except DoneAlready:
        flash(gettext("This was sent already; the second click sent nothing."), "info")
    except (NotFound, EditConflict):
        raise
    except DomainError as error:
        flash(str(MESSAGES[error.code][1]), "danger")
    else:
        flash(
            ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number),
            "success",
        )
    return _to(network, meeting, mailing)


@blueprint.post("/<network>/meetings/<meeting>/mailings/<mailing>/again")
@requires("attendees.change")
def send_again(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    """Queue the mail to one recipient anew."""
    number = request.form.get("recipient", 0, type=int)
    try:
        is_queued = mailing_sending.send_again(
            current_network(), wanted_meeting(meeting), mailing, number, by=_sender()
        )
    except DoneAlready:
        is_queued = False
    if is_queued:
        flash(gettext("The mail is on its way again."), "success")
    else:
        flash(gettext("The mail waits to be sent already."), "info")
    return _to(network, meeting, mailing)


@blueprint.post("/<network>/meetings/<meeting>/mailings/<mailing>/discard")
@requires("attendees.change")
def discard_mailing(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    """Throw a draft away."""
    mailings.discard(wanted_meeting(meeting), mailing, act=acting())
    flash(gettext("The draft is gone. Nothing was sent."), "success")
    return _to_all(network, meeting)


def _sender() -> Sender:
    return Sender(
        act=acting(),
        public_url=public_address(),
        random=SystemRandom(),
        seen=request.form.get("seen", ""),
        version=request.form.get("version", 0, type=int),
        nonce=_nonce(),
    )


def _nonce() -> str:
    return request.form.get("nonce", "")[:32] or abort(HTTPStatus.BAD_REQUEST)


def _to(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    return redirect(_address(network, meeting, mailing), HTTPStatus.SEE_OTHER)


def _address(network: str, meeting: str, mailing: str) -> str:
    return url_for("organiser.show_mailing", network=network, meeting=meeting, mailing=mailing)


def _to_all(network: str, meeting: str) -> ResponseReturnValue:
    address = url_for("organiser.list_mailings", network=network, meeting=meeting)
    return redirect(address, HTTPStatus.SEE_OTHER)

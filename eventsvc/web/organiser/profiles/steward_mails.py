"""Sending stewards their links: chosen, looked at, then sent by a person."""

import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import stewards as queries
from eventsvc.services.acts import DoneAlready
from eventsvc.services.profiles import steward_mails, stewards
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.organisations.pages import is_gone, lacks_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eventsvc.db.models import OrganisationRow, StewardRow

SHOWS = {
    "empty": lazy_gettext("Members with an empty profile"),
    "all": lazy_gettext("All stewards"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A steward that a mail may go to; ``email`` is empty when none can."""

    row: "StewardRow"
    name: str
    email: str


@blueprint.get("/<network>/profiles/mail")
@requires("organisations.change")
def choose_stewards(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Ask who gets a link: ``?show=empty`` or ``all``, or one ``?organisation=``."""
    here = current_network()
    show_, key = request.args.get("show", "empty"), request.args.get("organisation", "")
    fits = _fits(show_, key)
    found = [candidate(one) for one in queries.stewards(here.id) if fits(one.organisation)]
    return render_template(
        "organiser/steward_mail.html",
        network=here,
        candidates=found,
        without=_without_steward(here.id, fits),
        show="" if key else show_,
        shows=SHOWS,
    )


@blueprint.post("/<network>/profiles/mail")
@requires("organisations.change")
def look_at_mail(network: str) -> ResponseReturnValue:
    """Show to whom the mail would go and what it would say; nothing is sent."""
    here = current_network()
    chosen = set(request.form.getlist("steward"))
    found = [
        one
        for one in map(candidate, queries.stewards(here.id))
        if one.row.public_id in chosen and one.email
    ]
    if not found:
        flash(gettext("Choose at least one steward with an address."), "danger")
        return redirect(url_for("organiser.choose_stewards", network=network), HTTPStatus.SEE_OTHER)
    message = steward_mails.preview(
        found[0].row,
        here,
        sender=current_app.extensions["eventsvc.settings"].mail_from,
        public_url=public_address(),
        now=clock.now(),
    )
    body = message.get_body(("plain",))
    return render_template(
        "organiser/steward_mail_preview.html",
        network=here,
        candidates=found,
        message=message,
        plain=body.get_content() if body else "",
        nonce=secrets.token_hex(16),
    )


@blueprint.post("/<network>/profiles/mail/send")
@requires("organisations.change")
def send_to_stewards(network: str) -> ResponseReturnValue:
    """Queue the mails, once for each look at them."""
    try:
        count = stewards.mail(
            request.form.getlist("steward"),
            nonce=request.form.get("nonce", "")[:64],
            public_url=public_address(),
            act=acting(),
        )
    except DoneAlready:
        flash(gettext("These mails are on their way already; none goes twice."), "info")
    else:
        flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", count))
    return redirect(url_for("organiser.list_organisations", network=network), HTTPStatus.SEE_OTHER)


def _fits(show_: str, key: str) -> "Callable[[OrganisationRow], bool]":
    if key:
        return lambda row: row.key == key
    rules: Mapping[str, Callable[[OrganisationRow], bool]] = {
        "empty": lambda row: not row.is_guest and lacks_profile(row),
    }
    return rules.get(show_, lambda row: not row.is_guest)


def candidate(row: "StewardRow") -> Candidate:
    """Return the steward as somebody to write to."""
    return Candidate(row, stewards.called(row), stewards.address_of(row))


def _without_steward(
    network_id: int, fits: "Callable[[OrganisationRow], bool]"
) -> "list[OrganisationRow]":
    have = {one.organisation_id for one in queries.stewards(network_id)}
    return [
        one.row
        for one in directory.everybody(network_id)
        if one.row.id not in have and not is_gone(one.row) and fits(one.row)
    ]

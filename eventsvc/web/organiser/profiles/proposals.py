"""Profiles that wait for the office: compared with what readers see, published or turned down."""

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.proposals import proposal
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.inputs.networks import values as readers
from eventsvc.services.profiles import proposals
from eventsvc.services.profiles.profile_history import content_of
from eventsvc.services.profiles.proposals import would_be
from eventsvc.web.forms.fields import Area
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.organisations.pages import wanted_organisation
from eventsvc.web.organiser.profiles.versions import sides

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow
    from eventsvc.web.forms.sent import Sent

_MOST = 2000
"""Characters of the office's word."""

_DECISION = Form(
    (
        Section(
            None,
            (
                Area(
                    name="word",
                    label=lazy_gettext("A word to those who wrote it"),
                    hint=lazy_gettext(
                        "Goes to them by mail, with what you decide. May stay empty."
                    ),
                    rows=3,
                    reader=partial(readers.long_text, most=_MOST),
                ),
            ),
        ),
    )
)


@blueprint.get("/<network>/organisations/<organisation>/proposal")
@requires("organisations.change")
def show_proposal(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what readers see and what would be, side by side."""
    row = wanted_organisation(organisation)
    return _page(row, _DECISION.shown({}, version=row.version))


@blueprint.post("/<network>/organisations/<organisation>/proposal")
@requires("organisations.change")
def decide_proposal(network: str, organisation: str) -> ResponseReturnValue:
    """Publish what waits, or turn it down; its stewards get a mail with the office's word."""
    wanted_organisation(organisation)
    sent = _DECISION.read(request.form)
    is_yes = request.form.get("decision") == "publish"
    decide = proposals.publish if is_yes else proposals.turn_down
    if sent.mistakes:
        return _page(wanted_organisation(organisation), sent), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        decide(organisation, state=sent.version, word=sent.values["word"], act=acting())
    except EditConflict:
        now = wanted_organisation(organisation)
        flash(gettext("It was changed meanwhile. Look at it as it is now, then decide."), "danger")
        return _page(now, replace(sent, version=now.version)), HTTPStatus.CONFLICT
    said = gettext("Published; whoever scans the badge sees it at once.")
    flash(said if is_yes else gettext("Turned down. The profile stays as it was."))
    return redirect(
        url_for("organiser.list_changed_profiles", network=network), HTTPStatus.SEE_OTHER
    )


def _page(row: "OrganisationRow", sent: "Sent") -> str:
    waiting = proposal(row.network_id, row.id)
    if waiting is None:
        raise NotFound
    return render_template(
        "organiser/proposal.html",
        network=current_network(),
        row=row,
        waiting=waiting,
        sides=sides(row, content_of(row), would_be(row, waiting)),
        sent=sent,
    )

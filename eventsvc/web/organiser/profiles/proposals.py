"""Profiles that wait for the office: compared with what readers see, published or turned down."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries.proposals import proposal
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.services import proposals
from eventsvc.services.profile_history import content_of
from eventsvc.services.proposals import would_be
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.organisations.pages import wanted_organisation
from eventsvc.web.organiser.profiles.versions import sides


@blueprint.get("/<network>/organisations/<organisation>/proposal")
@requires("organisations.change")
def show_proposal(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what readers see and what would be, side by side."""
    row = wanted_organisation(organisation)
    waiting = proposal(row.network_id, row.id)
    if waiting is None:
        raise NotFound
    return render_template(
        "organiser/proposal.html",
        network=current_network(),
        row=row,
        waiting=waiting,
        sides=sides(row, content_of(row), would_be(row, waiting)),
    )


@blueprint.post("/<network>/organisations/<organisation>/proposal")
@requires("organisations.change")
def decide_proposal(network: str, organisation: str) -> ResponseReturnValue:
    """Publish what waits, or turn it down."""
    wanted_organisation(organisation)
    is_yes = request.form.get("do") == "publish"
    decide = proposals.publish if is_yes else proposals.turn_down
    try:
        decide(organisation, state=request.form.get("state", 0, type=int), act=acting())
    except EditConflict:
        flash(gettext("It was changed meanwhile. Look at it as it is now, then decide."), "danger")
        address = url_for("organiser.show_proposal", network=network, organisation=organisation)
        return redirect(address, HTTPStatus.SEE_OTHER)
    said = gettext("Published; whoever scans the badge sees it at once.")
    flash(said if is_yes else gettext("Turned down. The profile stays as it was."))
    return redirect(
        url_for("organiser.list_changed_profiles", network=network), HTTPStatus.SEE_OTHER
    )

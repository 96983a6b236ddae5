"""The stewards' blueprint: every page asks for the link's token and is told to nobody."""

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, g

from eventsvc.services.acts import Act
from eventsvc.services.profiles.stewards import entrusted
from eventsvc.web import clock
from eventsvc.web.languages import public_address
from eventsvc.web.link_pages import behind_a_link
from eventsvc.web.look import enter

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, OrganisationRow, StewardRow
    from eventsvc.services.profiles.stewards import Entrusted

blueprint = Blueprint("member", __name__, url_prefix="/m/<token>")
behind_a_link(blueprint)


@blueprint.before_request
def stewards_only() -> None:
    """Let those pass whose link is good: 410 when it was once, 404 for any other.

    Raises:
        PersonalLinkRevoked, NotFound: It is not.
    """
    g.entrusted = entrusted(g.token, secret=current_app.config["SECRET_KEY"])
    enter(current_network())


def current_steward() -> "StewardRow":
    """Return whose link this is."""
    found: Entrusted = g.entrusted
    return found.steward


def current_organisation() -> "OrganisationRow":
    """Return the organisation whose profile the link opens."""
    found: Entrusted = g.entrusted
    return found.organisation


def current_network() -> "NetworkRow":
    """Return the network that the organisation belongs to."""
    found: Entrusted = g.entrusted
    return found.network


def acting() -> Act:
    """Return who acts, and when, for services and the audit log."""
    return Act(
        network_id=current_network().id,
        by=f"steward:{current_steward().public_id}",
        at=clock.now(),
        public_url=public_address(),
    )

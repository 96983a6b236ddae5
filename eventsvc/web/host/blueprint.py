"""The hosts' blueprint: its page asks for the link's token and is told to nobody."""

from flask import Blueprint, current_app, g

from eventsvc.services.acts import Act
from eventsvc.services.dates.hosting import Hosting, hosting
from eventsvc.web import clock
from eventsvc.web.link_pages import behind_a_link
from eventsvc.web.look import enter

blueprint = Blueprint("host", __name__, url_prefix="/h/<token>")
behind_a_link(blueprint)


@blueprint.before_request
def hosts_only() -> None:
    """Let those pass whose link is good: 404 for any other.

    Raises:
        NotFound: It is not, or another one hosts by now.
    """
    g.hosting = hosting(g.token, secret=current_app.config["SECRET_KEY"])
    enter(g.hosting.network)


def current_hosting() -> Hosting:
    """Return whose turn this link is about."""
    found: Hosting = g.hosting
    return found


def acting() -> Act:
    """Return who acts, and when, for services and the audit log."""
    found = current_hosting()
    return Act(network_id=found.network.id, by=f"host:{found.turn.public_id}", at=clock.now())

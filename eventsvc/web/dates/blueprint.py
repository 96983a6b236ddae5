"""The blueprint of date polls: its page asks for the link's token and is told to nobody."""

from flask import Blueprint, current_app, g

from eventsvc.services.acts import Act
from eventsvc.services.dates.date_poll_answers import Answering, answering
from eventsvc.web import clock
from eventsvc.web.link_pages import behind_a_link
from eventsvc.web.look import enter

blueprint = Blueprint("dates", __name__, url_prefix="/d/<token>")
behind_a_link(blueprint)


@blueprint.before_request
def asked_only() -> None:
    """Let those pass whose link is good: 404 for any other.

    Raises:
        NotFound: It is not.
    """
    g.answering = answering(g.token, secret=current_app.config["SECRET_KEY"])
    enter(g.answering.network)


def current_answering() -> Answering:
    """Return whose answer this link is about."""
    found: Answering = g.answering
    return found


def acting() -> Act:
    """Return who acts, and when, for services."""
    found = current_answering()
    by = f"date-poll-reply:{found.reply.public_id}"
    return Act(network_id=found.network.id, by=by, at=clock.now())

"""The participants' blueprint: every page asks for the link's token and is told to nobody."""

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, g, request

from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.privacy.personal import bearer
from eventsvc.web.link_pages import behind_a_link
from eventsvc.web.look import enter

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, PersonRow
    from eventsvc.services.privacy.personal import Bearer

blueprint = Blueprint("participant", __name__, url_prefix="/my/<token>")
behind_a_link(blueprint)

OPENED_BY = {
    "participant.my_calendar": (LinkPurpose.CALENDAR, LinkPurpose.MY),
    "participant.ask_to_erase": (LinkPurpose.ERASE,),
    "participant.erase_me": (LinkPurpose.ERASE,),
}
"""Endpoint → what its token may be made for; all others want one for the person's own pages."""


@blueprint.before_request
def bearers_only() -> None:
    """Let those pass whose link is good: 410 when it was once, 404 for any other.

    Raises:
        PersonalLinkRevoked, NotFound: It is not.
    """
    purposes = OPENED_BY.get(request.endpoint or "", (LinkPurpose.MY,))
    g.bearer = bearer(g.token, *purposes, secret=secret())
    enter(current_network())


def current_person() -> "PersonRow":
    """Return whose link this is."""
    found: Bearer = g.bearer
    return found.person


def current_network() -> "NetworkRow":
    """Return the network that the person belongs to."""
    found: Bearer = g.bearer
    return found.network


def secret() -> str:
    """Return the key that links are made with."""
    key: str = current_app.config["SECRET_KEY"]
    return key

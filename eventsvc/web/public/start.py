"""The door: which networks there are, and the first page of each."""

from typing import TYPE_CHECKING

from flask import g, redirect, render_template, url_for

from eventsvc.db.queries.meetings import coming_meetings
from eventsvc.db.queries.networks import networks
from eventsvc.db.queries.organisations import count_members
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.web import legal
from eventsvc.web.clock import now, today
from eventsvc.web.frame import Frame
from eventsvc.web.public.network import blueprint
from eventsvc.web.shown import shown

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import NetworkRow

_MEETINGS = 4


@blueprint.get("/")
def index() -> "ResponseReturnValue":
    """Lead to the only network, or list them."""
    found = networks()
    if len(found) == 1:
        return redirect(url_for("public.network", network=found[0].slug))
    g.frame = Frame(legal=legal.of_service())
    return render_template("public/index.html", networks=found)


@blueprint.get("/legal")
def legal_pages() -> str:
    """List the imprint and the other legal pages of every network."""
    found = [(network, legal.of_network(network.slug)) for network in networks()]
    return render_template("public/legal.html", networks=found)


@blueprint.get("/n/<network>/")
def network(network: "NetworkRow") -> str:
    """Show what the network is and when it meets next."""
    coming = [shown(row) for row in coming_meetings(network.id, now=now(), limit=_MEETINGS)]
    next_meeting = next(
        (meeting for meeting in coming if meeting.row.status is not MeetingStatus.CANCELLED), None
    )
    return render_template(
        "public/network.html",
        network=network,
        next_meeting=next_meeting,
        others=[meeting for meeting in coming if meeting is not next_meeting],
        members=count_members(network.id, today=today(network.tzid)),
    )

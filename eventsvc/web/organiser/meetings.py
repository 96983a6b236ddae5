"""The meetings of a network, and one meeting as its office sees it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import organiser as queries
from eventsvc.domain.access import Place, may
from eventsvc.domain.errors import NotFound
from eventsvc.web import clock
from eventsvc.web.agenda import office_days
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.numbers import headcounts
from eventsvc.web.organiser.words import MODES, STATUSES, VISIBILITIES
from eventsvc.web.words import NOTICES


@blueprint.get("/<network>/meetings")
@requires("meetings.see")
def list_meetings(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show all meetings of the network, those to come first."""
    now = clock.now()
    meetings = queries.meetings_of(current_network().id)
    return render_template(
        "organiser/meetings.html",
        network=current_network(),
        coming=[row for row in reversed(meetings) if row.dtend > now],
        past=[row for row in meetings if row.dtend <= now],
        statuses=STATUSES,
    )


@blueprint.get("/<network>/meetings/<meeting>")
@requires("meeting.see")
def show_meeting(network: str, meeting: str) -> ResponseReturnValue:
    """Show one meeting: its numbers, notices and the whole agenda."""
    row = queries.whole_meeting(current_network().id, meeting)
    if row is None:
        raise NotFound
    is_office = may(current_actor(), "attendees.see", Place(network, meeting))
    return render_template(
        "organiser/meeting.html",
        network=current_network(),
        meeting=row,
        numbers=headcounts([row.id])[row.id] if is_office else None,
        days=office_days(row, VISIBILITIES),
        statuses=STATUSES,
        modes=MODES,
        visibilities=VISIBILITIES,
        notices=NOTICES,
    )

"""The list of a meeting: who comes, how, and what they agreed to."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsvc.domain.access import Place, may
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.organiser.attendees.chosen_acts import ACTS
from eventsvc.web.organiser.attendees.filters import SEATS, Wish, wish_of
from eventsvc.web.organiser.attendees.lines import attendees, said_by
from eventsvc.web.organiser.blueprint import blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.words import ATTENDS, REPLIES, ROLES
from eventsvc.web.paging import part_of


@blueprint.get("/<network>/meetings/<meeting>/attendees")
@requires("attendees.see")
def list_attendees(network: str, meeting: str) -> ResponseReturnValue:
    """Show the list, searched by ``?q=``, narrowed by the choices, fifty to a page."""
    row, wish = wanted_meeting(meeting), wish_of(request.args)
    everybody = attendees(row)
    found = wish.found(everybody)
    part = part_of(found, request.args.get("page", 1, type=int))
    return render_template(
        "organiser/attendees.html",
        network=current_network(),
        meeting=row,
        attendees=part.rows,
        said=said_by(row, part.rows),
        found=len(found),
        total=len(everybody),
        wish=wish,
        place=part.place,
        address=_address_of(network, meeting, wish),
        replies=REPLIES,
        attends=ATTENDS,
        roles=ROLES,
        seats=SEATS,
        acts=[(name, act.words) for name, act in ACTS.items()],
        may_change=may(current_actor(), "attendees.change", Place(network, meeting)),
    )


def _address_of(network: str, meeting: str, wish: Wish) -> Callable[[int], str]:
    def address(page: int) -> str:
        return url_for(
            "organiser.list_attendees", network=network, meeting=meeting, **wish.query, page=page
        )

    return address

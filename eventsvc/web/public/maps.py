"""The map of a network: drawn here, without tiles of others, with a list that says the same."""

from typing import TYPE_CHECKING

from flask import render_template

from eventsvc.db.queries.organisations import members
from eventsvc.domain.maps import WIDTH, drawn
from eventsvc.web.clock import today
from eventsvc.web.public.network import blueprint
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow


@blueprint.get("/n/<network>/map")
def map_of_members(network: "NetworkRow") -> str:
    """Show where the members are; those without a position stand in the list only."""
    listed = members(network.id, today=today(network.tzid))
    placed = [
        (one, one.row.profile.position)
        for one in listed
        if one.row.profile is not None and one.row.profile.position is not None
    ]
    there = {one.row.id for one, _ in placed}
    return render_template(
        "public/map.html",
        map=drawn([(one, place) for one, place in placed if place is not None]),
        width=WIDTH,
        others=[one for one in listed if one.row.id not in there],
        kind_words=ORGANISATION_KINDS,
    )

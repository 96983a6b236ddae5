"""The blueprint of the public pages, and the network that each of them belongs to.

A view whose address has ``<network>`` gets the network's row: an unknown one is answered with
404 before the view runs. ``url_for`` of a public endpoint fills the network in by itself.
Feeds find their network themselves (``web.public.feeds``).
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, current_app, g, request, url_for
from flask_babel import lazy_gettext

from eventsvc.db.queries.networks import network_by_slug, networks
from eventsvc.web import look
from eventsvc.web.frame import Link

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

blueprint = Blueprint("public", __name__)

NAVIGATION = {
    "public.network": lazy_gettext("Home"),
    "public.meetings": lazy_gettext("Meetings"),
    "public.organisations": lazy_gettext("Members"),
    "public.subscribe": lazy_gettext("Calendar"),
}
"""The main menu: endpoint → its name."""

_BELOW = {
    "public.meeting": "public.meetings",
    "public.registration": "public.meetings",
    "public.take_registration": "public.meetings",
    "public.registered": "public.meetings",
    "public.series": "public.meetings",
    "public.groups": "public.organisations",
    "public.group": "public.organisations",
    "public.profile": "public.organisations",
    "public.map_of_members": "public.organisations",
    "public.projects": "public.organisations",
    "public.project": "public.organisations",
    "public.topics": "public.organisations",
    "public.topic": "public.organisations",
}
"""Pages that have no entry of their own in the menu → the entry they stand under."""

_FEEDS = {"public.network_ics", "public.series_ics", "public.group_ics", "public.meetings_atom"}
"""Asked by programs all day: most answers need no more of the network than its name."""


@blueprint.url_value_preprocessor
def _load_network(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "network" in values and endpoint not in _FEEDS:
        values["network"] = network = network_by_slug(values["network"]) or abort(404)
        enter(network)


@blueprint.url_defaults
def _same_network(endpoint: str, values: dict[str, Any]) -> None:
    if "network" in g and current_app.url_map.is_endpoint_expecting(endpoint, "network"):
        values.setdefault("network", g.network.slug)


def enter(network: "NetworkRow") -> None:
    """Make this a page of ``network``, with the main menu."""
    look.enter(network)
    here = _BELOW.get(request.endpoint or "", request.endpoint)
    navigation = tuple(
        Link(name, url_for(endpoint), current=endpoint == here)
        for endpoint, name in NAVIGATION.items()
    )
    g.frame = replace(g.frame, navigation=navigation)


def enter_only_network() -> None:
    """Make this a page of the network, where there is only one that it can belong to."""
    found = networks(limit=2)
    if len(found) == 1:
        enter(found[0])

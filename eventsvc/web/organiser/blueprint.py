"""The organisers' blueprint: guarded, never cached, framed by the network it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_security import current_user

from eventsvc.db.queries import organiser as queries
from eventsvc.db.queries.credentials import has_second_factor
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.domain.access import Place, Role, may
from eventsvc.domain.errors import NotFound
from eventsvc.domain.texts import choose
from eventsvc.outputs import apart
from eventsvc.services.account import sessions
from eventsvc.services.acts import Act
from eventsvc.web import clock, legal, security
from eventsvc.web.frame import Frame, Link
from eventsvc.web.guards import current_actor, organisers_only, permission_of
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.look import in_its_look

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, NetworkRow

PARTS: Mapping[str, object] = {
    "organiser.list_meetings": lazy_gettext("Meetings"),
    "organiser.list_organisations": lazy_gettext("Organisations"),
    "organiser.list_matches": lazy_gettext("Matches"),
    "organiser.list_surveys": lazy_gettext("Surveys"),
    "organiser.show_settings": lazy_gettext("Settings"),
}
"""The menu of a network: page and words; each account sees what it may enter."""

blueprint = Blueprint("organiser", __name__, url_prefix="/o")
blueprint.before_request(organisers_only)
blueprint.after_request(security.private)


blueprint.before_request(apart.prepare)


@blueprint.before_request
def _frame() -> ResponseReturnValue | None:
    sessions.seen(security.running(), now=clock.now())
    slug = (request.view_args or {}).get("network")
    overview = url_for("organiser.overview")
    g.frame = Frame(
        home=overview,
        navigation=(Link(lazy_gettext("Overview"), overview, current=request.path == overview),),
        account=_own_links(),
        legal=() if slug else legal.of_service(),
        tzid="UTC" if slug else _shared_zone(),
    )
    if slug:
        g.network = network_by_slug(slug)
        if g.network is None:
            raise NotFound
        g.frame = _frame_of(g.network, g.frame)
        if g.network.requires_second_factor and not has_second_factor(current_user):
            return redirect(url_for("organiser.show_account"))
    return None


def _shared_zone() -> str:
    """Return the zone of this account's networks; UTC where they have different ones."""
    grants = current_actor().grants
    is_everywhere = any(grant.role is Role.ADMINISTRATOR for grant in grants)
    zones = queries.zones_of(None if is_everywhere else [grant.network for grant in grants])
    return next(iter(zones)) if len(zones) == 1 else "UTC"


def _own_links() -> tuple[Link, ...]:
    own = url_for("organiser.show_account")
    return (
        Link(lazy_gettext("My account"), own, current=request.path == own),
        Link(lazy_gettext("Sign out"), url_for("signin.ask_to_leave")),
    )


def _frame_of(network: "NetworkRow", frame: Frame) -> Frame:
    # The network's language comes first: it helps to choose the one the name is shown in.
    g.frame = frame = replace(frame, language=network.languages[0], tzid=network.tzid)
    name = choose(network.name, language=current_language(), fallbacks=network.languages)
    ours = replace(
        frame,
        name=name.text,
        navigation=(*frame.navigation, *_links(network.slug)),
        legal=legal.of_network(network.slug),
    )
    return in_its_look(ours, network)


def _links(network: str) -> Iterator[Link]:
    """Yield the parts of the network that this account may enter."""
    actor = current_actor()
    for endpoint, words in PARTS.items():
        if may(actor, permission_of(endpoint) or "", Place(network)):
            address = url_for(endpoint, network=network)
            yield Link(words, address, current=request.path == address)


def current_network() -> "NetworkRow":
    """Return the network in the address of this page."""
    network: NetworkRow = g.network
    return network


def acting() -> Act:
    """Return who acts in the network of this page, and when, for services and the audit log."""
    return Act(
        network_id=current_network().id,
        by=f"account:{current_actor().account}",
        at=clock.now(),
        public_url=public_address(),
    )


def wanted_meeting(slug: str) -> "MeetingRow":
    """Return the meeting in the address, of the network in the address.

    Raises:
        NotFound: The network has no such meeting.
    """
    meeting = queries.meeting_by_slug(current_network().id, slug)
    if meeting is None:
        raise NotFound
    return meeting

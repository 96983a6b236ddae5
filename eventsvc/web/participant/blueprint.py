"""The participants' blueprint: every page asks for the link's token and is told to nobody.

A page is opened by mail scanners too, so GET changes nothing: the buttons act.
"""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, g, request, url_for

from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.texts import choose
from eventsvc.services.personal import bearer
from eventsvc.web.frame import Frame, legal_links
from eventsvc.web.languages import current_language
from eventsvc.web.look import in_its_look

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, PersonRow
    from eventsvc.services.personal import Bearer

blueprint = Blueprint("participant", __name__, url_prefix="/my/<token>")

OPENED_BY = {
    "participant.my_calendar": (LinkPurpose.CALENDAR, LinkPurpose.MY),
    "participant.ask_to_erase": (LinkPurpose.ERASE,),
    "participant.erase_me": (LinkPurpose.ERASE,),
}
"""Endpoint → what its token may be made for; all others want one for the person's own pages."""


@blueprint.url_value_preprocessor
def _take_token(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the token out of the views: they get the person."""
    g.token = (values or {}).pop("token", "")


@blueprint.url_defaults
def _same_token(_endpoint: str, values: dict[str, Any]) -> None:
    if "token" in g:
        values.setdefault("token", g.token)


@blueprint.before_request
def bearers_only() -> None:
    """Let those pass whose link is good: 410 when it was once, 404 for any other.

    Raises:
        PersonalLinkRevoked, NotFound: It is not.
    """
    purposes = OPENED_BY.get(request.endpoint or "", (LinkPurpose.MY,))
    g.bearer = bearer(g.token, *purposes, secret=secret())
    network = current_network()
    # The network's language comes first: it helps to choose the one the name is shown in.
    g.frame = Frame(language=network.languages[0])
    name = choose(network.name, language=current_language(), fallbacks=network.languages)
    g.frame = Frame(
        name=name.text,
        home=url_for("public.network", network=network.slug),
        legal=legal_links(_legal_address),
        language=network.languages[0],
    )
    g.frame = in_its_look(g.frame, network)


@blueprint.after_request
def _tell_nobody(response: Response) -> Response:
    """Keep page and address from caches, search engines and other pages."""
    if not response.headers.get("ETag"):
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


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


def _legal_address(key: str) -> str:
    network = current_network().slug
    if key == "barrier":
        return url_for("public.barrier", network=network)
    return url_for("public.page", network=network, kind=key)

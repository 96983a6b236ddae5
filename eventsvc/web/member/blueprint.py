"""The stewards' blueprint: every page asks for the link's token and is told to nobody.

A page is opened by mail scanners too, so GET changes nothing: the buttons act.
"""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, g, url_for

from eventsvc.services.acts import Act
from eventsvc.services.stewards import entrusted
from eventsvc.web import clock
from eventsvc.web.frame import Frame, legal_links
from eventsvc.web.jinja import text
from eventsvc.web.look import in_its_look

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, OrganisationRow, StewardRow
    from eventsvc.services.stewards import Entrusted

blueprint = Blueprint("member", __name__, url_prefix="/m/<token>")


@blueprint.url_value_preprocessor
def _take_token(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the token out of the views: they get the steward."""
    g.token = (values or {}).pop("token", "")


@blueprint.url_defaults
def _same_token(_endpoint: str, values: dict[str, Any]) -> None:
    if "token" in g:
        values.setdefault("token", g.token)


@blueprint.before_request
def stewards_only() -> None:
    """Let those pass whose link is good: 410 when it was once, 404 for any other.

    Raises:
        PersonalLinkRevoked, NotFound: It is not.
    """
    g.entrusted = entrusted(g.token, secret=current_app.config["SECRET_KEY"])
    g.network = network = current_network()
    # The network's language comes first: it helps to choose the one the name is shown in.
    g.frame = Frame(language=network.languages[0])
    g.frame = Frame(
        name=str(text(network.name)),
        home=url_for("public.network"),
        legal=legal_links(_legal_address),
        language=network.languages[0],
    )
    g.frame = in_its_look(g.frame, network)


@blueprint.after_request
def _tell_nobody(response: Response) -> Response:
    """Keep page and address from caches, search engines and other pages."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def current_steward() -> "StewardRow":
    """Return whose link this is."""
    found: Entrusted = g.entrusted
    return found.steward


def current_organisation() -> "OrganisationRow":
    """Return the organisation whose profile the link opens."""
    found: Entrusted = g.entrusted
    return found.organisation


def current_network() -> "NetworkRow":
    """Return the network that the organisation belongs to."""
    found: Entrusted = g.entrusted
    return found.network


def acting() -> Act:
    """Return who acts, and when, for services and the audit log."""
    return Act(
        network_id=current_network().id,
        by=f"steward:{current_steward().public_id}",
        at=clock.now(),
    )


def _legal_address(key: str) -> str:
    return url_for("public.barrier") if key == "barrier" else url_for("public.page", kind=key)

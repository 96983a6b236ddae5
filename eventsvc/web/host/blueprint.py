"""The hosts' blueprint: its page asks for the link's token and is told to nobody.

A page is opened by mail scanners too, so GET changes nothing: the button acts.
"""

from typing import Any

from flask import Blueprint, Response, current_app, g, url_for

from eventsvc.services.acts import Act
from eventsvc.services.hosting import Hosting, hosting
from eventsvc.web import clock
from eventsvc.web.frame import Frame, legal_links
from eventsvc.web.jinja import text
from eventsvc.web.look import in_its_look

blueprint = Blueprint("host", __name__, url_prefix="/h/<token>")


@blueprint.url_value_preprocessor
def _take_token(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the token out of the views: they get the turn."""
    g.token = (values or {}).pop("token", "")


@blueprint.url_defaults
def _same_token(_endpoint: str, values: dict[str, Any]) -> None:
    if "token" in g:
        values.setdefault("token", g.token)


@blueprint.before_request
def hosts_only() -> None:
    """Let those pass whose link is good: 404 for any other.

    Raises:
        NotFound: It is not, or another one hosts by now.
    """
    g.hosting = found = hosting(g.token, secret=current_app.config["SECRET_KEY"])
    g.network = network = found.network
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


def current_hosting() -> Hosting:
    """Return whose turn this link is about."""
    found: Hosting = g.hosting
    return found


def acting() -> Act:
    """Return who acts, and when, for services and the audit log."""
    found = current_hosting()
    return Act(network_id=found.network.id, by=f"host:{found.turn.public_id}", at=clock.now())


def _legal_address(key: str) -> str:
    return url_for("public.barrier") if key == "barrier" else url_for("public.page", kind=key)

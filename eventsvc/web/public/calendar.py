"""Calendars to subscribe to, and the page that says how."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, abort, current_app, render_template, request, url_for

from eventsvc.db.queries.meetings import meeting_by_slug
from eventsvc.db.queries.series import public_series
from eventsvc.outputs.calendar import feed_ics
from eventsvc.services.calendar import meeting_feed, network_feed, series_feed
from eventsvc.web.clock import now
from eventsvc.web.conditional import calendar_file
from eventsvc.web.jinja import text
from eventsvc.web.languages import LANGUAGES_READY
from eventsvc.web.public.network import blueprint

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow


@blueprint.get("/n/<network>/calendar.ics")
def network_ics(network: "NetworkRow") -> Response:
    """All public meetings of the network, in the language of ``?lang=`` or the network's own."""
    feed = network_feed(
        network, language=_feed_language(network), public_url=_public_url(), now=now()
    )
    return calendar_file(
        feed_ics(feed), filename=network.slug, last_modified=network.feed_changed_at
    )


@blueprint.get("/n/<network>/meetings/<slug>.ics")
def meeting_ics(network: "NetworkRow", slug: str) -> Response:
    """One public meeting, to put into a calendar by hand."""
    meeting = meeting_by_slug(network.id, slug) or abort(404)
    feed = meeting_feed(
        network, meeting, language=_feed_language(network), public_url=_public_url()
    )
    return calendar_file(feed_ics(feed), filename=slug, last_modified=meeting.last_modified)


@blueprint.get("/n/<network>/series/<slug>.ics")
def series_ics(network: "NetworkRow", slug: str) -> Response:
    """The public dates of one series, whatever becomes of its rule."""
    series = public_series(network.id, slug) or abort(404)
    feed = series_feed(
        network, series, language=_feed_language(network), public_url=_public_url(), now=now()
    )
    return calendar_file(feed_ics(feed), filename=slug, last_modified=network.feed_changed_at)


@blueprint.get("/n/<network>/calendar")
def subscribe(network: "NetworkRow") -> str:
    """Tell how to subscribe, for each of the usual programs."""
    language = request.args.get("lang")
    address = _public_url() + url_for("public.network_ics", lang=language)
    return render_template(
        "public/subscribe.html",
        address=address,
        buttons=_buttons(address, name=str(text(network.name))),
    )


def _buttons(address: str, *, name: str) -> dict[str, str]:
    """Return program → the link that makes it subscribe to ``address``."""
    webcal = f"webcal://{address.partition('://')[2]}"
    query = f"url={quote(webcal, safe='')}&name={quote(name, safe='')}"
    return {
        "webcal": webcal,
        "outlook": f"https://outlook.office.com/calendar/0/addfromweb?{query}",
        "live": f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        "google": f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}",
    }


def _feed_language(network: "NetworkRow") -> str:
    """Return the feed's language; never the browser's: a proxy serves one feed to everybody."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES_READY else network.languages[0]


def _public_url() -> str:
    url: str = current_app.extensions["eventsvc.public_url"]
    return url

"""The network's meetings on other people's pages: as news, in a frame, as a code on a poster."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Response, make_response, render_template, request, url_for

from eventsvc.db.queries.calendar import EVERYTHING
from eventsvc.db.queries.meetings import coming_meetings
from eventsvc.outputs.atom import AtomFeed, atom
from eventsvc.outputs.qr import png, symbol
from eventsvc.services.calendar.calendar import network_feed
from eventsvc.web.clock import now
from eventsvc.web.headers import CONTENT_SECURITY_POLICY, FRAMED_ANYWHERE
from eventsvc.web.languages import public_address
from eventsvc.web.public.feeds import Subject, feed, feed_language
from eventsvc.web.public.network import blueprint
from eventsvc.web.shown import shown

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", FRAMED_ANYWHERE)
_MOST = 20
"""How many meetings a frame shows."""


@blueprint.get("/n/<network>/meetings.atom")
@feed("application/atom+xml; charset=utf-8")
def meetings_atom(network: "NetworkRow") -> Subject:
    """The meetings not yet over, for readers of news; what is over is left out the day after."""
    moment = now()
    address = public_address() + url_for("public.meetings_atom", lang=request.args.get("lang"))

    def write() -> bytes:
        feed = network_feed(
            network,
            language=feed_language(network),
            public_url=public_address(),
            now=moment,
        )
        coming = (one for one in feed.events if not one.published.when.is_over(moment))
        return atom(AtomFeed(calendar=replace(feed, events=tuple(coming)), address=address))

    day_after = moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return Subject(only=EVERYTHING, name=network.name, write=write, until=day_after)


@blueprint.get("/n/<network>/embed")
def embedded(network: "NetworkRow") -> Response:
    """A short list of coming meetings that other websites show in a frame; it needs no script."""
    rows = coming_meetings(network.id, now=now(), limit=_MOST)
    page = render_template("public/embed.html", network=network, coming=[shown(r) for r in rows])
    response = make_response(page)
    response.headers["Content-Security-Policy"] = _FRAMED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/n/<network>/calendar.png")
def calendar_code(network: "NetworkRow") -> Response:  # noqa: ARG001 -- stands in the address
    """The code of the calendar for a slide or a poster: a phone that scans it subscribes."""
    address = public_address() + url_for("public.network_ics")
    response = Response(png(symbol(f"webcal://{address.partition('://')[2]}")))
    response.content_type = "image/png"
    response.cache_control.public = True
    response.cache_control.max_age = 86_400
    return response

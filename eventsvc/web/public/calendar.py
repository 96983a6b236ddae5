"""Calendars to subscribe to, and the page that says how."""

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, abort, current_app, render_template, request, url_for
from markupsafe import escape

from eventsvc.db.queries.calendar import Only
from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.queries.groups import public_group
from eventsvc.db.queries.meetings import meeting_by_slug
from eventsvc.db.queries.series import public_series
from eventsvc.outputs.calendar import feed_ics
from eventsvc.services.calendar import meeting_feed
from eventsvc.services.feeds import written_feed
from eventsvc.web.clock import now
from eventsvc.web.conditional import calendar_file
from eventsvc.web.jinja import text
from eventsvc.web.public.feeds import Feed, feed_language, written
from eventsvc.web.public.network import blueprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventsvc.db.models import NetworkRow, SeriesRow, WorkingGroupRow

_FRAME = '<iframe src="{address}" title="{title}" width="100%" height="600"></iframe>'


@blueprint.get("/n/<network>/calendar.ics")
def network_ics(network: "NetworkRow") -> Response:
    """All public meetings of the network, in the language of ``?lang=`` or the network's own.

    ``?series=``, ``?group=`` and ``?organisation=`` (its key) leave those of one series, of one
    working group, of one host.
    """
    moment, only = now(), _only(network)
    feed = written(
        network, only, _writer(network, only), kind="calendar", name=network.name, now=moment
    )
    return _file(feed, network.slug)


@blueprint.get("/n/<network>/meetings/<slug>.ics")
def meeting_ics(network: "NetworkRow", slug: str) -> Response:
    """One public meeting, to put into a calendar by hand."""
    meeting = meeting_by_slug(network.id, slug) or abort(404)
    feed = meeting_feed(network, meeting, language=feed_language(network), public_url=_public_url())
    return calendar_file(feed_ics(feed), filename=slug, last_modified=meeting.last_modified)


@blueprint.get("/n/<network>/series/<slug>.ics")
def series_ics(network: "NetworkRow", slug: str) -> Response:
    """The public dates of one series, whatever becomes of its rule."""
    series, moment = public_series(network.id, slug) or abort(404), now()
    only = Only(series_id=series.id)
    write = _writer(network, only, part=series)
    feed = written(network, only, write, kind="series", name=series.title, now=moment)
    return _file(feed, slug)


@blueprint.get("/n/<network>/groups/<slug>.ics")
def group_ics(network: "NetworkRow", slug: str) -> Response:
    """The public meetings of one working group; 410 once it has ended."""
    group, moment = _going_on(network, slug), now()
    only = Only(group_id=group.id)
    write = _writer(network, only, part=group)
    feed = written(network, only, write, kind="group", name=group.title, now=moment)
    return _file(feed, slug)


@blueprint.get("/n/<network>/calendar")
def subscribe(network: "NetworkRow") -> str:
    """Tell how to subscribe, for each of the usual programs."""
    language = request.args.get("lang")
    address = _public_url() + url_for("public.network_ics", lang=language)
    return render_template(
        "public/subscribe.html",
        address=address,
        snippet=_FRAME.format(
            address=_public_url() + url_for("public.embedded", lang=language),
            title=escape(text(network.name)),
        ),
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


def _writer(
    network: "NetworkRow", only: Only, *, part: "SeriesRow | WorkingGroupRow | None" = None
) -> "Callable[[], bytes]":
    """Return what writes the calendar, of blocks that are kept."""
    return partial(
        written_feed,
        network,
        only,
        part=part,
        language=feed_language(network),
        public_url=_public_url(),
        now=now(),
        kept=current_app.extensions.setdefault("eventsvc.blocks", {}),
    )


def _file(feed: Feed, filename: str) -> Response:
    changed = feed.version.last_modified
    return calendar_file(feed.body, filename=filename, last_modified=changed, etag=feed.etag)


def _only(network: "NetworkRow") -> Only:
    """Return which meetings the address asks for."""
    series_id = organisation_id = group_id = None
    if "series" in request.args:
        series_id = (public_series(network.id, request.args["series"]) or abort(404)).id
    if "group" in request.args:
        group_id = _going_on(network, request.args["group"]).id
    if "organisation" in request.args:
        row = organisation_by_key(network.id, request.args["organisation"]) or abort(404)
        organisation_id = row.id
    return Only(series_id=series_id, organisation_id=organisation_id, group_id=group_id)


def _going_on(network: "NetworkRow", slug: str) -> "WorkingGroupRow":
    """Return the group that everybody may see; subscribers of one that ended learn that."""
    group = public_group(network.id, slug) or abort(HTTPStatus.NOT_FOUND)
    if group.ended_at is not None:
        abort(HTTPStatus.GONE)
    return group


def _public_url() -> str:
    url: str = current_app.extensions["eventsvc.public_url"]
    return url

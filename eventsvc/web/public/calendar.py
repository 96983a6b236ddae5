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
from eventsvc.services.calendar.calendar import meeting_feed
from eventsvc.services.calendar.feeds import written_feed
from eventsvc.web.clock import now
from eventsvc.web.conditional import CALENDAR, calendar_file
from eventsvc.web.jinja import text
from eventsvc.web.languages import public_address
from eventsvc.web.public.feeds import Subject, feed, feed_language
from eventsvc.web.public.network import blueprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventsvc.db.models import NetworkRow, SeriesRow, WorkingGroupRow

_CALENDAR = feed(CALENDAR, ending="ics")
_FRAME = '<iframe src="{address}" title="{title}" width="100%" height="600"></iframe>'


@blueprint.get("/n/<network>/calendar.ics")
@_CALENDAR
def network_ics(network: "NetworkRow") -> Subject:
    """All public meetings of the network, in the language of ``?lang=`` or the network's own.

    ``?series=``, ``?group=`` and ``?organisation=`` (its key) leave those of one series, of one
    working group, of one host.
    """
    only = _only(network)
    return Subject(only=only, name=network.name, write=_writer(network, only))


@blueprint.get("/n/<network>/meetings/<slug>.ics")
def meeting_ics(network: "NetworkRow", slug: str) -> Response:
    """One public meeting, to put into a calendar by hand."""
    meeting = meeting_by_slug(network.id, slug) or abort(404)
    alone = meeting_feed(
        network, meeting, language=feed_language(network), public_url=public_address()
    )
    return calendar_file(feed_ics(alone), filename=slug, last_modified=meeting.last_modified)


@blueprint.get("/n/<network>/series/<slug>.ics")
@_CALENDAR
def series_ics(network: "NetworkRow", slug: str) -> Subject:
    """The public dates of one series, whatever becomes of its rule."""
    series = public_series(network.id, slug) or abort(404)
    return _part(network, Only(series_id=series.id), series)


@blueprint.get("/n/<network>/groups/<slug>.ics")
@_CALENDAR
def group_ics(network: "NetworkRow", slug: str) -> Subject:
    """The public meetings of one working group; 410 once it has ended."""
    group = _going_on(network, slug)
    return _part(network, Only(group_id=group.id), group)


@blueprint.get("/n/<network>/calendar")
def subscribe(network: "NetworkRow") -> str:
    """Tell how to subscribe, for each of the usual programs."""
    language = request.args.get("lang")
    address = public_address() + url_for("public.network_ics", lang=language)
    return render_template(
        "public/subscribe.html",
        address=address,
        snippet=_FRAME.format(
            address=public_address() + url_for("public.embedded", lang=language),
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


def _part(network: "NetworkRow", only: Only, part: "SeriesRow | WorkingGroupRow") -> Subject:
    return Subject(only=only, name=part.title, write=_writer(network, only, part=part))


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
        public_url=public_address(),
        now=now(),
        kept=current_app.extensions.setdefault("eventsvc.blocks", {}),
    )


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

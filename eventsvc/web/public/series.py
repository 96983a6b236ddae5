"""The page of a series: its rule in words, its dates, its calendar."""

from typing import TYPE_CHECKING

from flask import abort, render_template, request, url_for

from eventsvc.db.queries.calendar import Only, public_meetings
from eventsvc.db.queries.series import public_series
from eventsvc.services.dates.series_values import plan_of
from eventsvc.web import clock
from eventsvc.web.languages import public_address
from eventsvc.web.public.meetings import PER_PAGE
from eventsvc.web.public.network import blueprint
from eventsvc.web.series_words import rule_words
from eventsvc.web.shown import shown

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow


@blueprint.get("/n/<network>/series/<slug>")
def series(network: "NetworkRow", slug: str) -> str:
    """Show the dates of a series, those to come first."""
    row = public_series(network.id, slug) or abort(404)
    now = clock.now()
    dates = public_meetings(network.id, Only(series_id=row.id))
    plan = plan_of(row.plans[-1])
    address = public_address() + url_for(
        "public.series_ics", slug=slug, lang=request.args.get("lang")
    )
    return render_template(
        "public/series.html",
        series=row,
        words=rule_words(plan.rule),
        until=row.plans[-1].last or plan.rule.until,
        coming=[shown(one) for one in dates if one.dtend > now],
        past=[shown(one) for one in reversed(dates) if one.dtend <= now][:PER_PAGE],
        address=address,
        webcal=f"webcal://{address.partition('://')[2]}",
    )

"""Series of meetings: made, looked at before they are made, changed from some date on, ended."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus
from itertools import islice
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import organiser as organiser_queries
from eventsvc.db.queries import rota as rota_queries
from eventsvc.db.queries import series as queries
from eventsvc.domain.access import Place, may
from eventsvc.domain.recurrence import dates
from eventsvc.services.dates import series as services
from eventsvc.services.dates import series_changes as changes
from eventsvc.services.dates.series_values import Plan, plan_of
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer, save, show
from eventsvc.web.forms.sent import digest
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.dates import series_forms as forms
from eventsvc.web.series_words import rule_words
from eventsvc.web.words import STATUSES

if TYPE_CHECKING:
    from eventsvc.db.models import SeriesRow
    from eventsvc.services.acts import Act
    from eventsvc.web.forms.sent import Sent

BOTH = ("GET", "POST")
KEEPS = lazy_gettext(
    "What a single date has of its own stays. Dates that no longer fit are cancelled."
)
SHOWN = 12
"""How many dates are looked at before a series is saved."""
_LOOKED_AHEAD = timedelta(days=4000)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan comes to: its rule in words, and its next dates; None where one falls out."""

    words: str
    dates: list[tuple[date, date | None]]
    digest: str


@blueprint.get("/<network>/series")
@requires("meetings.see")
def list_series(network: str) -> ResponseReturnValue:
    """Show the series of the network, each with its rule in words."""
    here = current_network()
    rows = queries.series_of(here.id)
    return render_template(
        "organiser/series_list.html",
        network=here,
        series=[(row, rule_words(plan_of(row.plans[-1]).rule), _is_over(row)) for row in rows],
        may_change=may(current_actor(), "meetings.change", Place(network)),
    )


@blueprint.route("/<network>/series/new", methods=BOTH)
@requires("meetings.change")
def new_series(network: str) -> ResponseReturnValue:
    """Ask for a new series, show its dates, and make it."""
    here, act = current_network(), acting()
    form = forms.series_form(here, earlier=organiser_queries.meetings_of(here.id))
    back = url_for("organiser.list_series", network=network)
    page = Page(
        title=gettext("New series"),
        back=(gettext("All series"), back),
        submit=gettext("Create the series with these dates"),
        template="organiser/series_form.html",
        facts={"preview": None},
    )
    if request.method != "POST":
        return show(page, form.blank(forms.suggested(here)))
    saving = Saving(
        act=lambda sent: services.create(
            sent.values["plan"],
            nonce=sent.nonce,
            like=sent.values.get("like") or "",
            act=act,
            random=SystemRandom(),
        ),
        then=lambda row: address_of(network, row.slug),
        said=gettext("The series is there, and so are its dates."),
        again=back,
    )
    return _looked_at(page, form.read(request.form), saving)


@blueprint.get("/<network>/series/<series>")
@requires("meetings.see")
def show_series(network: str, series: str) -> ResponseReturnValue:
    """Show a series: its rule in words and all its dates."""
    here, now = current_network(), clock.now()
    row = services.wanted_series(here.id, series)
    meetings = queries.dates_of(row.id)
    plan = plan_of(row.plans[-1])
    return render_template(
        "organiser/series.html",
        network=here,
        series=row,
        words=rule_words(plan.rule),
        until=row.plans[-1].last or plan.rule.until,
        coming=[one for one in meetings if one.dtend > now],
        past=[one for one in reversed(meetings) if one.dtend <= now],
        statuses=STATUSES,
        **_rota(row),
        may_change=may(current_actor(), "meetings.change", Place(network)),
    )


def _rota(row: "SeriesRow") -> dict[str, Any]:
    """Return the rota of the series, and of each date what is settled about its host."""
    rota = rota_queries.rota_of(row.id)
    return {"rota": rota, "turns": rota_queries.turns_of(row.id) if rota else {}}


@blueprint.route("/<network>/series/<series>/edit", methods=BOTH)
@requires("meetings.change")
def change_series(network: str, series: str) -> ResponseReturnValue:
    """Show the series from some date on, and change this and all following dates."""
    here, act = current_network(), acting()
    form = forms.series_form(here, is_known=True)
    services.wanted_series(here.id, series)
    page = Page(
        title=gettext("Change this and all following dates"),
        back=_back(network, series),
        lead=KEEPS,
        submit=gettext("Change these dates"),
        template="organiser/series_form.html",
        facts={"preview": None},
    )

    def filled() -> "Sent":
        row = services.wanted_series(here.id, series)
        values = forms.shown(plan_of(row.plans[-1]), first=_since(row))
        return form.shown(values, version=row.version)

    if request.method != "POST":
        return show(page, filled())
    saving = Saving(
        act=lambda sent: _change_from(series, sent, act=act),
        then=lambda _row: address_of(network, series),
        said=gettext("The dates are changed. Subscribed calendars follow within the day."),
        current=filled,
    )
    return _looked_at(page, form.read(request.form), saving)


def _change_from(series: str, sent: "Sent", *, act: "Act") -> "SeriesRow":
    return changes.change_from(
        series,
        sent.values["plan"],
        version=sent.version,
        act=act,
        random=SystemRandom(),
        body=sent.values["body"],
    )


@blueprint.route("/<network>/series/<series>/date", methods=BOTH)
@requires("meetings.change")
def add_date(network: str, series: str) -> ResponseReturnValue:
    """Ask for one more date, and add it."""
    here, act = current_network(), acting()
    row = services.wanted_series(here.id, series)
    form = forms.date_form()
    page = Page(
        title=gettext("One more date"), back=_back(network, series), submit=gettext("Add the date")
    )
    return answer(
        page,
        form,
        lambda: form.blank(forms.hours_shown(plan_of(row.plans[-1]))),
        Saving(
            act=lambda sent: services.add_date(
                series, sent.values["when"], nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda _row: address_of(network, series),
            said=gettext("The date is added."),
            again=address_of(network, series),
        ),
    )


@blueprint.route("/<network>/series/<series>/end", methods=BOTH)
@requires("meetings.change")
def end_series(network: str, series: str) -> ResponseReturnValue:
    """Ask from which day on there are no more dates, and end the series."""
    here, act, now = current_network(), acting(), clock.now()
    row = services.wanted_series(here.id, series)
    form = forms.day_form()
    coming = sum(one.dtend > now for one in queries.dates_of(row.id))
    page = Page(
        title=gettext("End the series"),
        back=_back(network, series),
        submit=gettext("End the series"),
        template="organiser/confirm.html",
        facts={"losses": forms.losses(coming)},
    )
    if request.method != "POST":
        return show(page, form.shown({"first": _since(row)}, version=row.version))
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: changes.end(
                series, since=sent.values["first"], version=sent.version, act=act
            ),
            then=lambda _row: address_of(network, series),
            said=gettext("The series has ended. Subscribed calendars say so within the day."),
        ),
    )


def _looked_at(page: Page, sent: "Sent", saving: Saving) -> ResponseReturnValue:
    """Save what was looked at; anything else comes back with its dates."""
    if sent.mistakes or sent.is_moved:
        return save(page, sent, saving)
    preview = _preview(sent)
    seen = replace(page, facts={"preview": preview})
    if request.form.get("seen") != preview.digest or "look" in request.form:
        return show(seen, sent, HTTPStatus.OK)
    return save(seen, sent, saving)


def _preview(sent: "Sent") -> Preview:
    plan: Plan = sent.values["plan"]
    since = max(plan.rule.first, clock.today(plan.hours.tzid))
    coming = (one for one in dates(plan.rule, until=since + _LOOKED_AHEAD) if one[0] >= since)
    typed: dict[str, Any] = {name: sent.typed[name] for name in forms.RHYTHM_FIELDS}
    return Preview(rule_words(plan.rule), list(islice(coming, SHOWN)), digest(typed))


def _since(row: "SeriesRow") -> date:
    """Return the day of ``?from=``, else the first that can still change."""
    today = clock.today(plan_of(row.plans[-1]).hours.tzid)
    wanted = request.args.get("from", today, date.fromisoformat)
    return max(wanted, today)


def _is_over(row: "SeriesRow") -> bool:
    last = row.plans[-1].last
    return last is not None and last < clock.today(current_network().tzid)


def _back(network: str, series: str) -> tuple[object, str]:
    return gettext("The series"), address_of(network, series)


def address_of(network: str, series: str) -> str:
    """Return the address of the page of a series."""
    return url_for("organiser.show_series", network=network, series=series)

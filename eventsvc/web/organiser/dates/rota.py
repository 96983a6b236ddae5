"""Who hosts the dates of a series: the members that take turns, and exceptions for one date."""

from collections.abc import Sequence
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import rota as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.rota import Order
from eventsvc.services.dates import rota as services
from eventsvc.services.dates.series import wanted_series
from eventsvc.web import clock
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Radio, Tick
from eventsvc.web.forms.groups import Rows
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import short_date, text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.dates.series import BOTH, address_of
from eventsvc.web.organiser.meetings.forms import organisation_choice

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, RotaRow, SeriesRow
    from eventsvc.web.forms.sent import Sent

ORDERS = {
    Order.HAND: lazy_gettext("In the order below, one after the other"),
    Order.FAIR: lazy_gettext("Fairly: who never hosted, then who did longest ago"),
}
_LEAD = lazy_gettext(
    "Each date gets its host, and with it place, address, join link and agenda. Hosts are told by "
    "a mail with a link, by which they fill in place and agenda without an account."
)
_TWICE = lazy_gettext("This organisation stands in the list twice. Remove one of the two.")
_RULE, _PASS, _HOST = "rule", "pass", "host"


@blueprint.route("/<network>/series/<series>/hosts", methods=BOTH)
@requires("meetings.change")
def change_rota(network: str, series: str) -> ResponseReturnValue:
    """Show who takes turns, and save it."""
    here, act = current_network(), acting()
    row = wanted_series(here.id, series)
    form = _rota_form(here, _agendas(row))
    page = Page(
        title=gettext("Hosts take turns"),
        back=(row.title, address_of(network, series)),
        lead=_LEAD,
    )

    def filled() -> "Sent":
        version = wanted_series(here.id, series).version
        return form.shown(_shown(queries.rota_of(row.id)), version=version)

    if request.method == "GET":
        return show(page, filled())
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: services.save(
                series, _wanted(sent.values), version=sent.version, act=act, random=SystemRandom()
            ),
            then=lambda _row: address_of(network, series),
            said=gettext("Saved. Every date ahead has its host."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/series/<series>/hosts/<meeting>", methods=BOTH)
@requires("meetings.change")
def change_host(network: str, series: str, meeting: str) -> ResponseReturnValue:
    """Ask who hosts one date, and settle it."""
    here, act = current_network(), acting()
    row = wanted_series(here.id, series)
    rota = queries.rota_of(row.id)
    dates = {one.slug: one for one in queries.coming_dates(row.id, now=clock.now())}
    if rota is None or meeting not in dates:
        raise NotFound
    form = _host_form(rota)
    page = Page(
        title=gettext("Host on %(day)s", day=short_date(dates[meeting].local_start.date())),
        back=(row.title, address_of(network, series)),
    )
    if request.method == "GET":
        return show(page, form.shown({"how": _RULE}))
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: services.decide(
                series, meeting, _choice(sent.values), act=act, random=SystemRandom()
            ),
            then=lambda _row: address_of(network, series),
            said=gettext("Saved. Every date ahead has its host."),
        ),
    )


def _agendas(series: "SeriesRow") -> Sequence[tuple[object, object]]:
    """Return the meetings whose agenda a host may begin with, as options."""
    rota = queries.rota_of(series.id)
    chosen = {one.agenda_like_id for one in rota.members if one.agenda_like_id} if rota else set()
    rows = queries.agendas_to_take(series, chosen=chosen, now=clock.now())
    usual = gettext("As all dates of the series")
    named = ((row.id, f"{text(row.title)} ({short_date(row.local_start)})") for row in rows)
    return [("", usual), *named]


def _rota_form(network: "NetworkRow", agendas: Sequence[tuple[object, object]]) -> Form:
    how = (
        Radio(
            name="order",
            label=lazy_gettext("Whose turn it is"),
            options=list(ORDERS.items()),
            kind=Order,
            required=True,
        ),
        fields.whole(
            least=1,
            most=180,
            name="days_before",
            label=lazy_gettext("How many days before its date a host is told"),
            required=True,
        ),
    )
    members = Rows(
        name="members",
        label=lazy_gettext("Who takes turns"),
        line=lazy_gettext("Member"),
        parts=_member_parts(network, agendas),
    )
    return Form((Section(None, how), Section(None, (members,))), _check)


def _member_parts(
    network: "NetworkRow", agendas: Sequence[tuple[object, object]]
) -> tuple[fields.Field, ...]:
    return (
        organisation_choice(
            network, name="organisation_id", label=lazy_gettext("Organisation"), required=True
        ),
        fields.email(
            name="email",
            label=lazy_gettext("Who is told"),
            hint=lazy_gettext("Empty: the contact of the profile."),
        ),
        Line(name="place", label=lazy_gettext("Place")),
        Line(name="venue", label=lazy_gettext("Venue")),
        Line(name="address", label=lazy_gettext("Address")),
        fields.url(name="join_url", label=lazy_gettext("Join link")),
        Choice(
            name="agenda_like_id",
            label=lazy_gettext("Begins with the agenda of"),
            options=agendas,
            kind=int,
        ),
        fields.day(name="since", label=lazy_gettext("Takes turns from")),
        fields.day(name="until", label=lazy_gettext("Takes turns until")),
    )


def _host_form(rota: "RotaRow") -> Form:
    members = [("", "–"), *((m.organisation_id, text(m.organisation.name)) for m in rota.members)]
    return Form(
        (
            Section(
                None,
                (
                    Radio(
                        name="how",
                        label=lazy_gettext("Who hosts"),
                        options=[
                            (_RULE, lazy_gettext("Whoever has the turn")),
                            (_PASS, lazy_gettext("The next one: this host passes and stays first")),
                            (_HOST, lazy_gettext("This one:")),
                        ],
                        required=True,
                    ),
                    Choice(name="host", label=lazy_gettext("Member"), options=members, kind=int),
                    Tick(
                        name="swaps",
                        label=lazy_gettext("Swap: its own date goes to the host of this one"),
                    ),
                ),
            ),
        ),
        _check_host,
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    seen: set[int] = set()
    for at, line in enumerate(values["members"]):
        if line["organisation_id"] in seen:
            mistakes[f"members-{at}-organisation_id"] = str(_TWICE)
        seen.add(line["organisation_id"])


def _check_host(values: dict[str, Any], mistakes: Mistakes) -> None:
    if values["how"] == _HOST and not values["host"]:
        mistakes["host"] = str(fields.OWN["choice"])


def _shown(rota: "RotaRow | None") -> dict[str, Any]:
    if rota is None:
        return {"order": Order.HAND, "days_before": 28, "members": []}
    names = ("organisation_id", "since", "until", "email", "agenda_like_id", *services.FOLLOWS)
    members = [{name: getattr(row, name) for name in names} for row in rota.members]
    return {"order": rota.order, "days_before": rota.days_before, "members": members}


def _wanted(values: dict[str, Any]) -> services.Wanted:
    return services.Wanted(
        order=values["order"], days_before=values["days_before"], members=values["members"]
    )


def _choice(values: dict[str, Any]) -> services.Choice:
    host = values["host"] if values["how"] == _HOST else None
    return services.Choice(
        host=host, passes=values["how"] == _PASS, swaps=bool(host and values["swaps"])
    )

"""What a host fills in: where the meeting is, the agenda, who speaks."""

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.domain.meetings import MeetingCancelled, Mode, may_change
from eventsvc.services.dates import hosting as services
from eventsvc.services.meetings.meetings import values_of
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Hidden, Line
from eventsvc.web.forms.groups import Rows
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.host.blueprint import acting, blueprint, current_hosting
from eventsvc.web.jinja import text
from eventsvc.web.shown import shown

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow
    from eventsvc.web.forms.sent import Sent


@blueprint.get("/")
def show_turn() -> ResponseReturnValue:
    """Show what is known of the meeting, to be filled in."""
    return show(_page(), _filled())


@blueprint.post("/")
def fill_in() -> ResponseReturnValue:
    """Save what the host says."""
    found, act = current_hosting(), acting()
    sent = _form(found.meeting).read(request.form)
    return save(
        _page(),
        sent,
        Saving(
            act=lambda sent: services.fill_in(
                found.turn.public_id,
                {"join_url": found.meeting.join_url, **sent.values},
                items=[_item(line) for line in sent.values["agenda"]],
                version=sent.version,
                act=act,
            ),
            then=lambda _row: url_for("host.show_turn"),
            said=gettext("Thank you, it is saved. You can change it until the meeting begins."),
        ),
    )


def _page() -> Page:
    found = current_hosting()
    return Page(
        title=text(found.meeting.title),
        back=(gettext("The network"), url_for("public.network")),
        template="host/turn.html",
        facts={
            "meeting": shown(found.meeting),
            "host": found.meeting.hosts,
            "network": found.network,
        },
    )


def _filled() -> "Sent":
    row = current_hosting().meeting
    if not may_change(row.status):
        raise MeetingCancelled
    values = values_of(row, (*services.FILLED, "agenda"))
    values["agenda"] = [
        {
            "at": at,
            "title": str(text(item["title"])),
            "minutes": item["minutes"],
            "speakers": ", ".join(one["name"] for one in item["speakers"] if one["name"]),
        }
        for at, item in enumerate(values["agenda"])
        if services.may_see(item)
    ]
    return _form(row).shown(values, version=row.version)


def _form(row: "MeetingRow") -> Form:
    on_site = (
        Line(name="place", label=lazy_gettext("Place"), hint=lazy_gettext("The town.")),
        Line(name="venue", label=lazy_gettext("Venue"), hint=lazy_gettext("House and room.")),
        Line(name="address", label=lazy_gettext("Address")),
    )
    online = fields.url(
        name="join_url",
        label=lazy_gettext("Join link"),
        hint=lazy_gettext("Only the invited see it."),
    )
    where = (*on_site, *(() if row.mode is Mode.ON_SITE else (online,)))
    return Form(
        (
            Section(lazy_gettext("Where"), where),
            Section(lazy_gettext("Agenda"), (_agenda(),)),
        )
    )


def _agenda() -> Rows:
    return Rows(
        name="agenda",
        label=lazy_gettext("Points in their order"),
        line=lazy_gettext("Point"),
        ignored=frozenset({"at"}),
        parts=(
            Hidden(name="at"),
            Line(name="title", label=lazy_gettext("Title"), required=True),
            fields.whole(least=1, most=600, name="minutes", label=lazy_gettext("Minutes")),
            Line(
                name="speakers",
                label=lazy_gettext("Who speaks"),
                hint=lazy_gettext("Names, with commas between them."),
            ),
        ),
    )


def _item(line: dict[str, Any]) -> dict[str, Any]:
    names = [name.strip() for name in line["speakers"].split(",")]
    return {**line, "speakers": [name for name in names if name]}

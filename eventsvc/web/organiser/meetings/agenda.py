"""The agenda editor: one page with the order and the times, one form for each point."""

import re
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.organiser import meetings_of
from eventsvc.domain.errors import NotFound
from eventsvc.services.calendar.calendar import when_of
from eventsvc.services.meetings import agenda
from eventsvc.web.agenda import office_days
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import short_date, text
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.agenda_form import agenda_form, shown, wanted
from eventsvc.web.organiser.meetings.changes import BOTH, open_meeting
from eventsvc.web.organiser.meetings.pages import whole_meeting as shown_meeting
from eventsvc.web.words import VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import AgendaItemRow, MeetingRow
    from eventsvc.web.forms.sent import Sent

_STEPS = re.compile(r"-?\d{1,3}")


@blueprint.get("/<network>/meetings/<meeting>/agenda")
@requires("meeting.change")
def show_agenda(network: str, meeting: str) -> ResponseReturnValue:
    """Show the agenda with its times, and the buttons that change its order."""
    open_meeting(meeting)
    row = shown_meeting(meeting)
    return render_template(
        "organiser/agenda.html",
        network=current_network(),
        meeting=row,
        days=office_days(row, VISIBILITIES),
        places={item.id: place for place, item in enumerate(row.agenda)},
        unknown=when_of(row).all_day and not any(item.pinned_at for item in row.agenda),
        back=url_for("organiser.show_meeting", network=network, meeting=meeting),
    )


@blueprint.post("/<network>/meetings/<meeting>/agenda")
@requires("meeting.change")
def move_item(network: str, meeting: str) -> ResponseReturnValue:
    """Move one point so many steps up (below 0) or down, and come back to it."""
    steps, item, place = (request.form.get("move", "") + "::").split(":")[:3]
    if not _STEPS.fullmatch(steps) or not item.isdecimal() or not place.isdecimal():
        raise NotFound
    try:
        agenda.move(meeting, int(item), by=int(steps), seen_at=int(place), act=acting())
    except agenda.AgendaChanged as error:
        flash(str(MESSAGES[error.code][1]), "warning")
    here = url_for("organiser.show_agenda", network=network, meeting=meeting)
    return redirect(f"{here}#item-{item}", 303)


@blueprint.route("/<network>/meetings/<meeting>/agenda/take-over", methods=BOTH)
@requires("meeting.change")
def take_agenda_over(network: str, meeting: str) -> ResponseReturnValue:
    """Ask of which earlier meeting, and add the points of its agenda."""
    row, back = open_meeting(meeting), _back(network, meeting)
    others = [one for one in meetings_of(row.network_id) if one.id != row.id]
    source = Choice(
        name="earlier",
        label=lazy_gettext("Take over the agenda of"),
        options=[("", "–"), *((one.slug, _named(one)) for one in others)],
        hint=lazy_gettext("Its points come after those there are; nothing is replaced."),
        required=True,
    )
    form = Form((Section(None, (source,)),))
    act = acting()
    return answer(
        Page(title=gettext("Take over an agenda"), back=back, submit=gettext("Take over")),
        form,
        form.blank,
        Saving(
            act=lambda sent: agenda.take_over(
                meeting, sent.values["earlier"], nonce=sent.nonce, act=act
            ),
            then=lambda _number: back[1],
            said=gettext("The points are there. Put them in order and correct the times."),
            again=back[1],
        ),
    )


def _named(row: "MeetingRow") -> str:
    return f"{text(row.title)} ({short_date(row.local_start)})"


@blueprint.route("/<network>/meetings/<meeting>/agenda/new", methods=BOTH)
@requires("meeting.change")
def new_item(network: str, meeting: str) -> ResponseReturnValue:
    """Ask for a new point, and add it; ``?after=`` names the one it follows."""
    row = open_meeting(meeting)
    form = agenda_form(current_network(), row, is_new=True)
    page = Page(title=gettext("New point of the agenda"), back=_back(network, meeting))
    act = acting()
    return answer(
        page,
        form,
        lambda: form.blank(_suggested(row, request.args.get("after", 0, type=int))),
        Saving(
            act=lambda sent: agenda.add(
                meeting,
                agenda.NewItem(
                    values=wanted(sent.values), nonce=sent.nonce, after=sent.values["after"]
                ),
                act=act,
            ),
            then=lambda item: f"{page.back[1]}#item-{item.id}",
            said=gettext("The point is on the agenda."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/agenda/<int:item>", methods=BOTH)
@requires("meeting.change")
def change_item(network: str, meeting: str, item: int) -> ResponseReturnValue:
    """Show one point's form, and save it."""
    row = open_meeting(meeting)
    form = agenda_form(current_network(), row, is_new=False)
    page = Page(title=gettext("Change the point"), back=_back(network, meeting))

    def filled() -> "Sent":
        found = _item(open_meeting(meeting), item)
        return form.shown(shown(found), version=found.version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: agenda.change(
                meeting, item, wanted(sent.values), version=sent.version, act=act
            ),
            then=lambda _none: f"{page.back[1]}#item-{item}",
            said=gettext("The point is changed; the times follow."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/agenda/<int:item>/delete", methods=BOTH)
@requires("meeting.change")
def delete_item(network: str, meeting: str, item: int) -> ResponseReturnValue:
    """Ask whether one point shall go, and delete it."""
    found = _item(open_meeting(meeting), item)
    form = Form(())
    page = Page(
        title=gettext("Delete the point"),
        lead=found.title,
        back=_back(network, meeting),
        submit=gettext("Delete the point"),
        template="organiser/confirm.html",
        facts={
            "losses": [gettext("Its text and its speakers go; the times of the others follow.")]
        },
    )
    act = acting()
    return answer(
        page,
        form,
        lambda: form.shown({}, version=found.version),
        Saving(
            act=lambda sent: agenda.delete(meeting, item, version=sent.version, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The point is deleted."),
        ),
    )


def _item(meeting: "MeetingRow", item_id: int) -> "AgendaItemRow":
    found = next((row for row in meeting.agenda if row.id == item_id), None)
    if found is None:
        raise NotFound
    return found


def _suggested(meeting: "MeetingRow", after: int) -> dict[str, Any]:
    """Return what a new point begins with: the day and the track of the one before."""
    before = next((row for row in meeting.agenda if row.id == after), None)
    before = before or (meeting.agenda[-1] if meeting.agenda else None)
    if before is None:
        return {"day": 1, "visibility": "public"}
    return {
        "day": before.day,
        "track": before.track,
        "visibility": "public",
        "after": before.id,
    }


def _back(network: str, meeting: str) -> tuple[object, str]:
    address = url_for("organiser.show_agenda", network=network, meeting=meeting)
    return gettext("Agenda"), address

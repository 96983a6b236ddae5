"""Published pictures of a meeting: registered, and taken down."""

from random import SystemRandom
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import attendances
from eventsvc.db.queries import effects as queries
from eventsvc.domain.consents import PHOTO, Purpose
from eventsvc.domain.names import index_name
from eventsvc.services.privacy import pictures
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Choice, Line, Ticks
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.questions import PURPOSES

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow
    from eventsvc.web.forms.sent import Sent


@blueprint.get("/<network>/meetings/<meeting>/pictures")
@requires("attendees.change")
def list_pictures(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the published pictures with who is on them."""
    row = wanted_meeting(meeting)
    return render_template(
        "organiser/pictures.html",
        network=current_network(),
        meeting=row,
        pictures=queries.pictures_of(row.network_id, row.id),
        channels=PURPOSES,
    )


@blueprint.route("/<network>/meetings/<meeting>/pictures/new", methods=BOTH)
@requires("attendees.change")
def new_picture(network: str, meeting: str) -> ResponseReturnValue:
    """Ask where a picture was published and who is on it, and register it."""
    row = wanted_meeting(meeting)
    form, back = _form(row), url_for("organiser.list_pictures", network=network, meeting=meeting)
    page = Page(
        title=gettext("Register a picture"),
        back=(gettext("Published pictures"), back),
        lead=gettext("So that it can be found when somebody on it says no. The picture stays out."),
    )
    if request.method != "POST":
        return show(page, form.blank())
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: pictures.publish(row, _wanted(sent), act=act, random=SystemRandom()),
            then=lambda _public_id: back,
            said=gettext("The picture is registered."),
            again=back,
        ),
    )


@blueprint.post("/<network>/meetings/<meeting>/pictures/<picture>/down")
@requires("attendees.change")
def take_picture_down(network: str, meeting: str, picture: str) -> ResponseReturnValue:
    """Note that it is taken down."""
    pictures.take_down(wanted_meeting(meeting), picture, act=acting())
    flash(gettext("Noted: the picture is taken down."), "success")
    return redirect(url_for("organiser.list_pictures", network=network, meeting=meeting), 303)


def _form(meeting: "MeetingRow") -> Form:
    people = [
        (row.public_id, index_name(title="", given=row.person.given, family=row.person.family))
        for row in attendances.attendances_of(meeting.network_id, meeting.id)
    ]
    where = (
        Choice(
            name="channel",
            label=lazy_gettext("Channel"),
            options=[(purpose, PURPOSES[purpose]) for purpose in PHOTO],
            kind=Purpose,
            required=True,
        ),
        Line(
            name="place",
            label=lazy_gettext("Where it can be seen"),
            required=True,
            hint=lazy_gettext("The address of the page, or the newspaper with its day."),
        ),
        fields.day(name="published_on", label=lazy_gettext("Published on"), required=True),
    )
    who = Ticks(name="people", label=lazy_gettext("Who can be recognised"), options=people)
    return Form(
        (
            Section(lazy_gettext("The picture"), where),
            Section(lazy_gettext("People"), (who,)),
        )
    )


def _wanted(sent: "Sent") -> pictures.NewPicture:
    values = {name: sent.values[name] for name in ("channel", "place", "published_on", "people")}
    return pictures.NewPicture(nonce=sent.nonce, **values)

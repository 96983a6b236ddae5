"""Working groups by the personal link: when mine meets; who leads one plans its meetings."""

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import groups as queries
from eventsvc.domain.groups import LED_VISIBILITIES, may_plan
from eventsvc.domain.meetings import MeetingCancelled, MeetingStatus, Mode, Visibility, may_change
from eventsvc.services.acts import Act
from eventsvc.services.dates import groups
from eventsvc.services.meetings.meetings import values_of
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.languages import public_address
from eventsvc.web.meeting_fields import (
    check_when,
    shown_when,
    what_fields,
    when_fields,
    where_fields,
)
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.shown import shown

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, WorkingGroupRow
    from eventsvc.web.forms.sent import Sent

BOTH = ("GET", "POST")
_WHERE = ("mode", "place", "venue", "address", "join_url")
_WHAT = ("title", "description", "status", "visibility")


@blueprint.get("/groups/<slug>")
def my_group(slug: str) -> ResponseReturnValue:
    """Show one of the person's groups and its meetings that the network may know of."""
    found = {row.slug: (row, role) for row, role in queries.groups_of_person(current_person().id)}
    row, role = found.get(slug) or abort(HTTPStatus.NOT_FOUND)
    now = clock.now()
    meetings = queries.meetings_of_group(row.id, visibilities=LED_VISIBILITIES)
    return render_template(
        "participant/group.html",
        group=row,
        plans=may_plan(role),
        coming=[(one, shown(one)) for one in meetings if one.dtend > now],
        nonce=secrets.token_hex(16),
    )


@blueprint.route("/groups/<slug>/meetings/new", methods=BOTH)
def plan_meeting(slug: str) -> ResponseReturnValue:
    """Ask the lead for a new meeting of the group, and make it."""
    group, act = groups.led_group(current_person().id, slug), _acting()
    form = _form()
    page = _page(group, gettext("Plan a meeting"))
    return answer(
        page,
        form,
        lambda: form.blank(_suggested()),
        Saving(
            act=lambda sent: groups.plan_meeting(
                group, sent.values, nonce=sent.nonce, act=act, random=secrets.SystemRandom()
            ),
            then=lambda _row: page.back[1],
            said=gettext("The meeting is planned. The office sees it too."),
            again=page.back[1],
        ),
    )


@blueprint.route("/groups/<slug>/meetings/<meeting>", methods=BOTH)
def change_group_meeting(slug: str, meeting: str) -> ResponseReturnValue:
    """Show a meeting of the group to its lead, and save it."""
    group, act = groups.led_group(current_person().id, slug), _acting()
    form = _form()
    page = _page(group, gettext("Change the meeting"))

    def filled() -> "Sent":
        row = groups.wanted_meeting(group, meeting)
        if not may_change(row.status):
            raise MeetingCancelled
        return form.shown(_shown(row), version=row.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: groups.change_meeting(
                group, meeting, sent.values, version=sent.version, act=act
            ),
            then=lambda _row: page.back[1],
            said=gettext("Saved. Subscribed calendars follow within the day."),
            current=filled,
        ),
    )


@blueprint.post("/groups/<slug>/meetings/<meeting>/cancel")
def cancel_group_meeting(slug: str, meeting: str) -> ResponseReturnValue:
    """Cancel a meeting of the group."""
    group = groups.led_group(current_person().id, slug)
    version = request.form.get("version", type=int) or 0
    groups.cancel_meeting(group, meeting, version=version, act=_acting())
    flash(gettext("The meeting is cancelled. Subscribed calendars say so within the day."))
    return redirect(url_for("participant.my_group", slug=slug), HTTPStatus.SEE_OTHER)


def _form() -> Form:
    own = tuple(current_network().languages)
    return Form(
        (
            Section(lazy_gettext("What"), what_fields(own, visibilities=LED_VISIBILITIES)),
            Section(
                lazy_gettext("When"),
                when_fields(),
                lazy_gettext("Without times it lasts whole days."),
            ),
            Section(lazy_gettext("Where"), where_fields(has_position=False)),
        ),
        check_when,
    )


def _suggested() -> dict[str, Any]:
    return {
        "status": MeetingStatus.CONFIRMED,
        "visibility": Visibility.NETWORK,
        "mode": Mode.ONLINE,
        "tzid": current_network().tzid,
    }


def _shown(row: "MeetingRow") -> dict[str, Any]:
    return {**values_of(row, (*_WHAT, *_WHERE)), **shown_when(row)}


def _page(group: "WorkingGroupRow", title: str) -> Page:
    back = url_for("participant.my_group", slug=group.slug)
    return Page(title=title, preline=text(group.title), back=(text(group.title), back))


def _acting() -> Act:
    return Act(
        network_id=current_network().id,
        by=f"person:{current_person().public_id}",
        at=clock.now(),
        public_url=public_address(),
    )

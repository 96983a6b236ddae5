"""Making, changing, cancelling and deleting meetings."""

from random import SystemRandom
from typing import TYPE_CHECKING

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.db.queries import changing
from eventsvc.db.queries import organiser as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import MeetingCancelled, may_change
from eventsvc.services.meetings import meetings
from eventsvc.web.forms.answers import Page, Saving, answer, save, show
from eventsvc.web.forms.fields import Tick
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings import forms
from eventsvc.web.organiser.meetings import texts_forms as texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from eventsvc.db.models import MeetingRow
    from eventsvc.web.forms.sent import Sent

BOTH = ("GET", "POST")
FOLLOWS = lazy_gettext("The meeting is changed. Subscribed calendars follow within the day.")


@blueprint.route("/<network>/meetings/new", methods=BOTH)
@requires("meetings.change")
def new_meeting(network: str) -> ResponseReturnValue:
    """Ask for a new meeting, and make it; ``?like=`` begins with an earlier one."""
    here = current_network()
    earlier = queries.meetings_of(here.id)
    form = forms.meeting_form(here, earlier=earlier)
    page = Page(
        title=gettext("New meeting"),
        back=(gettext("Meetings"), url_for("organiser.list_meetings", network=network)),
        submit=gettext("Create the meeting"),
    )
    like = changing.whole_meeting(here.id, request.args.get("like", ""))
    act = acting()
    return answer(
        page,
        form,
        lambda: form.blank(forms.suggested(here, like)),
        Saving(
            act=lambda sent: meetings.create(_new(sent), act=act, random=SystemRandom()),
            then=lambda row: _address(network, row.slug),
            said=gettext("The meeting is there. Now plan its agenda."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/edit", methods=BOTH)
@requires("meeting.change")
def change_meeting(network: str, meeting: str) -> ResponseReturnValue:
    """Show the meeting's own form, and save it."""
    form = forms.meeting_form(current_network(), is_known=True)
    page = Page(title=gettext("Change the meeting"), back=_back(network, meeting))
    if request.method != "POST":
        row = open_meeting(meeting)
        return show(page, form.shown(forms.shown(row), version=row.version))
    sent = form.read(request.form)
    return save(
        page,
        sent,
        _changing(
            meeting,
            lambda sent: forms.wanted(sent.values),
            lambda row: form.shown(forms.shown(row), version=row.version),
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/notices", methods=BOTH)
@requires("meeting.change")
def change_notices(network: str, meeting: str) -> ResponseReturnValue:
    """Show the notices of a meeting, and save them."""
    form = texts.notices_form(current_network())
    page = Page(title=gettext("Notices"), back=_back(network, meeting))

    def filled(row: "MeetingRow") -> "Sent":
        return form.shown(meetings.values_of(row, ("notices",)), version=row.version)

    if request.method != "POST":
        return show(page, filled(open_meeting(meeting)))
    sent = form.read(request.form)
    return save(page, sent, _changing(meeting, lambda sent: sent.values, filled))


@blueprint.route("/<network>/meetings/<meeting>/legal-bases", methods=BOTH)
@requires("meeting.change")
def change_bases(network: str, meeting: str) -> ResponseReturnValue:
    """Show the legal basis of each purpose, and save them."""
    form = texts.bases_form(current_network())
    page = Page(
        title=gettext("Legal bases"),
        back=_back(network, meeting),
        lead=gettext(
            "On what each use of personal data stands. Only consent asks a question; the other "
            "bases inform, and people may object."
        ),
    )

    def filled(row: "MeetingRow") -> "Sent":
        return form.shown(texts.shown_bases(row), version=row.version)

    if request.method != "POST":
        return show(page, filled(open_meeting(meeting)))
    sent = form.read(request.form)

    saving = _changing(meeting, texts.wanted_bases, filled)
    return save(page, sent, saving)


@blueprint.route("/<network>/meetings/<meeting>/cancel", methods=BOTH)
@requires("meeting.change")
def cancel_meeting(network: str, meeting: str) -> ResponseReturnValue:
    """Ask whether the meeting is really cancelled, and cancel it."""
    form = Form(())
    page = Page(
        title=gettext("Cancel the meeting"),
        back=_back(network, meeting),
        submit=gettext("Cancel the meeting"),
        template="organiser/confirm.html",
        facts={"losses": _cancelling()},
    )
    if request.method != "POST":
        return show(page, form.shown({}, version=open_meeting(meeting).version))
    sent = form.read(request.form)
    act = acting()
    return save(
        page,
        sent,
        Saving(
            act=lambda sent: meetings.cancel(meeting, version=sent.version, act=act),
            then=lambda _row: _address(network, meeting),
            said=gettext("The meeting is cancelled. Subscribed calendars say so within the day."),
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/delete", methods=BOTH)
@requires("meeting.change")
def delete_meeting(network: str, meeting: str) -> ResponseReturnValue:
    """Say what goes with the meeting, and delete it."""
    row = wanted(meeting)
    form = _deletion(row)
    page = Page(
        title=gettext("Delete the meeting"),
        back=_back(network, meeting),
        submit=gettext("Delete the meeting"),
        template="organiser/confirm.html",
        facts={"losses": _losses(row)},
    )
    if request.method != "POST":
        return show(page, form.shown({}, version=row.version))
    sent = form.read(request.form)
    act = acting()
    return save(
        page,
        sent,
        Saving(
            act=lambda sent: meetings.delete(
                meeting, version=sent.version, is_sure=bool(sent.values.get("sure")), act=act
            ),
            then=lambda _none: url_for("organiser.list_meetings", network=network),
            said=gettext("The meeting is deleted."),
        ),
    )


def _new(sent: "Sent") -> meetings.NewMeeting:
    return meetings.NewMeeting(
        values=forms.wanted(sent.values),
        nonce=sent.nonce,
        like=sent.values.get("like") or "",
    )


def wanted(slug: str) -> "MeetingRow":
    """Return the whole meeting of this network.

    Raises:
        NotFound: There is none.
    """
    row = changing.whole_meeting(current_network().id, slug)
    if row is None:
        raise NotFound
    return row


def open_meeting(slug: str) -> "MeetingRow":
    """Return the whole meeting, if it may still be changed.

    Raises:
        NotFound, MeetingCancelled: There is none; it is cancelled.
    """
    row = wanted(slug)
    if not may_change(row.status):
        raise MeetingCancelled
    return row


def _changing(
    slug: str,
    values: "Callable[[Sent], Mapping[str, Any]]",
    filled: "Callable[[MeetingRow], Sent]",
) -> Saving:
    act = acting()
    network = current_network().slug
    return Saving(
        act=lambda sent: meetings.change(
            slug, values(sent), version=sent.version, act=act, body=sent.values.get("body")
        ),
        then=lambda _row: _address(network, slug),
        said=FOLLOWS,
        current=lambda: filled(open_meeting(slug)),
    )


def _deletion(row: "MeetingRow") -> Form:
    if not meetings.is_announced(row):
        return Form(())
    tick = Tick(
        name="sure",
        label=lazy_gettext(
            "Delete it all the same: it leaves subscribed calendars without a word, and its page "
            "is gone"
        ),
    )
    return Form((Section(None, (tick,)),))


def _losses(row: "MeetingRow") -> list[str]:
    people = changing.count_attendances(row.id)
    items = len(row.agenda)
    return [
        ngettext(
            "%(num)s person on its list, with reply, decisions and printed badges",
            "%(num)s people on its list, with replies, decisions and printed badges",
            people,
        ),
        ngettext("%(num)s point of the agenda", "%(num)s points of the agenda", items),
        gettext("Its page and its entry in calendars. Its printed code leads nowhere."),
    ]


def _cancelling() -> list[str]:
    return [
        gettext("Subscribed calendars show it as cancelled until 28 days after its date."),
        gettext("The list of attendees stays, so that you can tell everybody."),
        gettext("A cancelled meeting cannot be changed or opened again; make a new one instead."),
    ]


def _back(network: str, meeting: str) -> tuple[object, str]:
    return gettext("The meeting"), _address(network, meeting)


def _address(network: str, meeting: str) -> str:
    return url_for("organiser.show_meeting", network=network, meeting=meeting)

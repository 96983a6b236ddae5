"""Changing the list of a meeting: one person, many replies, decisions on behalf."""

from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import attendances as queries
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.errors import NotFound
from eventsvc.services.attendees import attendances
from eventsvc.web.forms.answers import Page, Saving, answer, save, show
from eventsvc.web.forms.sent import Form
from eventsvc.web.guards import requires
from eventsvc.web.inquiries import answers_in_words
from eventsvc.web.jinja import person_name
from eventsvc.web.organiser.attendees import forms
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.people.doubles import doubles_of
from eventsvc.web.organiser.words import (
    CHANNELS,
)

if TYPE_CHECKING:
    from eventsvc.db.models import AttendanceRow, MeetingRow
    from eventsvc.web.forms.sent import Sent


@blueprint.route("/<network>/meetings/<meeting>/attendees/new", methods=BOTH)
@requires("attendees.change")
def new_attendee(network: str, meeting: str) -> ResponseReturnValue:
    """Ask for one more person, and put them on the list."""
    row, here = wanted_meeting(meeting), current_network()
    form = forms.attendee_form(is_new=True)
    page = Page(
        title=gettext("Add a person"),
        back=back_to_list(network, meeting),
        lead=gettext("Nobody answers consents for others: ask the person, or send the own link."),
    )
    if request.method != "POST":
        usual = {"partstat": PartStat.ACCEPTED, "attends": Attends.ON_SITE}
        return show(page, form.blank(usual))
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: attendances.add(
                here, row, forms.wanted(sent), act=act, random=SystemRandom()
            ),
            then=lambda _is_new: page.back[1],
            said=gettext("The person is on the list."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>", methods=BOTH)
@requires("attendees.change")
def change_attendee(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Show one person's form, and save it."""
    row = wanted_meeting(meeting)
    form = forms.attendee_form(is_new=False)
    found = wanted_attendance(row.id, attendance)
    page = Page(
        title=gettext("Change a person"),
        preline=name_of(found),
        back=back_to_list(network, meeting),
        template="organiser/attendee.html",
        facts=_around(row, found),
    )

    def filled() -> "Sent":
        one = wanted_attendance(row.id, attendance)
        return form.shown(forms.shown(one), version=attendances.version_of(one))

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: attendances.change(
                row, attendance, sent.values, version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The person is changed. A badge printed before may be out of date."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>/remove", methods=BOTH)
@requires("attendees.change")
def remove_attendee(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Ask whether somebody leaves the list, and take them off it."""
    row, form = wanted_meeting(meeting), Form(())
    found = wanted_attendance(row.id, attendance)
    page = Page(
        title=gettext("Take off the list"),
        lead=name_of(found),
        back=back_to_list(network, meeting),
        submit=gettext("Take off the list"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                gettext("The reply, and the record of printed badges for this meeting."),
                gettext("The person and all decisions stay: they are proof."),
                gettext("Seats that become free go to those who wait; they get a mail."),
            ]
        },
    )
    act = acting()
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda _sent: attendances.remove(row, [attendance], act=act),
            then=lambda _none: page.back[1],
            said=gettext("The person is off the list."),
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>/reply", methods=BOTH)
@requires("attendees.change")
def reply_on_behalf(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Ask for a reply that came by phone or mail, and record it with its source."""
    row, form, act = wanted_meeting(meeting), forms.reply_form(), acting()
    found = wanted_attendance(row.id, attendance)
    page = Page(
        title=gettext("Reply by phone or mail"),
        preline=name_of(found),
        back=back_to_list(network, meeting),
        lead=gettext("It counts like a reply by the own link, and the person sees it there."),
    )
    first = {"attends": found.attends, "source": found.reply_source}
    return answer(
        page,
        form,
        lambda: form.shown(first),
        Saving(
            act=lambda sent: attendances.reply_on_behalf(
                row, attendance, attendances.ToldReply(**sent.values), act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The reply is recorded, with its source."),
        ),
    )


def _around(meeting: "MeetingRow", found: "AttendanceRow") -> dict[str, Any]:
    """Return what stands beside a person's form."""
    return {
        "network": current_network(),
        "meeting": meeting,
        "attendance": found.public_id,
        "person": found.person.public_id,
        "who": found.person,
        "told": (CHANNELS[found.reply_channel], found.reply_source)
        if found.reply_channel
        else None,
        "inquiries": answers_in_words(meeting.id, found.id),
        "doubles": doubles_of(found.person_id),
    }


def wanted_attendance(meeting_id: int, public_id: str) -> "AttendanceRow":
    """Return somebody on the list.

    Raises:
        NotFound: Nobody there is called so.
    """
    rows = queries.attendances_by_public_ids(current_network().id, meeting_id, [public_id])
    if not rows:
        raise NotFound
    return rows[0]


def name_of(row: "AttendanceRow") -> str:
    """Return what somebody on the list is called."""
    return person_name(row.person)


def back_to_list(network: str, meeting: str) -> tuple[object, str]:
    """Return words and address of the list."""
    address = url_for("organiser.list_attendees", network=network, meeting=meeting)
    return gettext("Attendees"), address

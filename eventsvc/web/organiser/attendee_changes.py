"""Changing the list of a meeting: one person, many replies, decisions on behalf."""

from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import attendances as queries
from eventsvc.db.queries import consents
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.errors import NotFound
from eventsvc.domain.names import display_name
from eventsvc.services import attendances
from eventsvc.web.forms.answers import Page, Saving, answer, save, show
from eventsvc.web.forms.sent import Form
from eventsvc.web.guards import requires
from eventsvc.web.inquiries import answers_in_words
from eventsvc.web.organiser import attendee_forms as forms
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meeting_changes import BOTH
from eventsvc.web.organiser.words import (
    CHANNELS,
    STATES,
)
from eventsvc.web.questions import PURPOSES

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
        back=_back(network, meeting),
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
    found = _wanted(row.id, attendance)
    page = Page(
        title=gettext("Change a person"),
        preline=_name(found),
        back=_back(network, meeting),
        template="organiser/attendee.html",
        facts=_around(row, found),
    )

    def filled() -> "Sent":
        one = _wanted(row.id, attendance)
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
    found = _wanted(row.id, attendance)
    page = Page(
        title=gettext("Take off the list"),
        lead=_name(found),
        back=_back(network, meeting),
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
    found = _wanted(row.id, attendance)
    page = Page(
        title=gettext("Reply by phone or mail"),
        preline=_name(found),
        back=_back(network, meeting),
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


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>/consents", methods=BOTH)
@requires("attendees.change")
def record_consents(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Show what somebody decided, and record what the office was told."""
    row = wanted_meeting(meeting)
    found = _wanted(row.id, attendance)
    bases = consents.bases_of_meeting(row.id)
    history = consents.history_of(row.network_id, person_id=found.person_id, meeting_id=row.id)
    form = forms.consent_form({one: bases.get(one, Basis.CONSENT) for one in Purpose}, history)
    page = Page(
        title=gettext("Consents"),
        preline=_name(found),
        back=_back(network, meeting),
        lead=gettext(
            "Record only what the person said, and where that can be read. A yes never comes from "
            "silence."
        ),
        template="organiser/consents.html",
        facts=_words() | {"history": history},
    )
    act = acting()
    return answer(
        page,
        form,
        form.blank,
        Saving(
            act=lambda sent: attendances.record(row, attendance, forms.told(sent), act=act),
            then=lambda _none: request.path,
            said=gettext("The decisions are recorded, with their source."),
        ),
    )


def _around(meeting: "MeetingRow", found: "AttendanceRow") -> dict[str, Any]:
    """Return what stands beside a person's form."""
    return {
        "network": current_network(),
        "meeting": meeting,
        "attendance": found.public_id,
        "person": found.person.public_id,
        "told": (CHANNELS[found.reply_channel], found.reply_source)
        if found.reply_channel
        else None,
        "inquiries": answers_in_words(meeting.id, found.id),
    }


def _words() -> dict[str, Any]:
    return {"purposes": PURPOSES, "states": STATES, "channels": CHANNELS}


def _wanted(meeting_id: int, public_id: str) -> "AttendanceRow":
    rows = queries.attendances_by_public_ids(current_network().id, meeting_id, [public_id])
    if not rows:
        raise NotFound
    return rows[0]


def _name(row: "AttendanceRow") -> str:
    person = row.person
    return display_name(title=person.title, given=person.given, family=person.family)


def _back(network: str, meeting: str) -> tuple[object, str]:
    address = url_for("organiser.list_attendees", network=network, meeting=meeting)
    return gettext("Attendees"), address

"""What people told the office about their data: recorded with source, scan and history."""

from random import SystemRandom
from typing import TYPE_CHECKING

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic_core import PydanticCustomError

from eventsvc.db.queries import consents
from eventsvc.db.queries.scans import scan_of
from eventsvc.domain.consents import Basis, bases_for
from eventsvc.domain.errors import NotFound
from eventsvc.domain.purposes import in_use, settled
from eventsvc.inputs.files import meeting_file
from eventsvc.services.attendees import attendances
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import sentence
from eventsvc.web.guards import requires
from eventsvc.web.organiser.attendees import forms
from eventsvc.web.organiser.attendees.changes import back_to_list, name_of, wanted_attendance
from eventsvc.web.organiser.attendees.lines import source_of
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.words import CHANNELS, STATES
from eventsvc.web.questions import titles_of
from eventsvc.web.sandbox import personal_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import AttendanceRow, ConsentDecisionRow
    from eventsvc.inputs.networks.documents import Document
    from eventsvc.web.forms.sent import Sent


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>/consents", methods=BOTH)
@requires("attendees.change")
def record_consents(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Show what somebody decided, and record what the office was told."""
    row, here = wanted_meeting(meeting), current_network()
    found = wanted_attendance(row.id, attendance)
    bases = bases_for(consents.bases_of_meeting(row.id), must_agree=found.must_agree)
    history = consents.history_of(here.id, person_id=found.person_id, meeting_id=row.id)
    asked = {
        one: bases.get(one) or settled(here.purposes, one).basis or Basis.CONSENT
        for one in in_use(here.purposes)
    }
    form = forms.consent_form(here, asked, history)
    page = _page(found, history, back=back_to_list(network, meeting))
    if request.method != "POST":
        return show(page, form.blank())
    act = acting()
    sent, scan = with_scan(form.read(request.form))
    return save(
        page,
        sent,
        Saving(
            act=lambda sent: attendances.record(
                row, attendance, forms.told(sent, scan), act=act, random=SystemRandom()
            ),
            then=lambda _none: request.path,
            said=gettext("The decisions are recorded, with their source."),
        ),
    )


def _page(
    found: "AttendanceRow",
    history: "Sequence[ConsentDecisionRow]",
    *,
    back: tuple[object, str],
) -> Page:
    return Page(
        title=gettext("Consents"),
        preline=name_of(found),
        back=back,
        lead=gettext(
            "Record only what the person said, and where that can be read. A yes never comes from "
            "silence."
        ),
        template="organiser/consents.html",
        takes_files=True,
        facts={
            "purposes": titles_of(current_network()),
            "states": STATES,
            "channels": CHANNELS,
            "history": history,
            "must_agree": found.must_agree,
            "who": found.person,
            "source_of": source_of,
            "scan_address": lambda key: request.path.removesuffix("consents") + f"scans/{key}",
        },
    )


@blueprint.get("/<network>/meetings/<meeting>/attendees/<attendance>/scans/<key>")
@requires("attendees.change")
def show_scan(network: str, meeting: str, attendance: str, key: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the scan of a paper that somebody signed."""
    found = wanted_attendance(wanted_meeting(meeting).id, attendance)
    scan = scan_of(current_network().id, found.person_id, key)
    if scan is None:
        raise NotFound
    return personal_file(scan)


def with_scan(sent: "Sent") -> "tuple[Sent, Document | None]":
    """Return the form and the scan that came with it; what cannot be kept is a mistake."""
    file = request.files.get("scan")
    if file is None or not file.filename:
        return sent, None
    try:
        return sent, meeting_file(file.filename, file.read())
    except PydanticCustomError as error:
        return sent.refused("scan", sentence(error)), None

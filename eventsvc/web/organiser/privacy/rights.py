"""Rights of people who write a letter or call: noted, done, and what is still to be answered."""

from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import doubles
from eventsvc.db.queries import rights as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.people import folded_name
from eventsvc.domain.rights import Right, due_on
from eventsvc.services.privacy import rights_requests
from eventsvc.services.privacy.rights_letters import letter
from eventsvc.web import clock
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Line, Mistakes, Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import person_name
from eventsvc.web.organiser.attendees.forms import PROOF, SCAN
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.privacy.told_consents import with_scan
from eventsvc.web.organiser.words import CHANNELS, RIGHTS
from eventsvc.web.sandbox import personal_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from eventsvc.db.models import PersonRow, RightsRequestRow
    from eventsvc.inputs.networks.documents import Document
    from eventsvc.web.forms.sent import Sent

AHEAD = lazy_gettext("This day is still to come. Write the day on which the request came in.")


@blueprint.get("/<network>/rights")
@requires("attendees.change")
def list_rights(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what waits for an answer and what was answered; people by name (``?q=``)."""
    here, typed = current_network(), request.args.get("q", "").strip()[:200]
    return render_template(
        "organiser/rights.html",
        network=here,
        waiting=queries.open_requests([here.id]),
        answered=queries.answered_requests(here.id),
        q=typed,
        found=_found(here.id, typed) if typed else (),
        **words_of_rights(here.tzid),
    )


@blueprint.route("/<network>/persons/<person>/rights", methods=BOTH)
@requires("attendees.change")
def show_rights_of(network: str, person: str) -> ResponseReturnValue:
    """Show what a person asked for so far, and note one more."""
    form, row = _asking(), _wanted_person(person)
    page = _page(row)
    if request.method != "POST":
        return show(page, form.blank({"came_on": clock.today(current_network().tzid)}))
    act = acting()
    sent, scan = with_scan(form.read(request.form))
    return save(
        page,
        sent,
        Saving(
            act=lambda sent: rights_requests.note(
                person, _asked(sent, scan), nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda name: url_for("organiser.show_right", network=network, right=name),
            said=gettext("The request is noted. It stands on the overview until it is answered."),
            again=request.path,
        ),
    )


@blueprint.get("/<network>/rights/<right>/scan")
@requires("attendees.change")
def show_letter_scan(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the scan of the letter."""
    scan = queries.scan_of_request(current_network().id, right)
    if scan is None:
        raise NotFound
    return personal_file(scan)


@blueprint.post("/<network>/rights/<right>/letter.pdf")
@requires("attendees.change")
def print_right_letter(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the letter that confirms what was done."""
    return pdf_file(letter(current_network(), right), "answer.pdf")


def words_of_rights(tzid: str) -> dict[str, Any]:
    """Return what templates say about requests: names, due days, and what day it is."""
    return {
        "rights": RIGHTS,
        "channels": CHANNELS,
        "due_on": lambda row: due_on(row.came_on),
        "today": clock.today(tzid),
    }


def wanted_right(public_id: str) -> "RightsRequestRow":
    """Return the request in the address.

    Raises:
        NotFound: The network has no such request.
    """
    row = queries.request_called(current_network().id, public_id)
    if row is None:
        raise NotFound
    return row


def _page(row: "PersonRow") -> Page:
    here = current_network()
    return Page(
        title=gettext("Rights"),
        preline=person_name(row),
        back=(
            gettext("Requests about data"),
            url_for("organiser.list_rights", network=here.slug),
        ),
        lead=gettext(
            "For whoever writes a letter or calls. Others do the same by their own link, at once."
        ),
        submit=gettext("Note the request"),
        template="organiser/person_rights.html",
        takes_files=True,
        facts={
            "network": here,
            "who": row,
            "asked": queries.requests_of_person(row.id),
            **words_of_rights(here.tzid),
        },
    )


def _asking() -> Form:
    return Form(
        (
            Section(
                lazy_gettext("What is asked for"),
                (
                    Radio(
                        name="right",
                        label=lazy_gettext("Right"),
                        options=list(RIGHTS.items()),
                        kind=Right,
                        required=True,
                    ),
                    fields.day(
                        name="came_on",
                        label=lazy_gettext("Came in on"),
                        hint=lazy_gettext("The answer is due one month later (GDPR Art. 12(3))."),
                        required=True,
                    ),
                ),
            ),
            Section(lazy_gettext("Proof"), (*PROOF, IDENTITY, SCAN)),
        ),
        _check,
    )


IDENTITY = Line(
    name="identity",
    label=lazy_gettext("How it was made sure who asks"),
    required=True,
    hint=lazy_gettext("Such as: called back on the number we have; signature compared."),
)


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    came_on: date = values["came_on"]
    if came_on > clock.today(current_network().tzid):
        mistakes["came_on"] = str(AHEAD)


def _asked(sent: "Sent", scan: "Document | None") -> rights_requests.Asked:
    names = ("right", "came_on", "channel", "source", "identity")
    return rights_requests.Asked(**{name: sent.values[name] for name in names}, scan=scan)


def _wanted_person(public_id: str) -> "PersonRow":
    row = doubles.person_by_public_id(current_network().id, public_id)
    if row is None:
        raise NotFound
    return row


def _found(network_id: int, typed: str) -> "Sequence[PersonRow]":
    folded = folded_name(given=typed, family="")
    found = doubles.people_like(network_id, folded=folded, email=typed.lower())
    loaded = doubles.people_by_ids([row.id for row in found])
    return [loaded[row.id] for row in found]

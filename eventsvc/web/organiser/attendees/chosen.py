"""Several people of a list at once: choose, see what goes with it, do it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.domain.errors import DomainError
from eventsvc.web.forms.answers import Page, refuse, show
from eventsvc.web.forms.fields import Ticks
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.attendees.chosen_acts import ACTS, FIRST, Act
from eventsvc.web.organiser.attendees.filters import wish_of
from eventsvc.web.organiser.attendees.lines import Attendee, attendees
from eventsvc.web.organiser.blueprint import blueprint, current_network, wanted_meeting

CHOSEN = "chosen"
ASKED = "asked"
"""Those whom the question shows, ticked or not."""


@blueprint.post("/<network>/meetings/<meeting>/attendees/chosen")
@requires("attendees.change")
def ask_about_chosen(network: str, meeting: str) -> ResponseReturnValue:
    """Ask what shall become of those ticked, or of everybody found; nothing changes yet."""
    row, name = wanted_meeting(meeting), request.form.get("act", "")
    everybody, wish = attendees(row), wish_of(request.form)
    ticked = set(request.form.getlist(CHOSEN))
    if request.form.get("everybody") == "yes":
        people = wish.found(everybody)
    else:
        people = [one for one in everybody if one.row.public_id in ticked]
    if not people or name not in ACTS:
        flash(gettext("Tick the people first, and choose what to do."), "warning")
        return redirect(_list(network, meeting, wish.query), HTTPStatus.SEE_OTHER)
    form = _form(ACTS[name], people)
    chosen = [one.row.public_id for one in people]
    return show(_page(name, people, meeting), form.blank(FIRST | {CHOSEN: chosen}))


@blueprint.post("/<network>/meetings/<meeting>/attendees/chosen/<kind>")
@requires("attendees.change")
def act_on_chosen(network: str, meeting: str, kind: str) -> ResponseReturnValue:
    """Do it to those who are still ticked."""
    row = wanted_meeting(meeting)
    if kind not in ACTS:
        return redirect(_list(network, meeting, {}), HTTPStatus.SEE_OTHER)
    asked = set(request.form.getlist(ASKED) + request.form.getlist(CHOSEN))
    people = [one for one in attendees(row) if one.row.public_id in asked]
    sent = _form(ACTS[kind], people).read(request.form)
    if sent.mistakes:
        return show(_page(kind, people, meeting), sent, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        outcome = ACTS[kind].do(row, sent.values[CHOSEN], sent)
    except DomainError as error:
        return refuse(_page(kind, people, meeting), sent, error, at=CHOSEN)
    if not isinstance(outcome, str):
        return outcome
    flash(outcome, "success")
    return redirect(_list(network, meeting, {}), HTTPStatus.SEE_OTHER)


def _form(act: Act, people: Sequence[Attendee]) -> Form:
    ticks = Ticks(
        name=CHOSEN,
        label=lazy_gettext("People"),
        options=[(one.row.public_id, one.name) for one in people],
        required=True,
    )
    return Form((Section(None, act.fields()), Section(None, (ticks,))))


def _page(name: str, people: Sequence[Attendee], meeting: str) -> Page:
    network = current_network().slug
    return Page(
        title=ACTS[name].words,
        back=(gettext("Attendees"), _list(network, meeting, {})),
        submit=ACTS[name].words,
        template="organiser/chosen.html",
        facts={
            "losses": ACTS[name].losses(people),
            "action": url_for(
                "organiser.act_on_chosen", network=network, meeting=meeting, kind=name
            ),
            "is_file": name == "print",
            "asked": [one.row.public_id for one in people],
        },
        address=url_for("organiser.list_attendees", network=network, meeting=meeting),
    )


def _list(network: str, meeting: str, query: dict[str, Any]) -> str:
    return url_for("organiser.list_attendees", network=network, meeting=meeting, **query)

"""Somebody nobody expected: one short form, and the badge is next."""

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries.organisations import living_organisations
from eventsvc.domain.desk import NameMissing, SamePerson
from eventsvc.domain.wellformed import NotMailAddress, TooLong
from eventsvc.services.attendees.represented import GUEST, NOBODY
from eventsvc.services.desk import arrivals
from eventsvc.web.guards import requires
from eventsvc.web.jinja import place_in_order, text
from eventsvc.web.languages import current_language
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.desk.lines import Line
from eventsvc.web.organiser.desk.pages import wanted_person
from eventsvc.web.organiser.desk.people import photo_answers, photo_bases, photo_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import MeetingRow
    from eventsvc.domain.errors import DomainError


@blueprint.get("/<network>/meetings/<meeting>/desk/walk-in")
@requires("desk.use")
def ask_walk_in(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the form for somebody who is not on the list."""
    return _form(wanted_meeting(meeting), None)


@blueprint.post("/<network>/meetings/<meeting>/desk/walk-in")
@requires("desk.use")
def add_walk_in(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Let in somebody who was not on the list."""
    return _add(wanted_meeting(meeting), None)


@blueprint.get("/<network>/meetings/<meeting>/desk/people/<attendance>/substitute")
@requires("desk.use")
def ask_substitute(network: str, meeting: str, attendance: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the form for whoever comes in somebody's place."""
    row = wanted_meeting(meeting)
    return _form(row, wanted_person(row, attendance))


@blueprint.post("/<network>/meetings/<meeting>/desk/people/<attendance>/substitute")
@requires("desk.use")
def add_substitute(network: str, meeting: str, attendance: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Let in whoever comes in somebody's place."""
    row = wanted_meeting(meeting)
    return _add(row, wanted_person(row, attendance))


def _add(meeting: "MeetingRow", replaced: Line | None) -> ResponseReturnValue:
    """Save the form, or show it again with what does not fit."""
    network = current_network()
    arrival, chance = _arrival(meeting, replaced), secrets.SystemRandom()
    try:
        person = arrivals.let_in(network, meeting, arrival, act=acting(), random=chance)
    except (NameMissing, NotMailAddress, SamePerson, TooLong) as error:
        errors = {str(error.facts["field"]): _sentence(error)}
        return _form(meeting, replaced, errors=errors), HTTPStatus.UNPROCESSABLE_ENTITY
    except arrivals.OrganisationUnclear as unclear:
        page = _form(
            meeting,
            replaced,
            errors={"choice": _sentence(unclear)},
            choices=_choices(unclear),
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(gettext("On the list and marked as present. Next: the badge."))
    return redirect(
        url_for(
            "organiser.show_person",
            network=network.slug,
            meeting=meeting.slug,
            attendance=person,
        ),
        HTTPStatus.SEE_OTHER,
    )


def _arrival(meeting: "MeetingRow", replaced: Line | None) -> arrivals.Arrival:
    form = request.form
    if not form.get("nonce"):
        abort(HTTPStatus.BAD_REQUEST)
    return arrivals.Arrival(
        given=form.get("given", ""),
        family=form.get("family", ""),
        organisation=form.get("organisation", ""),
        choice=form.get("choice", ""),
        email=form.get("email", ""),
        photos=photo_answers(form, bases=photo_bases(meeting)),
        nonce=form["nonce"],
        instead_of=replaced.id if replaced else "",
        told_in=current_language(),
    )


def _form(
    meeting: "MeetingRow",
    replaced: Line | None,
    *,
    errors: dict[str, str] | None = None,
    choices: "Sequence[tuple[str, str]]" = (),
) -> str:
    """Return the page; after a refusal with what was typed, and the question that came up."""
    return render_template(
        "organiser/desk_arrival.html",
        network=current_network(),
        meeting=meeting,
        replaced=replaced,
        values=_values(replaced),
        answers=request.form,
        errors=errors or {},
        choices=choices,
        organisations=_organisations(),
        questions=photo_questions(meeting, None),
    )


def _choices(unclear: arrivals.OrganisationUnclear) -> list[tuple[str, str]]:
    return [
        *((one.key, one.name) for one in unclear.suggestions),
        (GUEST, gettext("None of these: add it as a guest")),
        (NOBODY, gettext("No organisation")),
    ]


def _values(replaced: Line | None) -> dict[str, str]:
    """Return what was typed; a new form names the organisation of who does not come."""
    form = request.form
    organisation = str(replaced.organisation) if replaced else ""
    return {
        "given": form.get("given", ""),
        "family": form.get("family", ""),
        "organisation": form.get("organisation", organisation),
        "email": form.get("email", ""),
        "nonce": form.get("nonce") or secrets.token_hex(16),
    }


def _organisations() -> list[str]:
    """Return the names to choose from while one types."""
    names = {str(text(row.name)) for row in living_organisations(current_network().id)}
    return sorted(names, key=place_in_order)


def _sentence(error: "DomainError") -> str:
    return str(MESSAGES[error.code][1]) % error.facts

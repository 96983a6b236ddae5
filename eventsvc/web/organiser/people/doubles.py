"""Possible doubles: what looks like one person, two entries of one's choice, a no that stays."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import doubles as queries
from eventsvc.domain.doubles import Reason
from eventsvc.domain.people import folded_name
from eventsvc.services.people import doubles
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network

if TYPE_CHECKING:
    from eventsvc.db.models import PersonRow

REASONS: Mapping[Reason, LazyString] = {
    Reason.SAME_NAME_SAME_MAILBOX: lazy_gettext("Same name, same mail address"),
    Reason.SAME_NAME_SAME_ORGANISATION: lazy_gettext("Same name, same organisation"),
    Reason.NEAR_NAME_SAME_MAILBOX: lazy_gettext("Similar name, same mail address"),
    Reason.NEAR_NAME_SAME_ORGANISATION: lazy_gettext("Similar name, same organisation"),
    Reason.SAME_NAME_NO_ORGANISATION: lazy_gettext("Same name, one of them has no organisation"),
}
"""Why two entries are suggested, in words."""
_SHOWN = 200


@blueprint.get("/<network>/persons/doubles")
@requires("attendees.change")
def list_doubles(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what looks like one person; and people by name or address (``?q=``), to choose two."""
    here, typed = current_network(), request.args.get("q", "").strip()[:200]
    suggested = doubles.suggested(here.id)
    return render_template(
        "organiser/doubles.html",
        network=here,
        suggested=[
            (*doubles.kept_first(one.one, one.other), REASONS[one.reason])
            for one in suggested[:_SHOWN]
        ],
        total=len(suggested),
        q=typed,
        found=_found(here.id, typed) if typed else (),
    )


@blueprint.get("/<network>/persons/compare")
@requires("attendees.change")
def choose_two(network: str) -> ResponseReturnValue:
    """Lead to the comparison of the two entries that were ticked."""
    chosen = list(dict.fromkeys(request.args.getlist("entry")))
    if len(chosen) != 2:  # noqa: PLR2004 -- two are compared
        flash(gettext("Tick exactly two entries; then they can be compared."), "warning")
        back = url_for("organiser.list_doubles", network=network, q=request.args.get("q", ""))
        return redirect(back, HTTPStatus.SEE_OTHER)
    kept, gone = chosen
    address = url_for("organiser.merge_people", network=network, kept=kept, gone=gone)
    return redirect(address, HTTPStatus.SEE_OTHER)


@blueprint.post("/<network>/persons/<kept>/different/<gone>")
@requires("attendees.change")
def tell_people_apart(network: str, kept: str, gone: str) -> ResponseReturnValue:
    """Remember that two entries are two people."""
    doubles.tell_apart(kept, gone, act=acting())
    flash(gettext("Noted: these are two people. They are not suggested again."), "success")
    return redirect(url_for("organiser.list_doubles", network=network), HTTPStatus.SEE_OTHER)


def doubles_of(person_id: int) -> "list[tuple[PersonRow, LazyString]]":
    """Return who may be the same person, and why it looks so."""
    return [
        (one.other if one.one.id == person_id else one.one, REASONS[one.reason])
        for one in doubles.suggested(current_network().id, about=person_id)
    ]


def _found(network_id: int, typed: str) -> "Sequence[PersonRow]":
    folded = folded_name(given=typed, family="")
    found = queries.people_like(network_id, folded=folded, email=typed.lower())
    loaded = queries.people_by_ids([row.id for row in found])
    return [loaded[row.id] for row in found]

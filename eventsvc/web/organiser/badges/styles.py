"""How badges look: a design, and the switches of the office."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventsvc.db.queries.own_designs import own_design_called, own_designs
from eventsvc.domain.badge_styles import SHEET_OF, Field, Style
from eventsvc.services.badges import badge_styles
from eventsvc.web.guards import requires
from eventsvc.web.languages import NAMES
from eventsvc.web.organiser.badges.paper import PAPER
from eventsvc.web.organiser.badges.words import (
    BACKS,
    DESIGNS,
    FIELDS,
    NAME_SIZES,
    PICTURES,
    SCHEMES,
)
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import BadgeDesignRow, MeetingRow

_OWN = "own:"
"""Stands before the key of a design that an administrator wrote."""


def style_part(meeting: "MeetingRow") -> dict[str, object]:
    """Return what the form of the page needs."""
    here = current_network()
    style = badge_styles.style_of(meeting)
    own = [(f"{_OWN}{row.key}", row.name) for row in own_designs(here.id)]
    return {
        "style": style,
        "design": f"{_OWN}{style.own}" if style.own else style.design,
        "choices": {
            "designs": [*DESIGNS.items(), *own],
            "pictures": PICTURES,
            "fields": list(FIELDS.items()),
            "name_sizes": list(NAME_SIZES.items()),
            "schemes": list(SCHEMES.items()),
            "backs": list(BACKS.items()),
        },
        "languages": [(one, NAMES.get(one, one)) for one in here.languages],
    }


@blueprint.post("/<network>/meetings/<meeting>/badges/style")
@requires("badges.print")
def save_badge_style(network: str, meeting: str) -> ResponseReturnValue:
    """Save how the badges look, and show the first sheet on the paper of the design."""
    row = wanted_meeting(meeting)
    before = badge_styles.style_of(row)
    style, own = _style(request.form)
    badge_styles.save_style(row, style, act=acting())
    flash(_("Saved. The picture of the first sheet shows it."))
    paper: dict[str, Any] = {name: value for name, value in request.form.items() if name in PAPER}
    if (style.design, style.own) != (before.design, before.own):
        # Another sheet lies in another printer, or the printer was shifted for the one before.
        paper = {"sheet": own.sheet if own else SHEET_OF[style.design]}
    address = url_for(
        "organiser.show_badges", network=network, meeting=meeting, **paper, open="looks"
    )
    return redirect(f"{address}#looks", HTTPStatus.SEE_OTHER)


def _style(values: "MultiDict[str, str]") -> "tuple[Style, BadgeDesignRow | None]":
    """Return what the form says; what it cannot say stays usual. With a design that was written."""
    known = set(current_network().languages)
    design = values.get("design", "")
    key = design.removeprefix(_OWN) if design.startswith(_OWN) else ""
    own = own_design_called(current_network().id, key) if key else None
    style = Style.restored(
        {
            **{name: values.get(name) for name in ("name_size", "scheme", "backs")},
            "design": own.base if own else design,
            "own": own.key if own else "",
            "fields": [field.value for field in Field if field.value in values.getlist("fields")],
            "colour": values.get("colour", "") if values.get("own_colour") else "",
            "languages": [one for one in values.getlist("languages") if one in known],
            "cut_marks": bool(values.get("cut_marks")),
        }
    )
    return style, own

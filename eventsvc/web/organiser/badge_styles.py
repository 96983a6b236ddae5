"""How badges look: a design, and the switches of the office."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventsvc.domain.badge_styles import SHEET_OF, Field, Style
from eventsvc.services import badge_styles
from eventsvc.web.guards import requires
from eventsvc.web.languages import NAMES
from eventsvc.web.organiser.badge_words import BACKS, DESIGNS, FIELDS, NAME_SIZES, SCHEMES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import MeetingRow


def style_part(meeting: "MeetingRow") -> dict[str, object]:
    """Return what the form of the page needs."""
    here = current_network()
    return {
        "style": badge_styles.style_of(meeting),
        "choices": {
            "designs": list(DESIGNS.items()),
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
    style = _style(request.form)
    badge_styles.save_style(row, style, act=acting())
    flash(_("Saved. The first sheet below looks like this now."))
    sheet = request.form.get("sheet") if style.design is before.design else SHEET_OF[style.design]
    address = url_for(
        "organiser.show_badges", network=network, meeting=meeting, sheet=sheet, _anchor="looks"
    )
    return redirect(address, HTTPStatus.SEE_OTHER)


def _style(values: "MultiDict[str, str]") -> Style:
    """Return what the form says; what it cannot say stays usual."""
    known = set(current_network().languages)
    return Style.restored(
        {
            **{name: values.get(name) for name in ("design", "name_size", "scheme", "backs")},
            "fields": [field.value for field in Field if field.value in values.getlist("fields")],
            "colour": values.get("colour", "") if values.get("own_colour") else "",
            "languages": [one for one in values.getlist("languages") if one in known],
            "cut_marks": bool(values.get("cut_marks")),
        }
    )

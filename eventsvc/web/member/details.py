"""What changes rarely in a profile: text, figures, strategy and funding."""

from functools import partial
from typing import TYPE_CHECKING

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import directory
from eventsvc.services.profiles import members
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.member import form as forms
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
    current_steward,
)
from eventsvc.web.member.preview import preview
from eventsvc.web.member.standing import saved_words, standing, today
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Form, Sent


@blueprint.get("/details")
def show_details() -> ResponseReturnValue:
    """Show the form of what changes rarely."""
    return show(_page(), _filled(forms.details_form(current_network())))


@blueprint.post("/details")
@limiter.limit("60 per minute")
def save_details() -> ResponseReturnValue:
    """Save the form, or show how a scan would look."""
    form = forms.details_form(current_network())
    sent = form.read(request.form)
    act, row = acting(), current_organisation()
    return save(
        _page(),
        sent,
        Saving(
            act=lambda sent: members.save(
                current_steward().id,
                row.key,
                sent.values,
                version=sent.version,
                today=today(),
                act=act,
            ),
            then=lambda _none: url_for("member.show_profile"),
            said=saved_words(),
            current=partial(_filled, form),
            preview=partial(preview, action=url_for("member.save_details")),
        ),
    )


def _page() -> Page:
    return Page(
        title=gettext("About you"),
        preline=current_organisation().name,
        back=(gettext("Our profile"), url_for("member.show_profile")),
        preview=gettext("See how a scan will look"),
    )


def _filled(form: "Form") -> "Sent":
    found = directory.organisation_by_key(current_network().id, current_organisation().key)
    row = found or current_organisation()
    profile, _statements, _waits = standing(row)
    values = {name: getattr(profile, name, None) for name in forms.DETAILS}
    return form.shown(values, version=members.version_of(row))

"""The office hangs up or takes down the pictures of a profile."""

from functools import partial
from typing import TYPE_CHECKING

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries.profile_pictures import pictures_of
from eventsvc.services.profiles import profile_pictures
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.organisations.pages import wanted_organisation
from eventsvc.web.picture_fields import MOST_SENT, filled, hung, kept_response, picture_form

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Form, Sent


@blueprint.route("/<network>/organisations/<organisation>/pictures", methods=BOTH)
@requires("organisations.change")
def change_profile_pictures(network: str, organisation: str) -> ResponseReturnValue:
    """Show the form of the pictures, and save it."""
    request.max_content_length = MOST_SENT
    row, act = wanted_organisation(organisation), acting()
    form = picture_form(current_network(), pictures_of(row.id))
    back = url_for("organiser.show_organisation", network=network, organisation=organisation)
    page = Page(
        title=gettext("Crest and photo"), preline=row.name, back=(row.name, back), takes_files=True
    )
    shown = partial(_filled, form, organisation)
    return answer(
        page,
        form,
        shown,
        Saving(
            act=lambda sent: profile_pictures.hang(
                organisation, hung(sent.values), version=sent.version, act=act
            ),
            then=lambda _none: back,
            said=gettext("Saved."),
            current=shown,
        ),
    )


@blueprint.get("/<network>/organisations/<organisation>/pictures/<digest>")
@requires("organisations.change")
def kept_profile_picture(network: str, organisation: str, digest: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send a picture that hangs, waits to be published, or stands in the history."""
    return kept_response(wanted_organisation(organisation), digest)


def _filled(form: "Form", organisation: str) -> "Sent":
    row = wanted_organisation(organisation)
    return filled(form, row, pictures_of(row.id))

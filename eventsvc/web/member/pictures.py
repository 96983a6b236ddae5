"""A steward hangs up the organisation's crest and photo."""

from functools import partial
from typing import TYPE_CHECKING

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import directory
from eventsvc.domain.errors import NotFound
from eventsvc.services.profiles import profile_pictures
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
)
from eventsvc.web.member.standing import saved_words, standing_pictures
from eventsvc.web.picture_fields import MOST_SENT, filled, hung, kept_response, picture_form
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Form, Sent


@blueprint.route("/pictures", methods=["GET", "POST"])
@limiter.limit("30 per minute", methods=["POST"])
def change_pictures() -> ResponseReturnValue:
    """Show the form of the pictures, and save it."""
    request.max_content_length = MOST_SENT
    row, act = current_organisation(), acting()
    form = picture_form(current_network(), standing_pictures(row))
    page = Page(
        title=gettext("Crest and photo"),
        preline=row.name,
        back=(gettext("Our profile"), url_for("member.show_profile")),
        takes_files=True,
    )
    shown = partial(_filled, form)
    return answer(
        page,
        form,
        shown,
        Saving(
            act=lambda sent: profile_pictures.hang(
                row.key, hung(sent.values), version=sent.version, act=act
            ),
            then=lambda _none: url_for("member.show_profile"),
            said=saved_words(),
            current=shown,
        ),
    )


@blueprint.get("/pictures/<digest>")
def picture(digest: str) -> ResponseReturnValue:
    """Send a picture of the organisation as its stewards hung it up last.

    Raises:
        NotFound: It is none of these.
    """
    row = current_organisation()
    if digest not in {one.digest for one in standing_pictures(row).values()}:
        raise NotFound
    return kept_response(row, digest)


def _filled(form: "Form") -> "Sent":
    found = directory.organisation_by_key(current_network().id, current_organisation().key)
    row = found or current_organisation()
    return filled(form, row, standing_pictures(row))

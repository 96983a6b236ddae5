"""A list that leaves the house, by its link: what it is for, and the buttons that fetch it."""

from typing import TYPE_CHECKING

from flask import Response, abort, current_app, make_response, render_template, request

from eventsvc.outputs.handouts import MEDIA_TYPES, Format
from eventsvc.services.privacy import handouts
from eventsvc.web import clock
from eventsvc.web.languages import current_language
from eventsvc.web.public.network import blueprint
from eventsvc.web.security import limiter, private

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import HandoutRow, NetworkRow


@blueprint.get("/n/<network>/lists/<token>")
@limiter.limit("30 per minute")
def handout(network: "NetworkRow", token: str) -> "ResponseReturnValue":
    """Show what the list is for; a mail scanner that opens the link fetches nothing."""
    page = render_template(
        "public/handout.html", network=network, handout=_opened(network, token), formats=Format
    )
    return _told_to_nobody(make_response(page))


@blueprint.post("/n/<network>/lists/<token>")
@limiter.limit("30 per minute")
def fetch_handout(network: "NetworkRow", token: str) -> "ResponseReturnValue":
    """Send the list as the file that the button names, and record who stands on it."""
    wanted = request.form.get("format", "")
    if wanted not in set(Format):
        abort(400)
    form, row = Format(wanted), _opened(network, token)
    data = handouts.fetch(network, row, form=form, language=current_language(), now=clock.now())
    response = Response(data, content_type=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="contacts.{form.value}"'
    return _told_to_nobody(response)


def _opened(network: "NetworkRow", token: str) -> "HandoutRow":
    secret: str = current_app.config["SECRET_KEY"]
    return handouts.opened(network.id, token, secret=secret, now=clock.now())


def _told_to_nobody(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    return private(response)

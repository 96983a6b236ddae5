"""What happens with people's data at a meeting, and the own link again by mail.

The code on a poster or a slide leads here. The answer is the same for every address.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request, url_for

from eventsvc.db.queries.meetings import meeting_with_bases
from eventsvc.domain.wellformed import NotMailAddress
from eventsvc.services.mails import own_links
from eventsvc.services.privacy.controllers import bodies_of
from eventsvc.web import clock
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.public.network import blueprint
from eventsvc.web.questions import questions
from eventsvc.web.security import caller, limiter, private

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import MeetingRow, NetworkRow


def _asked_address() -> str:
    return request.form.get("email", "").strip().lower() or caller()


@blueprint.get("/n/<network>/meetings/<slug>/consents")
def meeting_consents(network: "NetworkRow", slug: str) -> "ResponseReturnValue":
    """Show what people are asked and told at a public meeting, and who is responsible."""
    return _page(network, meeting_with_bases(network.id, slug) or abort(404))


@blueprint.get("/n/<network>/own-link")
def own_link(network: "NetworkRow") -> "ResponseReturnValue":
    """Ask for the address that the own link goes to."""
    return _page(network, None)


@blueprint.post("/n/<network>/own-link")
@limiter.limit("10 per minute; 60 per hour")
@limiter.limit("5 per 15 minutes", key_func=_asked_address)
def send_own_link(network: "NetworkRow") -> "ResponseReturnValue":
    """Let the link be mailed; say the same whether there is such a person or not."""
    typed = request.form.get("email", "")
    try:
        own_links.send(
            network,
            typed,
            language=current_language(),
            public_url=public_address(),
            now=clock.now(),
        )
    except NotMailAddress:
        return _page(network, None, typed=typed, is_wrong=True)
    return redirect(url_for("public.own_link_sent"), 303)


@blueprint.get("/n/<network>/own-link/sent")
def own_link_sent(network: "NetworkRow") -> str:
    """Tell that a mail is on its way, if the address is known."""
    return render_template("public/own_link_sent.html", network=network)


def _page(
    network: "NetworkRow",
    meeting: "MeetingRow | None",
    *,
    typed: str = "",
    is_wrong: bool = False,
) -> "ResponseReturnValue":
    page = render_template(
        "public/own_link.html",
        network=network,
        meeting=meeting,
        who=bodies_of(network, meeting),
        asked=questions(network, meeting) if meeting else [],
        typed=typed,
        is_wrong=is_wrong,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return private(make_response(page, status))

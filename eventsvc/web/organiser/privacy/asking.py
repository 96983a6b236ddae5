"""How consents stand, at a meeting or in the network, and asking all who have not answered."""

import secrets
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventsvc.db.queries.asking import askings
from eventsvc.services import asking, lists, posters
from eventsvc.services.acts import DoneAlready
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.languages import NAMES, public_address
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.privacy.posters import MOTIFS, PAPERS
from eventsvc.web.organiser.words import BASES
from eventsvc.web.questions import titles_of

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow


@blueprint.get("/<network>/meetings/<meeting>/consents")
@requires("attendees.change")
def show_consents(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show how many said what at a meeting, the notices for its walls, and the button that asks."""
    here, row = current_network(), wanted_meeting(meeting)
    return _page(
        row,
        without_photos=len(lists.without_photos(here, row)),
        address=posters.address_of(here, row, public_url=public_address()),
        motifs=MOTIFS,
        papers=PAPERS,
        languages=[(one, NAMES[one]) for one in here.languages],
    )


@blueprint.post("/<network>/meetings/<meeting>/consents")
@requires("attendees.change")
def ask_at_meeting(network: str, meeting: str) -> ResponseReturnValue:
    """Send the mail that asks to everybody who has not answered."""
    _ask(wanted_meeting(meeting))
    return redirect(url_for("organiser.show_consents", network=network, meeting=meeting), 303)


@blueprint.get("/<network>/consents")
@requires("attendees.change")
def show_network_consents(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show how many said what for the whole network, and the button that asks."""
    return _page(None)


@blueprint.post("/<network>/consents")
@requires("attendees.change")
def ask_in_network(network: str) -> ResponseReturnValue:
    """Send the mail that asks to everybody of the network who has not answered."""
    _ask(None)
    return redirect(url_for("organiser.show_network_consents", network=network), 303)


def _page(meeting: "MeetingRow | None", **facts: object) -> ResponseReturnValue:
    here = current_network()
    return render_template(
        "organiser/asking.html",
        network=here,
        meeting=meeting,
        standing=asking.standing(here, meeting, now=clock.now()),
        askings=askings(here.id, asking.subject_of(here, meeting)),
        purposes=titles_of(here),
        bases=BASES,
        nonce=secrets.token_hex(16),
        **facts,
    )


def _ask(meeting: "MeetingRow | None") -> None:
    nonce = request.form.get("nonce", "")[:64]
    try:
        number = asking.ask(current_network(), meeting, nonce=nonce, act=acting())
    except DoneAlready:
        flash(gettext("This was sent already; the second click changed nothing."), "info")
    else:
        words = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number)
        flash(words, "success")

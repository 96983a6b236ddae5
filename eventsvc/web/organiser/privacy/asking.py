"""How consents stand, at a meeting or in the network, and asking all who have not answered."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventsvc.db.queries.asking import attendances_of
from eventsvc.domain.asking import Unasked
from eventsvc.domain.mailings import Omission
from eventsvc.domain.names import index_name
from eventsvc.services.acts import DoneAlready
from eventsvc.services.desk import lists
from eventsvc.services.mails.delivery import office_of
from eventsvc.services.mails.letters import language_for
from eventsvc.services.privacy import asking, posters
from eventsvc.services.privacy.asking_mails import preview
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.languages import NAMES, public_address
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.mails.mailings import OMISSIONS
from eventsvc.web.organiser.privacy.posters import MOTIFS, PAPERS
from eventsvc.web.organiser.words import BASES
from eventsvc.web.paging import part_of
from eventsvc.web.questions import titles_of

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, PersonRow

UNASKED: Mapping[Unasked, LazyString] = {
    Unasked.NO_ADDRESS: OMISSIONS[Omission.NO_ADDRESS],
    Unasked.DISOWNED: OMISSIONS[Omission.DISOWNED],
    Unasked.RESTRICTED: OMISSIONS[Omission.RESTRICTED],
    Unasked.NEVER_SHARE: OMISSIONS[Omission.NEVER_SHARE],
    Unasked.ASKED_TODAY: lazy_gettext("Was asked today already."),
    Unasked.NOTHING_OPEN: lazy_gettext("Nothing is open: all is answered, or needs no answer."),
}


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
    standing = asking.standing(here, meeting, now=clock.now())
    left_out = part_of(standing.left_out, request.args.get("out", 1, type=int))
    people = [one.person.id for one in left_out.rows]
    return render_template(
        "organiser/asking.html",
        network=here,
        meeting=meeting,
        standing=standing,
        left_out=left_out,
        attendances=attendances_of(meeting.id, people) if meeting else {},
        listed_as=_listed_as,
        turn=lambda at: _address(meeting, out=at),
        unasked=UNASKED,
        purposes=titles_of(here),
        bases=BASES,
        nonce=secrets.token_hex(16),
        **_mail(meeting, standing),
        **facts,
    )


def _address(meeting: "MeetingRow | None", *, out: int) -> str:
    here = current_network().slug
    if meeting is None:
        return url_for("organiser.show_network_consents", network=here, out=out)
    return url_for("organiser.show_consents", network=here, meeting=meeting.slug, out=out)


def _listed_as(person: "PersonRow") -> str:
    return index_name(title=person.title, given=person.given, family=person.family)


def _mail(meeting: "MeetingRow | None", standing: asking.Standing) -> dict[str, object]:
    """Return the mail to the first of those who are asked, to be looked at."""
    here, office = current_network(), office_of(current_app.extensions["eventsvc.settings"])
    if not standing.to_ask:
        return {"message": None, "plain": "", "mail_language": ""}
    first = standing.to_ask[0]
    message = preview(here, meeting, first, office=office, now=clock.now())
    body = message.get_body(("plain",)) if message else None
    plain = body.get_content() if body else ""
    return {"message": message, "plain": plain, "mail_language": language_for(here, first)}


def _ask(meeting: "MeetingRow | None") -> None:
    nonce = request.form.get("nonce", "")[:64]
    try:
        number = asking.ask(current_network(), meeting, nonce=nonce, act=acting())
    except DoneAlready:
        flash(gettext("This was sent already; the second click changed nothing."), "info")
    else:
        words = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number)
        flash(words, "success")

"""How far the mails of a mailing got: the numbers, and behind each the people."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext

from eventsvc.db.queries import mailings as queries
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.placeholders import NAMES, filled
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import current_network
from eventsvc.web.paging import PER_PAGE, place_of

if TYPE_CHECKING:
    from eventsvc.db.models import MailingRow, MeetingRow

MAIL_STATES: Mapping[OutboxState | None, tuple[LazyString, str]] = {
    OutboxState.REFUSED: (lazy_gettext("Refused"), "danger"),
    OutboxState.WAITING: (lazy_gettext("Waits to be sent"), "info"),
    OutboxState.SENT: (lazy_gettext("Sent"), "success"),
    None: (lazy_gettext("Not sent: was no longer needed"), "plain"),
}
"""What is said of a mail, and the kind of badge it stands in."""
DROPPED = "dropped"
"""How an address calls the mails that were no longer needed."""


def progress(mailing: "MailingRow", meeting: "MeetingRow") -> Mapping[str, Any]:
    """Return what the page of a sent mailing shows, narrowed by ``?state=``, fifty to a page."""
    counts = queries.states_of([mailing.id])[mailing.id]
    wanted = {state or DROPPED: state for state in MAIL_STATES}
    show = request.args.get("state", "")
    states = {wanted[show]} if show in wanted else set(MAIL_STATES)
    place = place_of(sum(counts[one] for one in states), request.args.get("page", 1, type=int))

    address = partial(_address, meeting, mailing, show)
    return {
        "subject": subject_of(mailing, meeting),
        "total": sum(counts.values()),
        "numbers": [
            (words, counts[state], _address(meeting, mailing, state or DROPPED))
            for state, (words, _) in MAIL_STATES.items()
            if counts[state]
        ],
        "is_narrowed": show in wanted,
        "recipients": queries.reached(mailing.id, states=states, begin=place.begin, count=PER_PAGE),
        "place": place,
        "address": address,
        "whole": _address(meeting, mailing, ""),
        "states": MAIL_STATES,
    }


def _address(meeting: "MeetingRow", mailing: "MailingRow", state: str, page: int = 1) -> str:
    return url_for(
        "organiser.show_mailing",
        network=current_network().slug,
        meeting=meeting.slug,
        mailing=mailing.key,
        state=state or None,
        page=page if page > 1 else None,
    )


def subject_of(mailing: "MailingRow", meeting: "MeetingRow") -> str:
    """Return the subject as the office knows it; what differs from mail to mail is left open."""
    known = {
        "meeting": str(text(meeting.title)),
        "place": meeting.place,
        "network": str(text(current_network().name)),
    }
    return filled(str(text(mailing.subject)), dict.fromkeys(NAMES, "…") | known)

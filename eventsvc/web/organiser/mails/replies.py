"""Answers to invitations that calendar programs sent by mail: what came in, what it changed."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from eventsvc.db.queries.mail_replies import replies_by_mail
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.imip import ANSWERS, Outcome
from eventsvc.domain.times import wall_time
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.words import REPLIES

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.TAKEN: lazy_gettext("Counts"),
    Outcome.NO_CALENDAR: lazy_gettext("No answer of a calendar program. Read it in the mailbox."),
    Outcome.UNREADABLE: lazy_gettext("Cannot be read. Ask the sender to use the personal link."),
    Outcome.NOT_A_REPLY: lazy_gettext("Answers no invitation of ours. Read it in the mailbox."),
    Outcome.UNKNOWN_MEETING: lazy_gettext("Names a meeting that there is not."),
    Outcome.NOT_INVITED: lazy_gettext("This address is not on the list. Invite it first."),
    Outcome.NO_PROOF: lazy_gettext(
        "Nothing proves that the invited person wrote it. Ask them, then enter the reply."
    ),
    Outcome.DOUBLED: lazy_gettext("Came a second time."),
    Outcome.OLD: lazy_gettext("A newer reply is known, or the meeting was changed since."),
    Outcome.AHEAD: lazy_gettext("Answers an invitation that there never was."),
    Outcome.UNKNOWN_ANSWER: lazy_gettext("Says neither yes, nor perhaps, nor no."),
    Outcome.CLOSED: lazy_gettext("The meeting is over or cancelled."),
    Outcome.COUNTER: lazy_gettext("Proposes another time. Answer the sender yourself."),
}
"""What became of a mail, with the remedy where there is one."""


@blueprint.get("/<network>/replies")
@requires("attendees.see")
def list_mail_replies(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what came in, whatever became of it."""
    here = current_network()
    rows = replies_by_mail(here.id)
    return render_template(
        "organiser/mail_replies.html",
        network=here,
        lines=[(row, wall_time(row.received_at, tzid=here.tzid)) for row in rows],
        proposals={row.id: _proposal(row.proposes) for row in rows},
        replies={one.value: REPLIES[one] for one in PartStat if one in ANSWERS},
        outcomes=OUTCOMES,
        taken=sum(row.outcome is Outcome.TAKEN for row in rows),
    )


def _proposal(written: str) -> date | str:
    """Return the moment in UTC or the day that a mail proposes; its words if they are neither."""
    with suppress(ValueError):
        return date.fromisoformat(written)
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        # A time without a zone is shown as it was written.
        return moment.astimezone(UTC) if moment.tzinfo else moment
    return written

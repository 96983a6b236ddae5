"""The meetings of a network, and one meeting as its office sees it."""

import secrets
from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import organiser as queries
from eventsvc.db.queries.cards import cards_at
from eventsvc.db.queries.effects import open_effects
from eventsvc.db.queries.mailings import who_knows_it_otherwise
from eventsvc.db.queries.rights import open_requests
from eventsvc.domain.access import Place, may
from eventsvc.domain.errors import NotFound
from eventsvc.domain.times import wall_time
from eventsvc.web import clock
from eventsvc.web.agenda import office_days
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.mails.mailings import planned
from eventsvc.web.organiser.numbers import headcounts
from eventsvc.web.organiser.organisations.pages import empty_profiles_at
from eventsvc.web.organiser.privacy.effects import effect_lines
from eventsvc.web.organiser.privacy.rights import words_of_rights
from eventsvc.web.words import MODES, NOTICES, STATUSES, VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow


@blueprint.get("/<network>/meetings")
@requires("meetings.see")
def list_meetings(network: str) -> ResponseReturnValue:
    """Show all meetings of the network, those to come first."""
    now = clock.now()
    meetings = queries.meetings_of(current_network().id)
    return render_template(
        "organiser/meetings.html",
        network=current_network(),
        coming=[row for row in reversed(meetings) if row.dtend > now],
        past=[row for row in meetings if row.dtend <= now],
        statuses=STATUSES,
        may_change=may(current_actor(), "meetings.change", Place(network)),
    )


@blueprint.get("/<network>/meetings/<meeting>")
@requires("meeting.see")
def show_meeting(network: str, meeting: str) -> ResponseReturnValue:
    """Show one meeting: its numbers, notices and the whole agenda."""
    row = whole_meeting(meeting)
    is_office = may(current_actor(), "attendees.see", Place(network, meeting))
    may_tell = is_office and clock.now() < row.dtend
    return render_template(
        "organiser/meeting.html",
        network=current_network(),
        meeting=row,
        numbers=headcounts([current_network()], [row])[row.id] if is_office else None,
        empty=len(empty_profiles_at(row)) if is_office else 0,
        untold=who_knows_it_otherwise(row) if may_tell else 0,
        planned=planned(row) if may_tell else None,
        effects=effect_lines(open_effects(row.network_id, meeting_id=row.id)) if is_office else (),
        asked=open_requests([row.network_id], meeting_id=row.id) if is_office else (),
        **words_of_rights(row.tzid),
        cards=cards_at(row.network_id, row.id),
        steps_in_order=_steps(row),
        nonce=secrets.token_hex(16),
        days=office_days(row, VISIBILITIES),
        statuses=STATUSES,
        modes=MODES,
        visibilities=VISIBILITIES,
        notices=NOTICES,
        may_change=may(current_actor(), "meeting.change", Place(network, meeting)),
    )


def _steps(row: "MeetingRow") -> tuple[str, ...]:
    """Return the groups of what the office does for a meeting, what is next first."""
    now = clock.now()
    if now >= row.dtend:
        return ("after", "before", "at", "itself")
    if wall_time(now, tzid=row.tzid).date() >= row.local_start.date():
        return ("at", "after", "before", "itself")
    return ("before", "at", "after", "itself")


def whole_meeting(slug: str) -> "MeetingRow":
    """Return the meeting with everything its page shows.

    Raises:
        NotFound: The network has no such meeting.
    """
    row = queries.whole_meeting(current_network().id, slug)
    if row is None:
        raise NotFound
    return row

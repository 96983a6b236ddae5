"""The list of a meeting: who comes, how, and what they agreed to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import attendances as queries
from eventsvc.db.queries import consents
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.consents import Purpose, may_photograph, may_share_contact
from eventsvc.domain.headcounts import Counted, comes_without_photo, lacks_badge
from eventsvc.domain.names import index_name
from eventsvc.domain.spelling import words as words_of
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.words import ATTENDS, REPLIES, ROLES

if TYPE_CHECKING:
    from eventsvc.db.models import AttendanceRow, MeetingRow

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One line of the list. ``shares_contact``: others on the list may be given the address."""

    name: str
    organisation: Mapping[str, str]
    function: str
    second_line: str
    row: "AttendanceRow"
    counted: Counted
    shares_contact: bool

    @property
    def searched(self) -> str:
        """Return everything a search looks into, folded."""
        return " ".join(
            words_of(" ".join((self.name, *self.organisation.values(), self.second_line)))
        )


FILTERS: Mapping[str, Callable[[Attendee], bool]] = {
    "accepted": lambda one: one.row.partstat is PartStat.ACCEPTED,
    "unanswered": lambda one: one.row.partstat is PartStat.NEEDS_ACTION,
    "declined": lambda one: one.row.partstat is PartStat.DECLINED,
    "no-photo": lambda one: comes_without_photo(one.counted),
    "unprinted": lambda one: lacks_badge(one.counted),
}
"""What ``?show=`` may ask for; each number of the meeting's page leads to the list behind it."""


@blueprint.get("/<network>/meetings/<meeting>/attendees")
@requires("attendees.see")
def list_attendees(network: str, meeting: str) -> ResponseReturnValue:
    """Show the list, searched by ``?q=``, narrowed by ``?show=``, fifty to a page."""
    row = wanted_meeting(meeting)
    everybody = _attendees(row)
    show, words = request.args.get("show", ""), request.args.get("q", "").strip()
    found = _found(everybody, show=show, words=words)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "organiser/attendees.html",
        network=current_network(),
        meeting=row,
        attendees=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        found=len(found),
        total=len(everybody),
        show=show if show in FILTERS else "",
        q=words,
        page=page,
        pages=pages,
        address=_address_of(network, meeting, show=show, q=words),
        replies=REPLIES,
        attends=ATTENDS,
        roles=ROLES,
    )


def _attendees(meeting: "MeetingRow") -> list[Attendee]:
    decisions = consents.decisions_for_meeting(meeting.network_id, meeting.id)
    bases = consents.bases_of_meeting(meeting.id)
    printed = queries.printed_attendances(meeting.id)
    rows = queries.attendances_of(meeting.network_id, meeting.id)
    return [
        Attendee(
            name=index_name(
                title=row.person.title, given=row.person.given, family=row.person.family
            ),
            organisation=row.organisation.name if row.organisation else {},
            function=row.function,
            second_line=row.second_line,
            row=row,
            counted=Counted(
                partstat=row.partstat,
                attends=row.attends,
                seat=row.seat,
                is_printed=row.id in printed,
                may_be_photographed=may_photograph(decisions.get(row.person_id, ()), bases=bases),
            ),
            shares_contact=not row.person.never_share
            and may_share_contact(
                decisions.get(row.person_id, ()), audience=Purpose.CONTACT_ATTENDEES
            ),
        )
        for row in rows
    ]


def _found(everybody: Sequence[Attendee], *, show: str, words: str) -> list[Attendee]:
    """Return those that ``show`` asks for and that have every one of ``words`` somewhere."""
    sought = words_of(words)
    fits = FILTERS.get(show)
    return [
        one
        for one in everybody
        if (fits is None or fits(one)) and all(word in one.searched for word in sought)
    ]


def _address_of(network: str, meeting: str, *, show: str, q: str) -> Callable[[int], str]:
    def address(page: int) -> str:
        return url_for(
            "organiser.list_attendees",
            network=network,
            meeting=meeting,
            show=show or None,
            q=q or None,
            page=page,
        )

    return address

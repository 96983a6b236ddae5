"""The first page after signing in: the networks and what their next meetings need."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import directory, profile_versions
from eventsvc.db.queries import networks as network_queries
from eventsvc.db.queries import organiser as queries
from eventsvc.db.queries.date_polls import undecided_polls
from eventsvc.db.queries.mail_replies import count_unheeded
from eventsvc.db.queries.outbox import refused_mails
from eventsvc.db.queries.proposals import count_proposals
from eventsvc.db.queries.rights import open_requests
from eventsvc.domain.access import Place, Role, may
from eventsvc.domain.rights import due_on
from eventsvc.services.dates.date_polls import is_open
from eventsvc.web import clock
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.organiser.blueprint import blueprint
from eventsvc.web.organiser.numbers import headcounts
from eventsvc.web.words import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import DatePollRow, MeetingRow, NetworkRow


_LATELY = timedelta(days=14)
"""For how long replies by mail that changed nothing are told of."""


@dataclass(frozen=True, slots=True)
class Section:
    """One network of the overview, with the meetings that this reader may see."""

    network: "NetworkRow"
    meetings: "list[MeetingRow]"
    shows_numbers: bool
    lists_meetings: bool
    writes_mails: bool


@blueprint.get("/")
@requires("overview.see")
def overview() -> ResponseReturnValue:
    """Show the reader's networks, the next meetings and the mails that came back."""
    networks = _networks()
    ids = [network.id for network in networks]
    meetings = queries.next_meetings(ids, now=clock.now())
    by_network = {
        network_id: list(group)
        for network_id, group in groupby(
            sorted(meetings, key=lambda row: row.network_id), key=lambda row: row.network_id
        )
    }
    sections = [_section(network, by_network.get(network.id, [])) for network in networks]
    counted = [row for part in sections if part.shows_numbers for row in part.meetings]
    offices = [part.network.id for part in sections if part.shows_numbers]
    return render_template(
        "organiser/overview.html",
        sections=sections,
        numbers=headcounts(networks, counted),
        refused=refused_mails(offices),
        empty=directory.empty_profiles(offices),
        unseen=profile_versions.unseen_profiles(offices),
        waiting=count_proposals(offices),
        undecided=_undecided(networks),
        rights=_rights(offices),
        unheeded=count_unheeded(offices, since=clock.now() - _LATELY),
        statuses=STATUSES,
    )


def _networks() -> "Sequence[NetworkRow]":
    grants = current_actor().grants
    if any(grant.role is Role.ADMINISTRATOR for grant in grants):
        return network_queries.networks()
    return queries.networks_by_slugs([grant.network for grant in grants])


def _undecided(networks: "Sequence[NetworkRow]") -> "dict[int, list[DatePollRow]]":
    """Return network id → date polls whose last day is over, of whom the reader may choose one."""
    actor, now = current_actor(), clock.now()
    mine = {one.id: one for one in networks if may(actor, "meetings.change", Place(one.slug))}
    found: dict[int, list[DatePollRow]] = {}
    for row in undecided_polls(mine.keys()):
        if not is_open(row, mine[row.network_id], now=now):
            found.setdefault(row.network_id, []).append(row)
    return found


def _rights(offices: "Sequence[int]") -> dict[int, tuple[int, date]]:
    """Return network id → how many requests about data wait, and when the first answer is due."""
    found: dict[int, tuple[int, date]] = {}
    for row in open_requests(offices):
        count, due = found.get(row.network_id, (0, due_on(row.came_on)))
        found[row.network_id] = (count + 1, due)
    return found


def _section(network: "NetworkRow", meetings: "list[MeetingRow]") -> Section:
    actor = current_actor()
    return Section(
        network,
        [row for row in meetings if may(actor, "meeting.see", Place(network.slug, row.slug))],
        shows_numbers=may(actor, "attendees.see", Place(network.slug)),
        lists_meetings=may(actor, "meetings.see", Place(network.slug)),
        writes_mails=may(actor, "attendees.change", Place(network.slug)),
    )

"""Meetings: the list, and the page of each with its agenda."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import abort, render_template, request

from eventsvc.db.queries.documents import document_with_key, documents_of
from eventsvc.db.queries.meetings import (
    coming_meetings,
    hosts,
    meeting_before,
    meeting_by_slug,
    past_meetings,
    public_agenda,
)
from eventsvc.db.queries.organisations import members_with_news, newcomers
from eventsvc.domain.addresses import meeting_address
from eventsvc.domain.documents import FOR_ALL
from eventsvc.domain.profiles import News, news_within
from eventsvc.services.attendees.registrations import is_open
from eventsvc.web.agenda import public_days
from eventsvc.web.clock import now
from eventsvc.web.languages import public_address
from eventsvc.web.public.network import blueprint
from eventsvc.web.sandbox import meeting_download
from eventsvc.web.shown import shown
from eventsvc.web.words import NOTICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from eventsvc.db.models import MeetingRow, NetworkRow
    from eventsvc.db.queries.organisations import Member

PER_PAGE = 50
_LAST_PAGE = 1000
_NEWS_FOR = timedelta(days=180)
"""How far back news of members are told where no meeting came before."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a member has to tell since the meeting before."""

    member: "Member"
    news: list[News]


@blueprint.get("/n/<network>/meetings")
def meetings(network: "NetworkRow") -> str:
    """List the meetings that come and those that were, fifty of each per page."""
    page = request.args.get("page", 1, int)
    if not 1 <= page <= _LAST_PAGE:
        abort(404)
    # One more than a page holds tells whether there is a next page.
    moment, limit, offset = now(), PER_PAGE + 1, (page - 1) * PER_PAGE
    coming = coming_meetings(network.id, now=moment, limit=limit, offset=offset)
    past = past_meetings(network.id, now=moment, limit=limit, offset=offset)
    return render_template(
        "public/meetings.html",
        coming=[shown(row) for row in coming[:PER_PAGE]],
        past=[shown(row) for row in past[:PER_PAGE]],
        page=page,
        is_last=max(len(coming), len(past)) <= PER_PAGE,
    )


@blueprint.get("/n/<network>/meetings/<slug>")
def meeting(network: "NetworkRow", slug: str) -> str:
    """Show one public meeting: when, where, its agenda, its notices, who is new."""
    row = meeting_by_slug(network.id, slug) or abort(404)
    before = meeting_before(network.id, row)
    return render_template(
        "public/meeting.html",
        meeting=shown(row),
        hosts=hosts(row.id),
        days=public_days(row, public_agenda(row.id)),
        newcomers=_newcomers(network, before, row),
        reports=_reports(network, before, row),
        may_register=is_open(row, now=now()),
        notice_titles=NOTICES,
        address=meeting_address(public_address(), network.slug, slug),
        documents=documents_of(network.id, [row.id], audiences=FOR_ALL)[row.id],
    )


@blueprint.get("/n/<network>/meetings/<slug>/documents/<key>")
def meeting_document(network: "NetworkRow", slug: str, key: str) -> "Response":
    """Send a public document of a public meeting."""
    meeting = meeting_by_slug(network.id, slug) or abort(404)
    row = document_with_key(network.id, key)
    if row is None or row.meeting_id != meeting.id or row.audience not in FOR_ALL:
        abort(404)
    return meeting_download(row, network)


def _newcomers(
    network: "NetworkRow", before: "MeetingRow | None", row: "MeetingRow"
) -> "Sequence[Member]":
    """Return who joined since the meeting before; at the first one nobody is new."""
    if before is None:
        return []
    return newcomers(network.id, after=before.local_start.date(), until=row.local_start.date())


def _reports(network: "NetworkRow", before: "MeetingRow | None", row: "MeetingRow") -> list[Report]:
    """Return the news of the members since the meeting before, up to the end of this one."""
    until = row.local_start.date() + (row.dtend - row.dtstart)
    after = before.local_start.date() if before else until - _NEWS_FOR
    found = [
        Report(member, news_within(member.row.profile.news, after=after, until=until))
        for member in members_with_news(network.id, today=until)
        if member.row.profile is not None
    ]
    return [one for one in found if one.news]

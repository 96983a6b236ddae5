"""The meetings of a network, and one meeting as its office sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import organiser as queries
from eventsvc.domain.access import Place, may
from eventsvc.domain.agenda import Item, Slot, timetable
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.names import display_name
from eventsvc.services.calendar import when_of
from eventsvc.web import clock
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.numbers import headcounts
from eventsvc.web.organiser.words import MODES, STATUSES, VISIBILITIES
from eventsvc.web.words import NOTICES

if TYPE_CHECKING:
    from eventsvc.db.models import AgendaItemRow, MeetingRow, SpeakerRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of the agenda, in the form the macro ``agenda`` takes."""

    start: datetime | None
    minutes: int | None
    number: str
    title: Mapping[str, str]
    text: Mapping[str, str] | str
    speakers: list[str]
    track: str
    marks: list[object]
    row: "AgendaItemRow"


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
    return render_template(
        "organiser/meeting.html",
        network=current_network(),
        meeting=row,
        numbers=headcounts([row.id])[row.id] if is_office else None,
        days=days_of(row),
        statuses=STATUSES,
        modes=MODES,
        visibilities=VISIBILITIES,
        notices=NOTICES,
        may_change=may(current_actor(), "meeting.change", Place(network, meeting)),
    )


def whole_meeting(slug: str) -> "MeetingRow":
    """Return the meeting with everything its page shows.

    Raises:
        NotFound: The network has no such meeting.
    """
    row = queries.whole_meeting(current_network().id, slug)
    if row is None:
        raise NotFound
    return row


def days_of(meeting: "MeetingRow") -> list[tuple[date | None, list[Entry]]]:
    """Return the agenda by day; a date stands only where there are several."""
    when = when_of(meeting)
    dates = when.dates()
    # A meeting that was cut short may still have items of a day that is gone: they have no time.
    timed = [row for row in meeting.agenda if row.day <= len(dates)]
    items = [
        Item(day=row.day, track=row.track, pinned_at=row.pinned_at, minutes=row.minutes)
        for row in timed
    ]
    slots = dict(zip((row.id for row in timed), timetable(items, when=when), strict=True))
    ordered = sorted(meeting.agenda, key=lambda row: row.day)
    return [
        (
            dates[day - 1] if 1 < len(dates) >= day else None,
            [_entry(row, slots.get(row.id)) for row in rows],
        )
        for day, rows in groupby(ordered, key=lambda row: row.day)
    ]


def _entry(row: "AgendaItemRow", slot: Slot | None) -> Entry:
    return Entry(
        start=slot.start if slot else None,
        minutes=row.minutes,
        number=row.number,
        title=row.title,
        text=row.description if any(row.description.values()) else "",
        speakers=[name for name in map(_speaker, row.speakers) if name],
        track=row.track,
        marks=[] if row.visibility is Visibility.PUBLIC else [VISIBILITIES[row.visibility]],
        row=row,
    )


def _speaker(row: "SpeakerRow") -> str:
    name = row.name
    if row.person:
        person = row.person
        name = display_name(title=person.title, given=person.given, family=person.family)
    organisation = str(text(row.organisation.name)) if row.organisation else ""
    return f"{name} ({organisation})" if name and organisation else name or organisation

"""The agenda of a meeting as pages show it: by day, with computed times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from eventsvc.domain.agenda import Item, timetable
from eventsvc.domain.meetings import Visibility
from eventsvc.services.calendar.calendar import when_of
from eventsvc.web.jinja import person_name, text

if TYPE_CHECKING:
    from eventsvc.db.models import AgendaItemRow, MeetingRow, PersonRow, SpeakerRow
    from eventsvc.db.queries.meetings import AgendaRows


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
    """What only the office is told: who may see a point that is not public."""
    row: "AgendaItemRow"


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day; ``date`` is None when the meeting has only one."""

    date: date | None
    entries: list[Entry]


def public_days(meeting: "MeetingRow", rows: "AgendaRows") -> list[Day]:
    """Return the days that have public items, in order. Hidden items only take their time."""
    return _days(
        meeting,
        rows.timings,
        {
            row: _entry(row, speakers=[_public_speaker(it) for it in row.speakers])
            for row in rows.items
        },
    )


def office_days(meeting: "MeetingRow", marks: Mapping[Visibility, object]) -> list[Day]:
    """Return all days with every item; ``marks`` says who may see one that is not public."""
    timings = tuple(
        (
            row.id,
            Item(day=row.day, track=row.track, pinned_at=row.pinned_at, minutes=row.minutes),
        )
        for row in meeting.agenda
    )
    entries = {
        row: _entry(
            row,
            speakers=[_speaker(it) for it in row.speakers],
            marks=[] if row.visibility is Visibility.PUBLIC else [marks[row.visibility]],
        )
        for row in meeting.agenda
    }
    return _days(meeting, timings, entries)


def _days(
    meeting: "MeetingRow",
    timings: Sequence[tuple[int, Item]],
    entries: "Mapping[AgendaItemRow, Entry]",
) -> list[Day]:
    when = when_of(meeting)
    dates = when.dates()
    # A meeting that was cut short may still have items of a day that is gone: they have no time.
    timed = [(number, item) for number, item in timings if item.day <= len(dates)]
    slots = timetable([item for _, item in timed], when=when)
    starts = {number: slot.start for (number, _), slot in zip(timed, slots, strict=True)}
    ordered = sorted(entries, key=lambda row: row.day)
    return [
        Day(
            dates[day - 1] if len(dates) >= max(day, 2) else None,
            [replace(entries[row], start=starts.get(row.id)) for row in of_day],
        )
        for day, of_day in groupby(ordered, key=lambda row: row.day)
    ]


def _entry(row: "AgendaItemRow", *, speakers: list[str], marks: Sequence[object] = ()) -> Entry:
    return Entry(
        start=None,
        minutes=row.minutes,
        number=row.number,
        title=row.title,
        text=row.description if any(row.description.values()) else "",
        speakers=[name for name in speakers if name],
        track=row.track,
        marks=list(marks),
        row=row,
    )


def _public_speaker(row: "SpeakerRow") -> str:
    """Return the speaker; of somebody who must never be shared only the organisation."""
    return _named(row, person=None if row.person and row.person.never_share else row.person)


def _speaker(row: "SpeakerRow") -> str:
    return _named(row, person=row.person)


def _named(row: "SpeakerRow", *, person: "PersonRow | None") -> str:
    """Return "Anna Beispiel (Stadt Gera)", or what of it there is."""
    organisation = str(text(row.organisation.name)) if row.organisation else ""
    name = row.name or (person_name(person) if person else "")
    return f"{name} ({organisation})" if name and organisation else name or organisation

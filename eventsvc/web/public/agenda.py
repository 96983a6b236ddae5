"""The agenda of a meeting as its page shows it: by day, with computed times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from eventsvc.domain.agenda import Slot, timetable
from eventsvc.domain.times import When
from eventsvc.web.jinja import person_name, text

if TYPE_CHECKING:
    from eventsvc.db.models import AgendaItemRow, MeetingRow, SpeakerRow
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


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day; ``date`` is None when the meeting has only one."""

    date: date | None
    entries: list[Entry]


def agenda_days(meeting: "MeetingRow", rows: "AgendaRows") -> list[Day]:
    """Return the days that have public items, in order."""
    when = When(
        start=meeting.local_start,
        end=meeting.local_end,
        tzid=meeting.tzid,
        all_day=meeting.all_day,
    )
    dates = when.dates()
    # A meeting that was cut short may still have items of a day that is gone: they have no time.
    timed = [(number, item) for number, item in rows.timings if item.day <= len(dates)]
    slots = timetable([item for _, item in timed], when=when)
    starts = {number: slot for (number, _), slot in zip(timed, slots, strict=True)}
    ordered = sorted(rows.items, key=lambda row: row.day)
    return [
        Day(
            dates[day - 1] if len(dates) >= max(day, 2) else None,
            [_entry(row, starts.get(row.id)) for row in of_day],
        )
        for day, of_day in groupby(ordered, key=lambda row: row.day)
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
    )


def _speaker(row: "SpeakerRow") -> str:
    """Return "Anna Beispiel (Stadt Gera)"; who must never be shared is only "Stadt Gera"."""
    organisation = str(text(row.organisation.name)) if row.organisation else ""
    name = row.name
    if not name and row.person and not row.person.never_share:
        name = person_name(row.person)
    return f"{name} ({organisation})" if name and organisation else name or organisation

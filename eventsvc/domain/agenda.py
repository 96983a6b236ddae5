"""The times of an agenda, computed from what the office wrote down.

An item that is pinned stands at its time. Any other follows the item before it, by durations.
Each day has its own chain and each track of it a branch: the first item of a track begins where
the plenary before it ends, the next plenary item (track ``""``) when the last of the tracks ends.

What nobody knows is not guessed: an item without a duration has no end, and what follows it has
no times until the next pin. Only day 1 has a start of its own, the meeting's; an all-day meeting
has none. Confidential items belong into the computation, whoever reads the result.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from eventsvc.domain.errors import DomainError
from eventsvc.domain.times import When, moment_of, wall_time


class DayOutsideMeeting(DomainError):
    """The agenda item's day is not one of the meeting's days; the first day is 1."""

    code = "day-outside-meeting"


class NoDuration(DomainError):
    """A duration is one minute or more; one that is not known is left out."""

    code = "no-duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What of an agenda item decides its time: day 1 is the first, durations are minutes."""

    day: int = 1
    track: str = ""
    pinned_at: time | None = None
    minutes: int | None = None

    def __post_init__(self) -> None:
        if self.day < 1:
            raise DayOutsideMeeting(day=self.day)
        if self.minutes is not None and self.minutes < 1:
            raise NoDuration(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when an item lasts, in the meeting's wall time; None is not known."""

    start: datetime | None
    end: datetime | None


@dataclass(slots=True)
class _Day:
    """Where the chains of one day have come to: UTC moments, so that nights of change count."""

    plenary: datetime | None = None
    tracks: dict[str, datetime | None] = field(default_factory=dict)

    def next_start(self, track: str) -> datetime | None:
        if track:
            return self.tracks.get(track, self.plenary)
        if not self.tracks:
            return self.plenary
        if None in self.tracks.values():
            return None
        ends = (*self.tracks.values(), self.plenary)
        return max(end for end in ends if end is not None)

    def reached(self, track: str, end: datetime | None) -> None:
        if track:
            self.tracks[track] = end
        else:
            self.plenary = end
            self.tracks.clear()


def timetable(items: Iterable[Item], *, when: When) -> tuple[Slot, ...]:
    """Return the slot of each item, in the order given, which is the order of the agenda.

    A pin holds even where it overlaps the item before; the chain goes on from there.

    Raises:
        DayOutsideMeeting: An item's day lies after the meeting's last.
        NonexistentTime: The clocks skip a pinned time that night.
    """
    dates = when.dates()
    days = {number: _Day() for number in range(1, len(dates) + 1)}
    days[1].plenary = None if when.all_day else when.dtstart
    slots = []
    for item in items:
        if item.day not in days:
            raise DayOutsideMeeting(day=item.day, days=len(dates))
        day = days[item.day]
        start = day.next_start(item.track)
        if item.pinned_at is not None:
            pinned = datetime.combine(dates[item.day - 1], item.pinned_at)
            start = moment_of(pinned, tzid=when.tzid)
        end = _after(start, item.minutes)
        day.reached(item.track, end)
        slots.append(Slot(_local(start, when), _local(end, when)))
    return tuple(slots)


def _after(start: datetime | None, minutes: int | None) -> datetime | None:
    return None if start is None or minutes is None else start + timedelta(minutes=minutes)


def _local(moment: datetime | None, when: When) -> datetime | None:
    return None if moment is None else wall_time(moment, tzid=when.tzid)

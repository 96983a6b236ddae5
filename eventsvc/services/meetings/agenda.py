"""The agenda of a meeting, changed point by point. Times follow by themselves (domain.agenda)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eventsvc.db.models import AgendaItemRow, MeetingRow, SpeakerRow
from eventsvc.db.queries import changing as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.agenda import DayOutsideMeeting
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.meetings import MeetingCancelled, may_change
from eventsvc.services.acts import Act
from eventsvc.services.calendar.calendar import when_of
from eventsvc.services.meetings.meeting_values import lined_up, read_agenda


class AgendaChanged(DomainError):
    """A point does not stand any more where the page showed it."""

    code = "agenda-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A point to add: its values, and the id of the point it comes after; None: the last."""

    values: Mapping[str, Any]
    nonce: str
    after: int | None = None


def add(slug: str, new: NewItem, *, act: Act) -> AgendaItemRow:
    """Add a point to the agenda.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound, MeetingCancelled: There is no such meeting, or it takes no change.
        DayOutsideMeeting: The meeting does not last until that day.
    """
    with transaction() as writing:
        act.once(new.nonce)
        meeting = _meeting(slug, act)
        item = AgendaItemRow(speakers=[])
        _write(item, new.values, meeting)
        places = [at for at, row in enumerate(meeting.agenda, start=1) if row.id == new.after]
        meeting.agenda.insert(places[0] if places else len(meeting.agenda), item)
        _number(meeting)
        writing.flush()
        act.note("agenda.added", f"meeting:{meeting.key}")
    return item


def take_over(slug: str, earlier: str, *, nonce: str, act: Act) -> int:
    """Add the points of an ``earlier`` meeting after those there are; return how many.

    Points of days that this meeting does not have stand on its last.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound, MeetingCancelled: There is no such meeting, or it takes no change.
    """
    with transaction():
        act.once(nonce)
        meeting, source = _meeting(slug, act), queries.whole_meeting(act.network_id or 0, earlier)
        if source is None:
            raise NotFound
        days = len(when_of(meeting).dates())
        taken = read_agenda(source)
        for values in taken:
            item = AgendaItemRow(speakers=[])
            _write(item, values | {"day": min(values["day"], days)}, meeting)
            meeting.agenda.append(item)
        _number(meeting)
        act.note("agenda.taken-over", f"meeting:{meeting.key}", {"items": len(taken)})
    return len(taken)


def change(slug: str, item_id: int, values: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Change one point.

    Raises:
        NotFound, MeetingCancelled, DayOutsideMeeting: As for ``add``.
        EditConflict: Somebody else changed it since ``version``.
    """
    with transaction():
        meeting = _meeting(slug, act)
        _write(expect(_item(meeting, item_id), version), values, meeting)
        act.note("agenda.changed", f"meeting:{meeting.key}")


def delete(slug: str, item_id: int, *, version: int, act: Act) -> None:
    """Delete one point; the others keep their order.

    Raises:
        NotFound, MeetingCancelled, EditConflict: As for ``change``.
    """
    with transaction():
        meeting = _meeting(slug, act)
        meeting.agenda.remove(expect(_item(meeting, item_id), version))
        _number(meeting)
        act.note("agenda.deleted", f"meeting:{meeting.key}")


def move(slug: str, item_id: int, *, by: int, seen_at: int, act: Act) -> None:
    """Move a point up (``by`` -1, -2, …) or down (1, 2, …) among those of its day.

    ``seen_at`` is its place in the whole agenda on the page, so that a second click, or one on
    an old page, moves nothing else. The first of a day cannot go up, the last not down.

    Raises:
        NotFound, MeetingCancelled: As for ``add``.
        AgendaChanged: It stands somewhere else by now.
    """
    with transaction():
        meeting = _meeting(slug, act)
        item = _item(meeting, item_id)
        if meeting.agenda.index(item) != seen_at:
            raise AgendaChanged
        same_day = [row for row in meeting.agenda if row.day == item.day]
        to = same_day.index(item) + by
        if not 0 <= to < len(same_day):
            return
        places = sorted(meeting.agenda.index(row) for row in same_day)
        same_day.remove(item)
        same_day.insert(to, item)
        rows = list(meeting.agenda)
        for place, row in zip(places, same_day, strict=True):
            rows[place] = row
        for position, row in enumerate(rows):
            row.position = position
        act.note("agenda.moved", f"meeting:{meeting.key}")


def _meeting(slug: str, act: Act) -> MeetingRow:
    meeting = queries.whole_meeting(act.network_id or 0, slug)
    if meeting is None:
        raise NotFound
    if not may_change(meeting.status):
        raise MeetingCancelled
    return meeting


def _item(meeting: MeetingRow, item_id: int) -> AgendaItemRow:
    found = next((row for row in meeting.agenda if row.id == item_id), None)
    if found is None:
        raise NotFound
    return found


def _write(item: AgendaItemRow, values: Mapping[str, Any], meeting: MeetingRow) -> None:
    days = len(when_of(meeting).dates())
    if values["day"] > days:
        raise DayOutsideMeeting(day=values["day"], days=days, field="day")
    for name, value in values.items():
        if name != "speakers":
            setattr(item, name, value)
    item.speakers = lined_up(item.speakers, values["speakers"], SpeakerRow)


def _number(meeting: MeetingRow) -> None:
    for position, row in enumerate(meeting.agenda):
        row.position = position

"""Meetings, changed by their office.

Whatever readers of a calendar see of a change raises SEQUENCE (``services.revisions``), so
subscribed calendars follow by themselves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from eventsvc.db.models import MeetingRow, NetworkRow, SeriesPlanRow
from eventsvc.db.queries import changing as queries
from eventsvc.db.queries.limits import people_concerned_by
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.meetings import MeetingCancelled, MeetingStatus, Visibility, may_change
from eventsvc.domain.slugs import free_slug
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.attendees.seating import SEATS, give_seats
from eventsvc.services.calendar.calendar import when_of
from eventsvc.services.calendar.revisions import seen_by_readers, tell_readers
from eventsvc.services.codes import give_code
from eventsvc.services.meetings.documents import forget_all
from eventsvc.services.meetings.meeting_values import ACCESSORS, empty_meeting, write
from eventsvc.services.privacy.controller_changes import Body, followed
from eventsvc.services.privacy.effects import settle

if TYPE_CHECKING:
    from datetime import date

Values = Mapping[str, Any]
"""Names of columns, and of what ``meeting_values.ACCESSORS`` name, to their values."""
COPIED = ("agenda", "notices", "bases", "photographed_by")
"""What a meeting takes over from the one it is made after."""


class MeetingIsAnnounced(DomainError):
    """Subscribers have the meeting in their calendars; deleting takes it away without a word."""

    code = "meeting-announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """What a new meeting is made of. ``like``: slug of the meeting to copy the agenda from."""

    values: Values
    nonce: str
    like: str = ""


def create(new: NewMeeting, *, act: Act, random: Random) -> MeetingRow:
    """Make a meeting, with a code for the badges of people without an organisation.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: The network has no meeting to copy from.
    """
    with transaction():
        act.once(new.nonce)
        return made(new, act=act, random=random)


def made(new: NewMeeting, *, act: Act, random: Random) -> MeetingRow:
    """Make a meeting in the running transaction.

    Raises:
        NotFound: The network has no meeting to copy from.
    """
    network = session().get_one(NetworkRow, act.network_id)
    slug = _slug(network, new.values)
    row = empty_meeting(network.id, slug, random=random, now=act.at)
    row.slug = slug
    seen = seen_by_readers(network, rows := {})
    if new.like:
        _copy(_meeting(network.id, new.like), row)
    write(row, new.values)
    keep_agenda_inside(row)
    session().add(row)
    session().flush()
    give_code(row, random=random, now=act.at)
    rows[row.key] = row
    tell_readers(network, seen, now=act.at)
    act.note("meeting.created", f"meeting:{row.key}")
    return row


def change(
    slug: str, values: Values, *, version: int, act: Act, body: Body | None = None
) -> MeetingRow:
    """Change a meeting. Its address stays as it is; more seats go to whoever waits.

    ``body``: what another name of who is responsible means.

    Raises:
        NotFound: The network has no such meeting.
        EditConflict: Somebody else changed it since ``version``.
        MeetingCancelled: A cancelled meeting takes no further change.
        ControllerChanges: Another name is responsible, people agreed, and ``body`` says nothing.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        return changed(expect(_meeting(network.id, slug), version), values, act=act, body=body)


def changed(row: MeetingRow, values: Values, *, act: Act, body: Body | None = None) -> MeetingRow:
    """Change a whole meeting in the running transaction.

    Raises:
        MeetingCancelled, ControllerChanges: As for ``change``.
    """
    if not may_change(row.status):
        raise MeetingCancelled
    network = session().get_one(NetworkRow, row.network_id)
    seen = seen_by_readers(network, {row.key: row})
    before = values_of(row, tuple(values))
    with followed(network, [row], body=body, act=act):
        write(row, values)
    tell_readers(network, seen, now=act.at)
    names = sorted(name for name in values if before[name] != read(row, name))
    if SEATS & set(names):
        give_seats(row, public_url=act.public_url, now=act.at)
    if "bases" in names:
        settle(people_concerned_by(row.id), now=act.at)
    act.note("meeting.changed", f"meeting:{row.key}", {"fields": names})
    return row


def cancel(slug: str, *, version: int, act: Act) -> MeetingRow:
    """Cancel a meeting: it stays in calendars as cancelled until 28 days after its date.

    Raises:
        NotFound, EditConflict, MeetingCancelled: As for ``change``.
    """
    return change(slug, {"status": MeetingStatus.CANCELLED}, version=version, act=act)


def delete(slug: str, *, version: int, is_sure: bool, act: Act) -> None:
    """Delete a meeting with its list, agenda, decisions and records of prints.

    Raises:
        NotFound, EditConflict: As for ``change``.
        MeetingIsAnnounced: It is announced, and nobody said ``is_sure``.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        row = expect(_meeting(network.id, slug), version)
        if is_announced(row) and not is_sure:
            raise MeetingIsAnnounced
        rows = {row.key: row}
        seen = seen_by_readers(network, rows)
        people = queries.count_attendances(row.id)
        if row.plan_id and row.slot:
            plan = writing.get_one(SeriesPlanRow, row.plan_id)
            plan.left_out = sorted({*plan.left_out, row.slot.isoformat()})  # never made again
        forget_all(row)
        writing.delete(row)
        rows.clear()
        tell_readers(network, seen, now=act.at)
        act.note("meeting.deleted", f"meeting:{row.key}", {"attendees": people})


def is_announced(meeting: MeetingRow) -> bool:
    """Tell whether calendars outside may carry the meeting: public, and not merely planned."""
    return meeting.visibility is Visibility.PUBLIC and meeting.status is not MeetingStatus.TENTATIVE


def values_of(row: MeetingRow, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of ``row`` by name, as ``change`` takes them."""
    return {name: read(row, name) for name in names}


def read(row: MeetingRow, name: str) -> Any:
    """Return one value of ``row``."""
    return ACCESSORS[name].read(row) if name in ACCESSORS else getattr(row, name)


def _meeting(network_id: int, slug: str) -> MeetingRow:
    row = queries.whole_meeting(network_id, slug)
    if row is None:
        raise NotFound
    return row


def _copy(earlier: MeetingRow, row: MeetingRow) -> None:
    write(row, {name: read(earlier, name) for name in COPIED})


def keep_agenda_inside(row: MeetingRow) -> None:
    """Move items of days that the new meeting does not have to its last."""
    days = len(when_of(row).dates())
    for item in row.agenda:
        item.day = min(item.day, days)


def _slug(network: NetworkRow, values: Values) -> str:
    taken = {"new"} | queries.meeting_slugs(network.id)
    return slug_for(network, values["title"], values["when"].start.date(), taken=taken)


def slug_for(
    network: NetworkRow, title: Mapping[str, str], day: "date", *, taken: Collection[str]
) -> str:
    """Return the name in the address of a meeting called ``title`` on ``day``."""
    chosen = choose(title, language=network.languages[0], fallbacks=network.languages)
    return free_slug(f"{chosen.text} {day:%Y-%m-%d}", taken=taken)

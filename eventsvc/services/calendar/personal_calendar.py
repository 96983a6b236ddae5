"""The calendar of one person: the meetings they may know of, with the way in to their own.

Unlike shared calendars it holds meetings that are not public, and the join link of those on whose
lists the person stands. It names nobody who attends, not even its owner: an address may be handed
on (RFC 5545 has no need for it).
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from eventsvc.db.models import AuditRow, MeetingRow, NetworkRow, PersonalCalendarRow, PersonRow
from eventsvc.db.queries import personal_calendars as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.addresses import network_address
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.calendar import CalendarEvent, CalendarFeed
from eventsvc.domain.errors import NotFound, StorageBusy, StorageFull
from eventsvc.domain.meetings import MeetingStatus, Mode, Published, Visibility, shown_in_feed
from eventsvc.domain.personal_calendar import Alarm, Scope, alarm_before, is_use_noted
from eventsvc.domain.texts import choose
from eventsvc.outputs.calendar import feed_ics
from eventsvc.outputs.templating import translations
from eventsvc.services.calendar.calendar import published, when_of
from eventsvc.services.privacy.personal import PersonalLinkRevoked

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for LAST-MODIFIED where two editions are compared."""
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar as it goes out, and since when it says what it says."""

    body: bytes
    last_modified: datetime


def fetch(
    network: NetworkRow, person: PersonRow, *, language: str, public_url: str, now: datetime
) -> Fetched:
    """Return the person's calendar, and note that it was used.

    A disk that is full keeps nobody from reading; only the note is missing then.

    Raises:
        PersonalLinkRevoked: The person ended it.
    """
    chosen = queries.calendar_of(person.id)
    if chosen is not None and chosen.is_off:
        raise PersonalLinkRevoked
    about = _About(network, language, public_url)
    feed = _feed(about, _events(about, person.id, chosen, now=now))
    digest = sha256(feed_ics(replace(feed, last_modified=NEVER))).hexdigest()
    if chosen is None or chosen.digest != digest or not is_use_noted(chosen.used_at, now=now):
        try:
            chosen = _note_use(person.id, digest, now=now)
        except (StorageBusy, StorageFull):
            chosen = None
    changed_at = chosen.changed_at if chosen else None
    last_modified = changed_at or now.replace(microsecond=0)
    return Fetched(feed_ics(replace(feed, last_modified=last_modified)), last_modified)


def choose_for(person_id: int, *, scope: Scope, alarm: Alarm, now: datetime) -> None:
    """Keep which meetings the person's calendar holds and when it reminds."""
    with transaction():
        row = _locked(person_id)
        row.scope, row.alarm = scope, alarm
        _note("calendar.chosen", person_id, now=now)


def renew(person_id: int, *, now: datetime) -> None:
    """Give the calendar a new address; every earlier one answers that it is gone."""
    with transaction():
        row = _locked(person_id)
        row.generation += 1
        row.is_off, row.used_at = False, None
        _note("calendar.renewed", person_id, now=now)


def end(person_id: int, *, now: datetime) -> None:
    """End the calendar; every address of it answers that it is gone until a new one is asked."""
    with transaction():
        row = _locked(person_id)
        row.generation += 1
        row.is_off, row.used_at = True, None
        _note("calendar.ended", person_id, now=now)


def invitation_ics(
    network: NetworkRow, meeting: MeetingRow, *, language: str, public_url: str
) -> bytes:
    """Return the one meeting as a file for a mail: to be put into any calendar."""
    about = _About(network, language, public_url)
    event = invited_event(network, meeting, language=language, public_url=public_url)
    feed = _feed(about, (event,))
    return feed_ics(replace(feed, last_modified=meeting.last_modified))


def invited_event(
    network: NetworkRow, meeting: MeetingRow, *, language: str, public_url: str
) -> CalendarEvent:
    """Return the one meeting as whoever is invited to it sees it."""
    about = _About(network, language, public_url)
    return _event(about, meeting, is_invited=True, alarm=Alarm.NONE)


@dataclass(frozen=True, slots=True)
class _About:
    network: NetworkRow
    language: str
    public_url: str


def _events(
    about: _About, person_id: int, chosen: PersonalCalendarRow | None, *, now: datetime
) -> tuple[CalendarEvent, ...]:
    """Return the meetings that the person chose to see, less those declined, as of ``now``."""
    scope, alarm = (chosen.scope, chosen.alarm) if chosen else (Scope.MINE, Alarm.NONE)
    found = queries.meetings_for(about.network.id, person_id, scope=scope, now=now)
    return tuple(
        _event(about, meeting, is_invited=partstat is not None, alarm=alarm)
        for meeting, partstat in found
        if partstat is not PartStat.DECLINED
        and shown_in_feed(when_of(meeting), status=meeting.status, now=now)
    )


def _feed(about: _About, events: tuple[CalendarEvent, ...]) -> CalendarFeed:
    network = about.network
    name = choose(network.name, language=about.language, fallbacks=network.languages).text
    return CalendarFeed(
        name=translations(about.language).gettext("My meetings: %(network)s") % {"network": name},
        url=network_address(about.public_url, network.slug),
        tzid=network.tzid,
        language=about.language,
        last_modified=network.feed_changed_at,
        events=events,
    )


def _event(about: _About, meeting: MeetingRow, *, is_invited: bool, alarm: Alarm) -> CalendarEvent:
    shown = published(meeting, about.network, language=about.language, public_url=about.public_url)
    if meeting.visibility is not Visibility.PUBLIC:
        shown = replace(shown, url="")  # its page answers nobody without a sign-in
    is_open = is_invited and meeting.status is not MeetingStatus.CANCELLED
    join_url = meeting.join_url if is_open else ""
    return CalendarEvent(
        uid=meeting.uid,
        sequence=meeting.sequence,
        created=meeting.created_at,
        last_modified=meeting.last_modified,
        published=_with_way_in(shown, meeting, join_url, about.language),
        cancelled_prefix=translations(about.language).gettext("Cancelled: "),
        join_url=join_url,
        alarm=alarm_before(alarm, all_day=meeting.all_day),
    )


def _with_way_in(shown: Published, meeting: MeetingRow, join_url: str, language: str) -> Published:
    """Return what everybody sees, and the way in where programs look for it."""
    if not join_url:
        return shown
    if meeting.mode is Mode.ONLINE:
        return replace(shown, location=join_url)
    join = translations(language).gettext("Join online: %(address)s")
    lines = (shown.description, join % {"address": join_url})
    return replace(shown, description="\n\n".join(filter(None, lines)))


def _note_use(person_id: int, digest: str, *, now: datetime) -> PersonalCalendarRow:
    with transaction():
        row = _locked(person_id)
        row.used_at = now
        if row.digest != digest:
            moment = now.replace(microsecond=0)
            row.changed_at = max(moment, row.changed_at + _SECOND) if row.changed_at else moment
            row.digest = digest
    return row


def _locked(person_id: int) -> PersonalCalendarRow:
    if queries.lock_person(person_id) is None:
        raise NotFound
    row = queries.calendar_of(person_id)
    if row is None:
        row = PersonalCalendarRow(
            person_id=person_id,
            generation=0,
            is_off=False,
            scope=Scope.MINE,
            alarm=Alarm.NONE,
            digest="",
        )
        session().add(row)
    return row


def _note(action: str, person_id: int, *, now: datetime) -> None:
    person = session().get_one(PersonRow, person_id)
    session().add(
        AuditRow(
            network_id=person.network_id,
            at=now,
            actor=f"person:{person.public_id}",
            action=action,
            subject=f"person:{person.public_id}",
        )
    )

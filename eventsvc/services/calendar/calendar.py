"""The shared calendars: what a meeting says to everybody who subscribes."""

from dataclasses import dataclass, replace
from datetime import datetime

from eventsvc.db.models import MeetingRow, NetworkRow, SeriesRow, WorkingGroupRow
from eventsvc.db.queries.calendar import EVERYTHING, Only, feed_facts, public_meetings_shown
from eventsvc.domain.addresses import (
    group_address,
    meeting_address,
    network_address,
    series_address,
)
from eventsvc.domain.calendar import CalendarEvent, CalendarFeed
from eventsvc.domain.meetings import (
    CANCELLED_SHOWN,
    SHOWN_AHEAD,
    SHOWN_BACK,
    Mode,
    Published,
    where,
)
from eventsvc.domain.texts import choose
from eventsvc.domain.times import When
from eventsvc.outputs.templating import translations


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """One edition of a calendar: equal facts, equal bytes."""

    facts: tuple[object, ...]
    last_modified: datetime
    until: datetime | None
    """From when on time alone makes another edition of it; None: it never does."""


def feed_version(network: NetworkRow, only: Only, *, now: datetime) -> FeedVersion:
    """Return which edition of the calendar one gets at ``now``, by one question.

    A calendar also changes when a meeting comes within 18 months, or when 400 days have gone by.
    """
    facts = feed_facts(network.id, only, now=now)
    moments = (
        network.feed_changed_at,
        facts.entered and facts.entered - SHOWN_AHEAD,
        facts.left and facts.left + SHOWN_BACK,
        facts.left_cancelled and facts.left_cancelled + CANCELLED_SHOWN,
    )
    ends = (
        facts.enters and facts.enters - SHOWN_AHEAD,
        facts.leaves and facts.leaves + SHOWN_BACK,
        facts.leaves_cancelled and facts.leaves_cancelled + CANCELLED_SHOWN,
    )
    until = min((moment for moment in ends if moment), default=None)
    return FeedVersion(facts.shown, max(moment for moment in moments if moment), until)


def network_feed(
    network: NetworkRow,
    only: Only = EVERYTHING,
    *,
    language: str,
    public_url: str,
    now: datetime,
) -> CalendarFeed:
    """Return the public calendar of ``network`` in ``language``, as of ``now``."""
    rows = public_meetings_shown(network.id, only, now=now)
    feed = feed_of(network, list(rows), language=language, public_url=public_url)
    return replace(feed, last_modified=feed_version(network, only, now=now).last_modified)


def named_after(
    feed: CalendarFeed,
    network: NetworkRow,
    part: SeriesRow | WorkingGroupRow,
    *,
    language: str,
    public_url: str,
) -> CalendarFeed:
    """Return ``feed`` as the calendar of ``part`` of the network."""
    address = series_address if isinstance(part, SeriesRow) else group_address
    return replace(
        feed,
        name=_text(network, part.title, language),
        url=address(public_url, network.slug, part.slug),
    )


def meeting_feed(
    network: NetworkRow, meeting: MeetingRow, *, language: str, public_url: str
) -> CalendarFeed:
    """Return a calendar of this one meeting, however old it is."""
    return feed_of(network, [meeting], language=language, public_url=public_url)


def published(
    meeting: MeetingRow, network: NetworkRow, *, language: str, public_url: str
) -> Published:
    """Return what a reader of a shared calendar sees of ``meeting``: never the join link."""
    return Published(
        summary=_text(network, meeting.title, language),
        description=_text(network, meeting.description, language),
        location=_location(meeting),
        when=when_of(meeting),
        status=meeting.status,
        url=meeting_address(public_url, network.slug, meeting.slug),
        geo=_geo(meeting),
        organizer_name=network.organiser if network.email else "",
        organizer_mail=network.email,
    )


def when_of(meeting: MeetingRow) -> When:
    """Return the meeting's time as the rules know it."""
    return When(
        start=meeting.local_start,
        end=meeting.local_end,
        tzid=meeting.tzid,
        all_day=meeting.all_day,
    )


def feed_of(
    network: NetworkRow, meetings: list[MeetingRow], *, language: str, public_url: str
) -> CalendarFeed:
    """Return a calendar of ``meetings``."""
    return CalendarFeed(
        name=_text(network, network.name, language),
        url=network_address(public_url, network.slug),
        tzid=network.tzid,
        language=language,
        last_modified=network.feed_changed_at,
        events=tuple(
            event_of(row, network, language=language, public_url=public_url) for row in meetings
        ),
    )


def event_of(
    meeting: MeetingRow, network: NetworkRow, *, language: str, public_url: str
) -> CalendarEvent:
    """Return ``meeting`` as everybody sees it in a calendar."""
    return CalendarEvent(
        uid=meeting.uid,
        sequence=meeting.sequence,
        created=meeting.created_at,
        last_modified=meeting.last_modified,
        published=published(meeting, network, language=language, public_url=public_url),
        cancelled_prefix=translations(language).gettext("Cancelled: "),
    )


def _text(network: NetworkRow, texts: dict[str, str], language: str) -> str:
    return choose(texts, language=language, fallbacks=network.languages).text


def _location(meeting: MeetingRow) -> str:
    here = "" if meeting.mode is Mode.ONLINE else where(meeting)
    # The word is the same in all our languages.
    online = "" if meeting.mode is Mode.ON_SITE else "Online"
    return ", ".join(part for part in (here, online) if part)


def _geo(meeting: MeetingRow) -> tuple[float, float] | None:
    if meeting.latitude is None or meeting.longitude is None:
        return None
    return meeting.latitude, meeting.longitude

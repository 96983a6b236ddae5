"""Meetings: what they are called in RFC 5545, who may see them, how a change is told.

Subscribed calendars replace an entry only when SEQUENCE and LAST-MODIFIED rise (RFC 5546 2.1.4;
Google ignores a change without). So both rise with everything a reader sees, and with nothing
else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Protocol
from uuid import UUID

from eventsvc.domain.errors import DomainError
from eventsvc.domain.times import When
from eventsvc.domain.wellformed import (
    require_mail_address,
    require_text,
    require_web_addresses,
)

SHOWN_BACK = timedelta(days=400)
SHOWN_AHEAD = timedelta(days=548)
"""18 months, as days: months differ in length, and a meeting would come, go and come again."""
CANCELLED_SHOWN = timedelta(days=28)
"""How long a cancelled meeting stays after its date, so that every subscriber has read it."""

_SECOND = timedelta(seconds=1)
_LATITUDE, _LONGITUDE = 90, 180


class MeetingStatus(StrEnum):
    """STATUS of a VEVENT (RFC 5545 3.8.1.11). TENTATIVE is "voraussichtlich"."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Visibility(StrEnum):
    """Who may see a meeting, an agenda item or a statement."""

    PUBLIC = "public"
    NETWORK = "network"
    INVITED = "invited"


class Mode(StrEnum):
    """How people take part."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class Located(Protocol):
    """What has a place: the house, its street, the town; each may be empty."""

    venue: str
    address: str
    place: str


class MeetingCancelled(DomainError):
    """A cancelled meeting takes no further change."""

    code = "meeting-cancelled"


class UnknownStatus(DomainError):
    """The status is none of RFC 5545's three for an event."""

    code = "unknown-status"


class NotOnEarth(DomainError):
    """Latitude runs from -90 to 90 degrees, longitude from -180 to 180."""

    code = "not-on-earth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What every reader of a shared calendar sees of a meeting, in one language.

    There is no field for the join link nor for attendees: what is not here cannot leak.

    Raises:
        UnknownStatus: ``status`` is not a ``MeetingStatus``; a mere string would pass silently.
        ControlCharacter, NotWebAddress, NotMailAddress, NotOnEarth: A field is not well-formed.
    """

    summary: str
    when: When
    status: MeetingStatus
    description: str = ""
    location: str = ""
    url: str = ""
    """The meeting's page."""
    geo: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    categories: tuple[str, ...] = ()
    organizer_name: str = ""
    organizer_mail: str = ""
    """The office's mailbox, never a person's."""
    attach: tuple[str, ...] = ()
    """Addresses of documents."""

    def __post_init__(self) -> None:
        if not isinstance(self.status, MeetingStatus):
            raise UnknownStatus(status=self.status)
        require_text(
            summary=self.summary,
            description=self.description,
            location=self.location,
            categories="\n".join(self.categories),
            organizer_name=self.organizer_name,
        )
        require_web_addresses("url", [self.url] if self.url else [])
        require_web_addresses("attach", self.attach)
        if self.organizer_mail:
            require_mail_address("organizer_mail", self.organizer_mail)
        _require_on_earth(self.geo)


@dataclass(frozen=True, slots=True)
class Revision:
    """The outcome of a change. Equal to what was there before, unless ``changed``."""

    sequence: int
    last_modified: datetime
    changed: bool


def may_change(status: MeetingStatus) -> bool:
    """Tell whether a meeting may still be changed: a cancelled one may not."""
    return status is not MeetingStatus.CANCELLED


def revise(
    old: Published, new: Published, *, sequence: int, last_modified: datetime, now: datetime
) -> Revision:
    """Return SEQUENCE and LAST-MODIFIED after ``old`` became ``new``.

    Something a reader sees changed: SEQUENCE rises by one, and LAST-MODIFIED by a second at
    least, even when two changes fall into one second or the clock went back. Else nothing
    changes. A meeting in several languages has changed when it has in one of them.

    Raises:
        MeetingCancelled: ``old`` is cancelled and ``new`` is something else.
    """
    if new == old:
        return Revision(sequence, last_modified, changed=False)
    if not may_change(old.status):
        raise MeetingCancelled(summary=old.summary)
    moment = max(now.replace(microsecond=0), last_modified + _SECOND)
    return Revision(sequence + 1, moment, changed=True)


def shown_in_feed(when: When, *, status: MeetingStatus, now: datetime) -> bool:
    """Tell whether a feed carries the meeting at the (aware) moment ``now``.

    From 400 days back to 18 months ahead; a cancelled one until 28 days after its end.
    """
    back = SHOWN_BACK if may_change(status) else CANCELLED_SHOWN
    return now - back < when.dtend and when.dtstart < now + SHOWN_AHEAD


def where(meeting: Located) -> str:
    """Return house, address and town on one line; a town named already is not said twice."""
    parts = [part for part in (meeting.venue, meeting.address) if part]
    if meeting.place and not any(meeting.place in part for part in parts):
        parts.append(meeting.place)
    return ", ".join(parts)


def uid_for_new(random: Random) -> str:
    """Return a UID for a new meeting: random, without the host's name (RFC 7986 5.3).

    Pass ``secrets.SystemRandom()``: two meetings must never share one.
    """
    return str(UUID(int=random.getrandbits(128), version=4))


def _require_on_earth(geo: tuple[float, float] | None) -> None:
    if geo is None:
        return
    latitude, longitude = geo
    # Written so that NaN is refused too.
    if not (abs(latitude) <= _LATITUDE and abs(longitude) <= _LONGITUDE):
        raise NotOnEarth(latitude=latitude, longitude=longitude)

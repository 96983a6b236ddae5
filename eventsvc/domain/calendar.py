"""What a calendar file says: events and the feed that holds them (RFC 5545, RFC 7986).

Texts are what people wrote, in one language; the renderer escapes them.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsvc.domain.errors import DomainError
from eventsvc.domain.meetings import MeetingStatus, Published
from eventsvc.domain.times import zone_of
from eventsvc.domain.wellformed import require_text, require_web_addresses

_UID = re.compile(r"[!-~]{1,255}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class BadUid(DomainError):
    """A UID is 1 to 255 visible ASCII characters, without ``@host``."""

    code = "bad-uid"


class DoubledUid(DomainError):
    """Two events of one feed bear the same UID; readers would show one of them."""

    code = "doubled-uid"


class NotMoment(DomainError):
    """A stored moment lacks its zone, so that it could mean any hour."""

    code = "not-moment"


class BadSequence(DomainError):
    """SEQUENCE counts from 0 up."""

    code = "bad-sequence"


class BadColour(DomainError):
    """A colour is written as ``#rrggbb``."""

    code = "bad-colour"


class BadLanguage(DomainError):
    """A language is written as a primary tag such as ``de``."""

    code = "bad-language"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One meeting in a calendar: who it is, which edition, and what a reader sees.

    Raises:
        BadUid, BadSequence, NotMoment: A field is not well-formed.
    """

    uid: str
    sequence: int
    created: datetime
    last_modified: datetime
    """When a reader last got something new; also DTSTAMP (RFC 5545 3.8.7.2)."""
    published: Published
    cancelled_prefix: str
    """Goes before the summary of a cancelled meeting, in its language: ``"Entfällt: "``."""
    join_url: str = ""
    """Where one joins online: only in what goes to the invited themselves (RFC 7986 5.11)."""
    alarm: timedelta | None = None
    """How long before the start programs remind: only in what its reader asked for."""

    def __post_init__(self) -> None:
        if not _UID.fullmatch(self.uid) or "@" in self.uid:
            raise BadUid(uid=self.uid)
        if self.sequence < 0:
            raise BadSequence(sequence=self.sequence)
        _require_moments(created=self.created, last_modified=self.last_modified)
        require_text(cancelled_prefix=self.cancelled_prefix)
        require_web_addresses("join_url", [self.join_url] if self.join_url else [])

    @property
    def summary(self) -> str:
        """The title as calendars show it: many show a cancelled event like any other."""
        cancelled = self.published.status is MeetingStatus.CANCELLED
        return (self.cancelled_prefix if cancelled else "") + self.published.summary


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """A calendar people subscribe to. ``events`` may come in any order.

    Raises:
        DoubledUid, NotMoment, BadColour, BadLanguage, UnknownTimeZone, NotWebAddress,
        ControlCharacter: A field is not well-formed.
    """

    name: str
    url: str
    """The page people read, not the feed's own address."""
    tzid: str
    """The network's zone; an empty feed carries its rules."""
    language: str
    last_modified: datetime
    """When an event last changed, came or went."""
    colour: str = ""
    events: tuple[CalendarEvent, ...] = ()

    def __post_init__(self) -> None:
        require_text(name=self.name)
        require_web_addresses("url", [self.url])
        zone_of(self.tzid)
        _require_moments(last_modified=self.last_modified)
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise BadColour(colour=self.colour)
        if not _LANGUAGE.fullmatch(self.language):
            raise BadLanguage(language=self.language)
        for uid, count in Counter(event.uid for event in self.events).items():
            if count > 1:
                raise DoubledUid(uid=uid)


def _require_moments(**moments: datetime) -> None:
    for field, moment in moments.items():
        if moment.tzinfo is None:
            raise NotMoment(field=field)

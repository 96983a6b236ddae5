"""Mails that answer an invitation (RFC 5546 3.2.3, RFC 6047): bytes in, what they say out.

Strangers write them, so nothing of one is believed here; what cannot be read is told as an outcome.
Programs differ: Outlook and Google answer with ``text/calendar`` beside a text, Apple and Mozilla
with a file too, some in other character sets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from eventsvc.domain.imip import COMMENT_CHARACTERS, Outcome, Stamp
from eventsvc.domain.spelling import clean

if TYPE_CHECKING:
    from icalendar import Calendar

MOST_BYTES = 1_000_000
"""A mail that is larger is not read."""
MOST_CALENDAR_BYTES = 256_000
MOST_PARTS = 50
MOST_SEQUENCE = 2**31 - 1

_CALENDARS = frozenset({"text/calendar", "application/ics"})
_WRITTEN_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_REMARK = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReply:
    """What a reply says, as it says it."""

    uid: str
    attendee: str
    """Lower case, without ``mailto:``."""
    partstat: str
    is_counter: bool
    stamp: Stamp
    comment: str
    proposes: str
    """The start that a counter proposes: a day or a moment in ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """One mail. ``key`` is equal for copies of it; ``said`` an outcome where nothing is said."""

    key: str
    sender: str
    written_to: frozenset[str]
    signed_by: frozenset[str]
    """Domains whose signature the office's own mail server found good."""
    said: ReadReply | Outcome


def read_mail(data: bytes, *, authority: str, now: datetime) -> ReadMail:
    """Return what the mail says. ``authority``: whose Authentication-Results are believed."""
    if len(data) > MOST_BYTES:
        return _nothing(data, Outcome.UNREADABLE)
    try:
        return _read(data, authority=authority, now=now)
    except Exception:  # noqa: BLE001 -- whatever the parsers raise at what strangers wrote
        return _nothing(data, Outcome.UNREADABLE)


def _nothing(data: bytes, outcome: Outcome) -> ReadMail:
    nobody: frozenset[str] = frozenset()
    key = sha256(data).hexdigest()
    return ReadMail(key=key, sender="", written_to=nobody, signed_by=nobody, said=outcome)


def _read(data: bytes, *, authority: str, now: datetime) -> ReadMail:
    message = message_from_bytes(data)
    calendar = next(_calendars(message), None)
    said: ReadReply | Outcome = Outcome.NO_CALENDAR
    organizers: list[str] = []
    if calendar is not None:
        said = _reply(calendar, mailed_at=_mailed_at(message, now=now), now=now)
        organizers = [str(event.get("ORGANIZER", "")) for event in calendar.walk("VEVENT")]
    identity = str(message.get("Message-ID", "")).strip()
    written_to = _addresses(message, *_WRITTEN_TO) | {_bare(one) for one in organizers}
    return ReadMail(
        key=sha256(identity.encode() if identity else data).hexdigest(),
        sender=next(iter(_addresses(message, "From")), ""),
        written_to=frozenset(written_to),
        signed_by=_signing_domains(message, authority),
        said=said,
    )


def _calendars(message: Message) -> Iterator["Calendar"]:
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    for part in islice(message.walk(), MOST_PARTS):
        is_file = str(part.get_filename("")).lower().endswith(".ics")
        if part.get_content_type() in _CALENDARS or is_file:
            data = part.get_payload(decode=True)
            if not isinstance(data, bytes) or len(data) > MOST_CALENDAR_BYTES:
                continue
            text = data.decode(part.get_content_charset("utf-8"), "replace")
            yield Calendar.from_ical(text.removeprefix("\ufeff"))


def _reply(calendar: "Calendar", *, mailed_at: datetime, now: datetime) -> ReadReply | Outcome:
    method, events = str(calendar.get("METHOD", "")).upper(), calendar.walk("VEVENT")
    if method not in {"REPLY", "COUNTER"} or len(events) != 1:
        return Outcome.NOT_A_REPLY
    event: Any = events[0]
    attendee = event.get("ATTENDEE")
    if attendee is None or isinstance(attendee, list) or "RECURRENCE-ID" in event:
        return Outcome.NOT_A_REPLY
    is_counter = method == "COUNTER"
    return ReadReply(
        uid=str(event["UID"]).strip()[:255],
        attendee=_bare(str(attendee)),
        partstat=str(attendee.params.get("PARTSTAT", "")).upper()[:40],
        is_counter=is_counter,
        stamp=Stamp(
            sequence=min(int(event.get("SEQUENCE", 0)), MOST_SEQUENCE),
            stamped_at=min(_moment(event, "DTSTAMP") or mailed_at, now),
            mailed_at=mailed_at,
        ),
        comment=_comment(event),
        proposes=event["DTSTART"].dt.isoformat()[:64] if is_counter and "DTSTART" in event else "",
    )


def _comment(event: Any) -> str:
    said = event.get("COMMENT", "")
    first: Any = said[0] if isinstance(said, list) else said
    return clean(str(first))[:COMMENT_CHARACTERS]


def _moment(event: Any, name: str) -> datetime | None:
    found: date | None = event[name].dt if name in event else None
    return _aware(found) if isinstance(found, datetime) else None


def _mailed_at(message: Message, *, now: datetime) -> datetime:
    """Return when the mail says it was written, never later than ``now``."""
    try:
        found = parsedate_to_datetime(str(message.get("Date", "")))
    except ValueError:
        return now
    return min(_aware(found), now)


def _aware(moment: datetime) -> datetime:
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC)


def _bare(address: str) -> str:
    text = address.strip().lower()
    return text.removeprefix("mailto:").strip()[:254]


def _addresses(message: Message, *headers: str) -> set[str]:
    written = [str(one) for name in headers for one in message.get_all(name, [])]
    return {address.lower() for _, address in getaddresses(written) if address}


def _signing_domains(message: Message, authority: str) -> frozenset[str]:
    """Return the domains whose DKIM signature ``authority`` found good (RFC 8601 2.2).

    Only the topmost header counts, which the last server wrote: those below came from outside.
    """
    top = _REMARK.sub(" ", str(message.get("Authentication-Results", "")))
    name, _, results = top.partition(";")
    if not authority or name.split()[:1] != [authority]:
        return frozenset()
    found = set()
    for words in (result.split() for result in results.split(";")):
        if words[:1] == ["dkim=pass"]:
            pairs = (word.partition("=") for word in words[1:])
            found |= {value.strip('"').lower() for key, _, value in pairs if key == "header.d"}
    return frozenset(found)

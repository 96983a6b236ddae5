"""Invitations by mail that calendar programs understand, and what they answer (RFC 5546, 6047).

One mail per attendee, who stands in it alone. An answer is believed from whoever proves to have
got the invitation: by the random part of the address that it was to be sent to, or by the signature
of the sender's own mail server. It changes the reply (PARTSTAT) and nothing else.
"""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from eventsvc.domain.attendances import PartStat
from eventsvc.domain.calendar import CalendarEvent
from eventsvc.domain.personal_links import Holder

_CONTEXT = "eventsvc reply address 1"
_MAC_BYTES = 16
TOKEN_CHARACTERS = 26
"""128 bits in letters and digits: programs write addresses in small letters."""
MAILBOX_CHARACTERS = 64 - 1 - TOKEN_CHARACTERS
"""What of the 64 octets before the @ is left to the mailbox (RFC 5321 4.5.3.1.1)."""
COMMENT_CHARACTERS = 500
KEPT = timedelta(days=90)
"""How long a mail is remembered that named no meeting; those of a network go by its own times."""


class Method(StrEnum):
    """METHOD of a calendar file in a mail (RFC 5546 1.4)."""

    REQUEST = "REQUEST"
    """Invites, or tells of a change."""
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What one attendee's calendar program gets. The event names the ORGANIZER."""

    method: Method
    event: CalendarEvent
    language: str
    name: str
    address: str
    partstat: PartStat


class Outcome(StrEnum):
    """What became of a mail that came in. All but TAKEN changed nothing."""

    TAKEN = "taken"
    NO_CALENDAR = "no-calendar"
    """No calendar file in it: a note, a notice of absence."""
    UNREADABLE = "unreadable"
    NOT_A_REPLY = "not-a-reply"
    """Another METHOD, not one event, a single date of a series, not one attendee."""
    UNKNOWN_MEETING = "unknown-meeting"
    NOT_INVITED = "not-invited"
    NO_PROOF = "no-proof"
    """Neither the random part of the address nor a signature fits."""
    DOUBLED = "doubled"
    OLD = "old"
    """A newer reply or a newer edition of the invitation is known."""
    AHEAD = "ahead"
    """It answers an edition that there never was."""
    UNKNOWN_ANSWER = "unknown-answer"
    CLOSED = "closed"
    """The meeting is over or cancelled."""
    COUNTER = "counter"
    """Proposes another time: a matter for the office."""


ANSWERS = frozenset({PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED})
"""What a reply may say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """By what the newer of two replies is known; orders by SEQUENCE, DTSTAMP, date of the mail."""

    sequence: int
    stamped_at: datetime
    mailed_at: datetime

    def is_newer_than(self, other: "Stamp") -> bool:
        """Tell whether this one wins; of equal DTSTAMP the later mail does (RFC 5546 2.1.5)."""
        mine = (self.sequence, self.stamped_at, self.mailed_at)
        return mine > (other.sequence, other.stamped_at, other.mailed_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an invited person stands when a reply comes in. Sequences: of the meeting's editions."""

    sequence: int
    told: int
    """The edition that the last mail to the person told of."""
    last: Stamp | None
    """The newest reply by mail that counted."""
    replied_at: datetime | None
    """When the person last replied by the personal link, or the office for them."""
    takes_replies: bool


def judge_reply(partstat: str, stamp: Stamp, standing: Standing) -> Outcome:
    """Return what becomes of a proven reply of somebody who is invited."""
    if stamp.sequence > standing.sequence:
        return Outcome.AHEAD
    if stamp.sequence < standing.told:
        return Outcome.OLD
    if standing.last is not None and not stamp.is_newer_than(standing.last):
        return Outcome.OLD
    if standing.replied_at is not None and stamp.stamped_at < standing.replied_at:
        return Outcome.OLD
    if not standing.takes_replies:
        return Outcome.CLOSED
    return Outcome.TAKEN if partstat in ANSWERS else Outcome.UNKNOWN_ANSWER


def reply_token(holder: Holder, uid: str, *, secret: str) -> str:
    """Return the random part of the address that ``holder`` answers to about the meeting."""
    facts = (_CONTEXT, str(holder.network_id), holder.public_id, str(holder.generation), uid)
    mac = hmac.digest(secret.encode(), "\n".join(facts).encode(), sha256)[:_MAC_BYTES]
    return b32encode(mac).decode("ascii").rstrip("=").lower()


def reply_address(mailbox: str, token: str) -> str:
    """Return ``mailbox`` with ``token`` in it: ``office+token@example.org`` (RFC 5233)."""
    local, _, host = mailbox.rpartition("@")
    return f"{local}+{token}@{host}"


def tokens_in(addresses: frozenset[str], *, mailbox: str) -> frozenset[str]:
    """Return the random parts of those ``addresses`` that are made of ``mailbox``."""
    local, _, host = mailbox.lower().rpartition("@")
    found = set()
    for address in addresses:
        name, _, at = address.lower().rpartition("@")
        before, plus, token = name.rpartition("+")
        if plus and (before, at) == (local, host):
            found.add(token)
    return frozenset(found)


def is_signed_for(address: str, domains: frozenset[str]) -> bool:
    """Tell whether one of the signing ``domains`` speaks for ``address``: its own or above it."""
    host = address.rpartition("@")[2].lower()
    return any(host == domain or host.endswith(f".{domain}") for domain in domains if "." in domain)

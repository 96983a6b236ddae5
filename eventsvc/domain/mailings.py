"""Mailings of a meeting: who gets a mail, who is left out and why.

A mailing is one act of a person and as many mails as it has recipients. Whom the rule leaves out
is shown with the reason, never silently missing.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from eventsvc.domain.attendances import PartStat
from eventsvc.domain.errors import DomainError
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.times import moment_of


class MailingKind(StrEnum):
    """What a mailing is for; also the kind of its mails."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    CHANGE = "meeting-changed"
    THANKS = "thanks"
    """After the meeting, to those who were there."""


class Omission(StrEnum):
    """Why somebody gets no mail. The first that fits is told."""

    NO_ADDRESS = "no-address"
    NO_NAME = "no-name"
    DISOWNED = "disowned"
    """A reader said that the personal link is not theirs."""
    RESTRICTED = "restricted"
    """The data is kept and not used (GDPR Art. 18)."""
    NEVER_SHARE = "never-share"
    ALREADY_INVITED = "already-invited"
    ALREADY_THANKED = "already-thanked"
    NOT_INVITED = "not-invited"
    """A reminder without an invitation before it reminds of nothing."""
    HAS_REPLIED = "has-replied"
    DOUBLED = "doubled"
    """The same person stands further up."""
    BY_HAND = "by-hand"


class MailingSent(DomainError):
    """The mailing was sent: what people got cannot be changed."""

    code = "mailing-sent"


class NobodyToWriteTo(DomainError):
    """Nobody of those chosen may get a mail."""

    code = "nobody-to-write-to"


class RecipientsChanged(DomainError):
    """Others than those who were looked at would get the mail."""

    code = "recipients-changed"


class MeetingIsOver(DomainError):
    """Nobody is invited to a meeting that is over or cancelled."""

    code = "meeting-is-over"


class ReminderTooLate(DomainError):
    """The day on which a reminder would go by itself is over."""

    code = "reminder-too-late"


class MeetingNotOver(DomainError):
    """Nobody is thanked for having come to a meeting that is not over, or never was."""

    code = "meeting-not-over"


REMINDED_AT = time(9)
"""When on its day a reminder by rule goes: wall time at the meeting's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the rule knows of somebody who might get a mail. ``partstat``: None, not on the list."""

    has_name: bool
    email: str
    is_disowned: bool = False
    is_restricted: bool = False
    never_share: bool = False
    was_invited: bool = False
    was_thanked: bool = False
    partstat: PartStat | None = None
    is_doubled: bool = False
    is_left_out: bool = False


def omission(candidate: Candidate, *, kind: MailingKind) -> Omission | None:
    """Return why ``candidate`` gets no mail of this kind; None: gets one."""
    return next((why for why, holds in _reasons(candidate, kind) if holds), None)


def _reasons(candidate: Candidate, kind: MailingKind) -> tuple[tuple[Omission, bool], ...]:
    invites, reminds = kind is MailingKind.INVITATION, kind is MailingKind.REMINDER
    replied = candidate.partstat not in {None, PartStat.NEEDS_ACTION}
    thanks = kind is MailingKind.THANKS
    return (
        (Omission.NO_ADDRESS, not candidate.email),
        (Omission.NO_NAME, not candidate.has_name),
        (Omission.DISOWNED, candidate.is_disowned),
        (Omission.RESTRICTED, candidate.is_restricted),
        (Omission.NEVER_SHARE, candidate.never_share),
        (Omission.HAS_REPLIED, replied and (invites or reminds)),
        (Omission.ALREADY_THANKED, thanks and candidate.was_thanked),
        (Omission.ALREADY_INVITED, invites and candidate.was_invited),
        (Omission.NOT_INVITED, reminds and not candidate.was_invited),
        (Omission.DOUBLED, candidate.is_doubled),
        (Omission.BY_HAND, candidate.is_left_out),
    )


def require_time_for(
    kind: MailingKind, *, status: MeetingStatus, dtend: datetime, now: datetime
) -> None:
    """Refuse a mailing about a meeting that is over; of one that is cancelled people are told.

    Thanks are sent afterwards only.

    Raises:
        MeetingIsOver, MeetingNotOver: With nothing.
    """
    cancelled = status is MeetingStatus.CANCELLED
    if kind is MailingKind.THANKS:
        if now < dtend or cancelled:
            raise MeetingNotOver
        return
    if now >= dtend or (cancelled and kind is not MailingKind.CHANGE):
        raise MeetingIsOver


def reminder_due(local_start: datetime, *, tzid: str, days_before: int) -> datetime:
    """Return when a reminder ``days_before`` the meeting goes by itself."""
    day = local_start.date() - timedelta(days=days_before)
    return moment_of(datetime.combine(day, REMINDED_AT), tzid=tzid)

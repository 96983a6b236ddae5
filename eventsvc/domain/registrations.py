"""Registration: until when the open form takes people, until when people may reply."""

from datetime import datetime

from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.errors import DomainError
from eventsvc.domain.meetings import MeetingStatus, Mode
from eventsvc.domain.times import moment_of

BY_FORM = "registration form"
BY_AN_ATTENDEE = "named by an attendee"
UNINVITED = (BY_FORM, BY_AN_ATTENDEE)
"""What brings people onto a list without the office."""

REPLIES = (PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED)
"""What somebody can answer to an invitation (RFC 5545 3.2.12, less what only programs say)."""

WAYS = {
    Mode.ON_SITE: (Attends.ON_SITE,),
    Mode.ONLINE: (Attends.ONLINE,),
    Mode.HYBRID: (Attends.ON_SITE, Attends.ONLINE),
}
"""How one can come to a meeting of each mode, the usual way first."""


class RegistrationClosed(DomainError):
    """The open form takes nobody (any more)."""

    code = "registration-closed"


class RepliesClosed(DomainError):
    """The meeting is over or cancelled, so no reply changes anything."""

    code = "replies-closed"


class NoSuchWay(DomainError):
    """Nobody can come to the meeting in this way."""

    code = "no-such-way"


def takes_replies(status: MeetingStatus, *, dtend: datetime, now: datetime) -> bool:
    """Tell whether people may still say whether they come."""
    return status is not MeetingStatus.CANCELLED and now < dtend


def takes_registrations(
    until: datetime | None, *, tzid: str, status: MeetingStatus, dtend: datetime, now: datetime
) -> bool:
    """Tell whether the open form takes people; ``until`` is wall time at the meeting's place."""
    if until is None or not takes_replies(status, dtend=dtend, now=now):
        return False
    return now < moment_of(until, tzid=tzid)


def require_way(attends: Attends, *, mode: Mode) -> None:
    """Refuse a way to come that the meeting does not have.

    Raises:
        NoSuchWay: With the way.
    """
    if attends not in WAYS[mode]:
        raise NoSuchWay(attends=attends)

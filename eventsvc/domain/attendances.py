"""Attendance: how a person stands to a meeting (RFC 5545 3.2.12, DOMAIN's words for the rest)."""

from enum import StrEnum


class PartStat(StrEnum):
    """PARTSTAT of an attendee (RFC 5545 3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


class AttendanceRole(StrEnum):
    """What somebody is at the meeting."""

    ATTENDEE = "attendee"
    GUEST = "guest"
    SPEAKER = "speaker"
    HOST = "host"
    STAFF = "staff"


class Attends(StrEnum):
    """How somebody comes."""

    ON_SITE = "on_site"
    ONLINE = "online"


class Seat(StrEnum):
    """Whether somebody has a place. Waiting is no PARTSTAT."""

    NONE = "none"
    HELD = "held"
    WAITING = "waiting"


def needs_badge(*, partstat: PartStat, attends: Attends, seat: Seat) -> bool:
    """Tell whether a badge is printed: who comes on site and has a place."""
    return partstat is PartStat.ACCEPTED and attends is Attends.ON_SITE and seat is Seat.HELD

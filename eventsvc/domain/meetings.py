"""Meetings: what they are called in RFC 5545, who may see them."""

from enum import StrEnum


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

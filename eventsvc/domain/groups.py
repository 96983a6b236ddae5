"""Working groups: who belongs to one, who plans its meetings, who may know of it."""

from enum import StrEnum

from eventsvc.domain.errors import DomainError
from eventsvc.domain.meetings import Visibility


class GroupRole(StrEnum):
    """What somebody is in a working group."""

    LEAD = "lead"
    """Plans the group's own meetings."""
    SPOKESPERSON = "spokesperson"
    """Speaks for the group outside of it."""
    MEMBER = "member"


class GroupNotLed(DomainError):
    """Only who leads the group plans its meetings."""

    code = "group-not-led"


LED_VISIBILITIES = (Visibility.PUBLIC, Visibility.NETWORK)
"""Who may see the meetings that a lead plans: whom to invite is a matter for the office."""


def may_plan(role: GroupRole | None) -> bool:
    """Tell whether somebody with ``role`` plans the group's meetings; None: does not belong."""
    return role is GroupRole.LEAD

"""Who may do what: the whole policy, on one page.

An account holds grants; a grant is a role and where it holds. A page or an act names a
permission; POLICY says which grants give it. What POLICY does not name is forbidden.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.errors import DomainError


class Role(StrEnum):
    """What somebody is."""

    ADMINISTRATOR = "administrator"
    """Of the whole service, every network of it."""
    ORGANISER = "organiser"
    """Of one network."""
    HELPER = "helper"
    """At the desk: of one meeting, or of every meeting of a network."""


class Forbidden(DomainError):
    """The account works in this network, but has no right to this."""

    code = "forbidden"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies, by the names in its address. Empty: it lies in no network."""

    network: str = ""
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and where it holds: in every network, in one, at one meeting of one."""

    role: Role
    network: str = ""
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account by its public id, and what it was granted."""

    account: str
    grants: tuple[Grant, ...] = ()


Predicate = Callable[[Grant, Place], bool]


def _administrator(grant: Grant, _place: Place) -> bool:
    return grant.role is Role.ADMINISTRATOR


def _organiser(grant: Grant, place: Place) -> bool:
    return grant.role is Role.ORGANISER and grant.network == place.network != ""


def _helper_of_network(grant: Grant, place: Place) -> bool:
    if grant.role is not Role.HELPER or grant.meeting:
        return False
    return grant.network == place.network != ""


def _helper_of_meeting(grant: Grant, place: Place) -> bool:
    if grant.role is not Role.HELPER or not grant.meeting:
        return False
    return (grant.network, grant.meeting) == (place.network, place.meeting)


def _anyone_granted(_grant: Grant, _place: Place) -> bool:
    return True


POLICY: Mapping[str, tuple[Predicate, ...]] = {
    "overview.see": (_anyone_granted,),
    "account.own": (_anyone_granted,),
    "meetings.see": (_administrator, _organiser, _helper_of_network),
    "meeting.see": (_administrator, _organiser, _helper_of_network, _helper_of_meeting),
    "meetings.change": (_administrator, _organiser),
    "meeting.change": (_administrator, _organiser),
    "organisations.change": (_administrator, _organiser),
    "attendees.change": (_administrator, _organiser),
    "network.change": (_administrator, _organiser),
    "accounts.change": (_administrator, _organiser),
    "audit.see": (_administrator, _organiser),
    "attendees.see": (_administrator, _organiser),
    "badges.print": (_administrator, _organiser),
    "designs.change": (_administrator,),
    "desk.use": (_administrator, _organiser, _helper_of_network, _helper_of_meeting),
}
"""Permission to the predicates of which one must hold for one of the actor's grants."""


def may(actor: Actor, permission: str, place: Place) -> bool:
    """Tell whether ``actor`` has ``permission`` at ``place``."""
    predicates = POLICY.get(permission, ())
    return any(holds(grant, place) for grant in actor.grants for holds in predicates)


def knows(actor: Actor, place: Place) -> bool:
    """Tell whether ``actor`` may learn that the network of ``place`` exists."""
    return any(
        grant.role is Role.ADMINISTRATOR or grant.network == place.network != ""
        for grant in actor.grants
    )

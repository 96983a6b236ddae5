"""Seats at a meeting: who has one, who waits, who is next.

Only somebody who accepted and comes on site holds a seat. Everybody who asks for one joins the
end of the waiting list; whoever ``moves_up`` names gets a seat in the same breath. So a newcomer
never passes somebody who waits, and the capacity is never exceeded by this program. (An office
may: what its lists say is not questioned, and nobody moves up until there is room again.)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.errors import DomainError

USUAL_HOURS, MOST_HOURS = 48, 720
"""How long somebody who moved up has to say yes: unless the meeting says otherwise; at most."""

MOST_SEATS = 100_000


class OrganisationIsFull(DomainError):
    """The organisation has as many people at the meeting as it may have."""

    code = "organisation-is-full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many may come on site; None: no limit. An organisation's limit counts within it."""

    capacity: int | None = None
    per_organisation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """How one attendance stands to the seats. ``since``: when the person asked for one."""

    key: int
    partstat: PartStat
    attends: Attends
    seat: Seat
    since: datetime
    organisation: int | None = None


def wants_seat(*, partstat: PartStat, attends: Attends) -> bool:
    """Tell whether somebody needs a seat at all."""
    return partstat is PartStat.ACCEPTED and attends is Attends.ON_SITE


def holds(claim: Claim) -> bool:
    """Tell whether somebody has a seat that counts."""
    wanted = wants_seat(partstat=claim.partstat, attends=claim.attends)
    return wanted and claim.seat is Seat.HELD


def waiting(claims: Iterable[Claim]) -> list[Claim]:
    """Return who waits, whoever asked first standing first."""
    found = [
        claim
        for claim in claims
        if claim.seat is Seat.WAITING and wants_seat(partstat=claim.partstat, attends=claim.attends)
    ]
    return sorted(found, key=lambda claim: (claim.since, claim.key))


def seats_left(claims: Iterable[Claim], *, limits: Limits) -> int | None:
    """Return how many seats are free, never less than none; None: there is no limit."""
    if limits.capacity is None:
        return None
    return max(0, limits.capacity - sum(map(holds, claims)))


def moves_up(claims: Iterable[Claim], *, limits: Limits) -> tuple[int, ...]:
    """Return the keys of those who get a seat now, in their order.

    Somebody whose organisation has all its seats is passed over and keeps the place in line.
    """
    claims = tuple(claims)
    left = seats_left(claims, limits=limits)
    taken = Counter(claim.organisation for claim in claims if holds(claim))
    found: list[int] = []
    for claim in waiting(claims):
        if left is not None and len(found) >= left:
            break
        if _organisation_is_full(claim, taken, limits):
            continue
        taken[claim.organisation] += 1
        found.append(claim.key)
    return tuple(found)


def place_in_line(claims: Iterable[Claim], key: int) -> int | None:
    """Return the place on the waiting list, from 1; None: not on it."""
    keys = [claim.key for claim in waiting(claims)]
    return keys.index(key) + 1 if key in keys else None


def answer_until(now: datetime, *, hours: int, dtstart: datetime) -> datetime:
    """Return until when somebody who moved up must say yes: not later than the meeting begins."""
    return min(now + timedelta(hours=hours), dtstart)


def _organisation_is_full(claim: Claim, taken: Counter[int | None], limits: Limits) -> bool:
    if claim.organisation is None or limits.per_organisation is None:
        return False
    return taken[claim.organisation] >= limits.per_organisation

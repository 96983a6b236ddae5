"""Another body becomes responsible: a yes was given to the one before, and counts for no other.

Consent is given to a named controller (GDPR Art. 4(11), 7; Recital 42). So when another name
stands there, every yes ends as a line of the ledger like any other, and these people are asked
again, unless the office says that it is the same body, written differently.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.queries.purposes import meetings_to_come
from eventsvc.domain.consents import NETWORK_WIDE, Purpose
from eventsvc.domain.errors import DomainError
from eventsvc.services.acts import Act
from eventsvc.services.privacy.controllers import bodies_of
from eventsvc.services.privacy.purposes import agreed_to, end_every_yes


class Body(StrEnum):
    """What the office says of another name."""

    SAME = "same"
    """The same body, written differently."""
    OTHER = "other"
    """Another one."""


class ControllerChanges(DomainError):
    """Another name stands there, people agreed to the one before, and nobody said what it means."""

    code = "controller-changes"


def follow(
    network: NetworkRow, places: Collection[MeetingRow | None], *, body: Body | None, act: Act
) -> int:
    """Follow another name in the running transaction, at meetings or (None) in the network.

    Returns how many yes ended.

    Raises:
        ControllerChanges: There is a yes, and ``body`` does not say what becomes of it.
    """
    if body is Body.SAME:
        return 0
    if body is None and (agreed := count(network, places)):
        raise ControllerChanges(agreed=agreed, field="body")
    return sum(end_every_yes(network, place, _purposes(place), act=act) for place in places)


@contextmanager
def followed(
    network: NetworkRow, places: Collection[MeetingRow | None], *, body: Body | None, act: Act
) -> Iterator[None]:
    """Follow what the block does to the names of who is responsible, at meetings or (None) in all.

    Raises:
        ControllerChanges: As for ``follow``.
    """
    before = [(place, bodies_of(network, place)) for place in places]
    yield
    renamed = [place for place, was in before if not bodies_of(network, place).is_same_as(was)]
    follow(network, renamed, body=body, act=act)


def count(network: NetworkRow, places: Collection[MeetingRow | None]) -> int:
    """Return how many yes there are that another body's being responsible ends."""
    return sum(
        len(people)
        for place in places
        for people in agreed_to(network, place, _purposes(place)).values()
    )


def places_to_come(network: NetworkRow, *, now: datetime) -> list[MeetingRow | None]:
    """Return the network as a whole, and its meetings that are not over."""
    return [None, *meetings_to_come(network.id, now=now)]


def _purposes(place: MeetingRow | None) -> Sequence[Purpose]:
    return [one for one in Purpose if (one in NETWORK_WIDE) is (place is None)]

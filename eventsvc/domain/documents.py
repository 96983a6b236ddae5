"""Documents of a meeting: who may read which."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from eventsvc.domain.attendances import PartStat
from eventsvc.domain.meetings import Visibility


class Audience(StrEnum):
    """Who may read a document."""

    PUBLIC = "public"
    NETWORK = "network"
    """Whoever has a personal link or a steward's link of the network."""
    ATTENDEES = "attendees"
    """Whoever is on the meeting's list and did not decline."""


FOR_ALL: AbstractSet[Audience] = {Audience.PUBLIC}
FOR_NETWORK: AbstractSet[Audience] = {Audience.PUBLIC, Audience.NETWORK}
FOR_ATTENDEES: AbstractSet[Audience] = set(Audience)


def readable(partstat: PartStat | None, *, visibility: Visibility) -> AbstractSet[Audience]:
    """Return what somebody of the network reads of a meeting's documents.

    ``partstat`` is the reply, None: not on the list. Of a meeting for the invited only, others
    do not even learn that it was.
    """
    if partstat is not None and partstat is not PartStat.DECLINED:
        return FOR_ATTENDEES
    return set() if visibility is Visibility.INVITED else FOR_NETWORK

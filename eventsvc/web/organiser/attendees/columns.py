"""What the columns of a list may hold here: our fields, and the network's own purposes by name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eventsvc.domain.consents import OWN
from eventsvc.domain.purposes import in_use, settled
from eventsvc.domain.spelling import fold
from eventsvc.web.organiser.blueprint import current_network
from eventsvc.web.organiser.words import COLUMNS
from eventsvc.web.questions import titles_of

if TYPE_CHECKING:
    from eventsvc.inputs.attendees.lists import Column


def columns_here() -> Mapping[str, object]:
    """Return what a column may hold in this network, and what that is called."""
    network = current_network()
    titles, used = titles_of(network), in_use(network.purposes)
    return {**COLUMNS, **{own.value: titles[own] for own in OWN if own in used}}


def own_guess(column: "Column") -> str:
    """Return the own purpose that an unread column is named like; empty: it is like none.

    Only a guess: no heading of an own purpose says for sure that consent was asked.
    """
    if column.is_read or column.question:
        return ""
    heading = fold(column.heading)
    for own in OWN:
        titles = settled(current_network().purposes, own).title.values()
        if any(fold(title) in heading for title in titles if fold(title)):
            return own.value
    return ""

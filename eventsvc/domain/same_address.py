"""Entries with one mail address: a no that came by it counts for each of them.

Somebody who is entered twice, or erased and entered again, said no once; and a mail to the address
reaches whoever said it. So the no of one entry is carried over to the others, where nobody said
yes after it. A yes of a list is none of these: lists are old (``domain.consents.from_file``). Who
shares a mailbox says yes again, for the own entry alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from eventsvc.domain.consents import Purpose, State

Place = tuple[int | None, Purpose]
"""Meeting, None for the whole network, and purpose."""

NO = frozenset({State.REFUSED, State.OBJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The latest word of one entry at one place."""

    state: State
    said_at: datetime
    number: int
    is_of_list: bool = False
    is_farewell: bool = False
    """Said by an erasure: it binds who comes later, not who was there beside."""


def spellings(address: str) -> frozenset[str]:
    """Return how the address may be written: in lower case, its domain in letters or as in DNS.

    Empty for none. RFC 5890; by Python's own older tables, which differ in four letters.
    """
    text = address.strip().casefold()
    local, at, domain = text.rpartition("@")
    if not at:
        return frozenset()
    found = {text}
    for encode in (_in_dns, _in_letters):
        try:
            found.add(f"{local}@{encode(domain)}")
        except UnicodeError:
            continue  # no name that DNS could hold: it is like itself alone
    return frozenset(found)


def carried_over(own: Mapping[Place, Word], others: Iterable[Mapping[Place, Word]]) -> set[Place]:
    """Return the places where a no of ``others`` counts for an entry that does not say no."""
    return {
        place
        for other in others
        for place, word in other.items()
        if word.state in NO and _gives_way(own.get(place), word)
    }


def _gives_way(own: Word | None, no: Word) -> bool:
    if own is None:
        return True
    if own.state in NO:
        return False
    is_later = (own.said_at, own.number) > (no.said_at, no.number)
    if is_later:
        return own.is_of_list
    return not no.is_farewell


def _in_dns(domain: str) -> str:
    return domain.encode("idna").decode("ascii")


def _in_letters(domain: str) -> str:
    return domain.encode("ascii").decode("idna")

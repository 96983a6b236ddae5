"""Possible doubles among the people of a network: what looks so, and that it is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsvc.db.models import DifferentPeopleRow, MergedPersonRow, PersonRow
from eventsvc.db.queries import doubles as queries
from eventsvc.db.queries.merging_parts import people_locked
from eventsvc.db.queries.people import organisations_of_people
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.doubles import (
    Double,
    Entry,
    MergedWithItself,
    Reason,
    mailbox,
    possible_doubles,
)
from eventsvc.domain.errors import NotFound
from eventsvc.services.acts import Act


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two people who may be one, the older entry first, and why it looks so."""

    one: PersonRow
    other: PersonRow
    reason: Reason


def suggested(network_id: int, *, about: int | None = None) -> list[Suggested]:
    """Return the possible doubles of a network, the surest first; functions are loaded.

    ``about``: those of one person alone.
    """
    found = [one for one in _found(network_id) if about in {None, one.one, one.other}]
    people = queries.people_by_ids({key for one in found for key in (one.one, one.other)})
    return [Suggested(people[one.one], people[one.other], one.reason) for one in found]


def tell_apart(one: str, other: str, *, act: Act) -> bool:
    """Remember that two entries are two people; tell whether that is new.

    Raises:
        MergedWithItself: The two are one entry.
        NotFound: The network has no such entry.
    """
    if one == other:
        raise MergedWithItself
    with transaction():
        there = people_locked(act.network_id or 0, (one, other))
        if len(there) < len({one, other}):
            raise NotFound
        first, second = sorted(row.id for row in there.values())
        pair = (first, second)
        if any((row.one_id, row.other_id) == pair for row in queries.different_of([first])):
            return False
        session().add(
            DifferentPeopleRow(
                network_id=act.network_id,
                one_id=first,
                other_id=second,
                said_at=act.at,
                said_by=act.by,
            )
        )
        act.note("people.different", f"person:{one}", {"entry": other})
    return True


def were_told_apart(one: PersonRow, other: PersonRow) -> bool:
    """Tell whether somebody said that these are two people."""
    pair = {one.id, other.id}
    return any({row.one_id, row.other_id} == pair for row in queries.different_of([one.id]))


def kept_first(one: PersonRow, other: PersonRow) -> tuple[PersonRow, PersonRow]:
    """Return the two, the entry first that is the better one to keep.

    That is the one with an address that nobody disowned; else the older one.
    """
    is_better = bool(other.email and not other.link_disowned_at) and not (
        one.email and not one.link_disowned_at
    )
    return (other, one) if is_better else (one, other)


def _found(network_id: int) -> list[Double]:
    people = queries.everybody(network_id)
    organisations, merged = organisations_of_people(network_id), queries.merged_in(network_id)
    pairs = queries.different_pairs(network_id)
    return possible_doubles(
        (
            _entry(row, organisations.get(row.id, frozenset()), merged.get(row.id, ()))
            for row in people
        ),
        different={frozenset((pair.one_id, pair.other_id)) for pair in pairs},
    )


def _entry(
    row: PersonRow, organisations: frozenset[int], merged: Sequence[MergedPersonRow]
) -> Entry:
    addresses = (row.email, *(one.email for one in merged))
    return Entry(
        key=row.id,
        given=row.given,
        family=row.family,
        mailboxes=frozenset(mailbox(address) for address in addresses if address),
        organisations=organisations,
    )

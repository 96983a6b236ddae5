"""Settling purposes: names, bases for the whole network, and the words people are asked with.

Words that somebody decided on are never changed: the next decision makes a new version
(``services.consents.keep_words``). A change in substance ends every yes to the words before it,
as a line of the ledger like any other, and asks these people again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.queries import asking as asking_queries
from eventsvc.db.queries import purposes as queries
from eventsvc.db.queries.consents import who_must_agree
from eventsvc.db.queries.limits import people_of_network
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.consents import (
    NETWORK_WIDE,
    OWN,
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
    latest_state,
)
from eventsvc.domain.errors import DomainError
from eventsvc.domain.purposes import settled
from eventsvc.services.acts import Act
from eventsvc.services.privacy.asking import ask_again, decided
from eventsvc.services.privacy.consents import Answer, append_on, basis_of
from eventsvc.services.privacy.effects import settle


class PurposeInUse(DomainError):
    """People decided about a purpose: its name goes on standing in the proof."""

    code = "purpose-in-use"


def change(
    purpose: Purpose, values: Mapping[str, Any], *, is_material: bool, version: int, act: Act
) -> int:
    """Settle ``purpose``; return how many are asked again because the words changed in substance.

    Raises:
        EditConflict: Somebody else changed the network since ``version``.
        PurposeInUse: An own purpose loses its name after people decided about it.
    """
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        if purpose in OWN and not values["title"] and queries.is_decided(network.id, purpose):
            raise PurposeInUse
        network.purposes = {**network.purposes, purpose.value: dict(values)}
        writing.flush()
        settle(people_of_network(network.id), now=act.at)  # silence may mean something else now
        places = _scopes(network, purpose, act.at) if is_material else ()
        number = sum(end_every_yes(network, place, [purpose], act=act) for place in places)
        facts = {"purpose": purpose.value, "material": is_material, "asked": number}
        act.note("purpose.changed", f"network:{network.slug}", facts)
    return number


def would_be_asked(network: NetworkRow, purpose: Purpose, *, now: datetime) -> int:
    """Return how many have a yes that a change in substance ends."""
    return sum(
        len(agreed_to(network, at, [purpose])[purpose]) for at in _scopes(network, purpose, now)
    )


def as_stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form says as the network keeps it."""
    basis = values.get("basis")
    return {
        "title": dict(values.get("title") or {}),
        "basis": basis.value if basis else None,
        "balance": values.get("balance", ""),
        "question": dict(values["question"]),
        "notice": dict(values["notice"]),
    }


def shown(network: NetworkRow, purpose: Purpose) -> dict[str, Any]:
    """Return what the form shows."""
    found = settled(network.purposes, purpose)
    return {
        "title": found.title,
        "basis": found.basis,
        "balance": found.balance,
        "question": found.question,
        "notice": found.notice,
    }


def end_every_yes(
    network: NetworkRow, meeting: MeetingRow | None, purposes: Iterable[Purpose], *, act: Act
) -> int:
    """End each yes to ``purposes`` in one place, in the running transaction; return how many.

    Whoever said one is asked again, by one mail.
    """
    agreed = agreed_to(network, meeting, purposes)
    for purpose, people in agreed.items():
        for person_id in people:
            answer = Answer(
                purpose=purpose,
                state=State.UNKNOWN,
                language="",
                channel=Channel.WORDS,
                decided_by=DecidedBy.ON_BEHALF,
            )
            append_on(None, meeting, person_id, answer, now=act.at)
    everybody = sorted({one for people in agreed.values() for one in people})
    settle(everybody, now=act.at)
    ask_again(network, meeting, everybody, act=act)
    return sum(len(people) for people in agreed.values())


def _scopes(network: NetworkRow, purpose: Purpose, now: datetime) -> Sequence[MeetingRow | None]:
    """Return where a yes to the words may be: the network, or the meetings that are not over."""
    if purpose in NETWORK_WIDE:
        return [None]
    return queries.meetings_to_come(network.id, now=now)


def agreed_to(
    network: NetworkRow, meeting: MeetingRow | None, purposes: Iterable[Purpose]
) -> dict[Purpose, list[int]]:
    """Return who said yes to each purpose, where a yes is what counts (four questions at most)."""
    said = decided(network, meeting)
    people = asking_queries.people_concerned(network.id, meeting.id if meeting else None)
    asked = who_must_agree([meeting.id], [one.id for one in people]) if meeting else frozenset()
    found = {}
    for purpose in purposes:
        is_asked = meeting is None or basis_of(network, meeting, purpose) is Basis.CONSENT
        found[purpose] = [
            one.id
            for one in people
            if (is_asked or (meeting and (meeting.id, one.id) in asked))
            and latest_state(said.get(one.id, ()), purpose) is State.GRANTED
        ]
    return found

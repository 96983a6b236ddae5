"""Looking what is limited for people while they say nothing, and keeping what is seen."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import ConsentLimitRow
from eventsvc.db.queries import consents
from eventsvc.db.queries import limits as queries
from eventsvc.db.queries.limits import Facts, Place
from eventsvc.db.transaction import session
from eventsvc.domain.consents import OWN, Basis, Purpose
from eventsvc.domain.limits import (
    AT_MEETINGS,
    IN_NETWORK,
    SHARED,
    Limit,
    Reason,
    is_new,
    limited,
)
from eventsvc.domain.purposes import settled

Limits = Mapping[Place, Sequence[Limit]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look found at one place."""

    purposes: frozenset[Purpose]
    reason: Reason
    usual: frozenset[Purpose] = frozenset()


def look(
    person_ids: Collection[int], pairs: Collection[tuple[int, int]], *, now: datetime
) -> Limits:
    """Keep what is limited now where that differs from before; return all that was ever seen.

    ``pairs``: (person id, meeting id) at which to look beside the network. Of somebody who is
    erased nothing new is kept: what held then stays.
    """
    facts = queries.facts_of(person_ids)
    stored = queries.purposes_settled({one.network_id for one in facts.values()})
    bases = {network_id: _own_bases(purposes) for network_id, purposes in stored.items()}
    known = queries.limits_of(person_ids)
    rows = [
        {
            "network_id": facts[place[0]].network_id,
            "person_id": place[0],
            "meeting_id": place[1],
            "at": now,
            "purposes": sorted(one.value for one in found.purposes),
            "reason": found.reason,
        }
        for place, found in (
            *_at_meetings(pairs, facts, bases, known),
            *_in_networks(facts, bases, known),
        )
        if not facts[place[0]].is_erased
        and is_new(known.get(place, ()), found.purposes, usual=found.usual)
    ]
    if not rows:
        return known
    # As plain values in one statement: SQLite would take rows one by one.
    session().bulk_insert_mappings(ConsentLimitRow.__mapper__, rows)
    return queries.limits_of(person_ids)


def _at_meetings(
    pairs: Collection[tuple[int, int]],
    facts: Mapping[int, Facts],
    own: Mapping[int, Mapping[Purpose, Basis]],
    known: Limits,
) -> Iterator[tuple[Place, _Seen]]:
    meetings = sorted({meeting_id for _, meeting_id in pairs})
    named = consents.bases_of_meetings(meetings)
    agreeing = consents.agreeing(meetings, facts)
    for person_id, meeting_id in sorted(pairs):
        before = known.get((person_id, meeting_id), ())
        is_minor = facts[person_id].is_minor
        # Whoever was taken off the list is the guest that they were.
        was_guest = bool(before) and before[-1].reason is Reason.GUEST
        must_agree = is_minor or agreeing.get((meeting_id, person_id), was_guest)
        bases = {**own[facts[person_id].network_id], **named[meeting_id]}
        purposes = limited(AT_MEETINGS, bases, must_agree=must_agree)
        silent = Reason.BASIS if before else Reason.ASKED
        reason = Reason.CHILD if is_minor else Reason.GUEST if must_agree else silent
        # Also the first look is kept: without it nobody knew what changed later.
        yield (person_id, meeting_id), _Seen(purposes, reason, usual=_NOTHING_SEEN)


def _in_networks(
    facts: Mapping[int, Facts], own: Mapping[int, Mapping[Purpose, Basis]], known: Limits
) -> Iterator[tuple[Place, _Seen]]:
    for person_id, one in facts.items():
        before = known.get((person_id, None), ())
        uses = limited(IN_NETWORK, own[one.network_id], must_agree=one.is_minor)
        purposes = uses | (frozenset(SHARED) if one.never_share else frozenset())
        is_barred = one.never_share and not (before and set(SHARED) <= before[-1].purposes)
        silent = Reason.CHILD if one.is_minor else Reason.BASIS
        reason = Reason.NEVER_SHARE if is_barred else silent
        yield (person_id, None), _Seen(purposes, reason, usual=frozenset(IN_NETWORK))


_NOTHING_SEEN = frozenset(Purpose)
"""No look finds this: some purposes are never limited at a meeting."""


def _own_bases(stored: Mapping[str, object]) -> dict[Purpose, Basis]:
    found = {purpose: settled(stored, purpose).basis for purpose in OWN}
    return {purpose: basis for purpose, basis in found.items() if basis}

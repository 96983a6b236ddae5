"""Merging two entries of one person, because somebody at the office says that they are one.

The entry that stays gives its address, and with it the links that went there. All the rest comes
together: what can only be once by the rules of ``domain.merging``, so that nothing is shared that
one of the two entries forbade. Nothing undoes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import ConsentDecisionRow, MeetingRow, MergedPersonRow, PersonRow
from eventsvc.db.queries import doubles, merging, merging_parts
from eventsvc.db.queries import effects as effect_queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.consents import Channel, DecidedBy, Decision, Purpose, State
from eventsvc.domain.doubles import MergedWithItself
from eventsvc.domain.effects import BY_ITSELF, Ending
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.limits import SHARED
from eventsvc.domain.merging import Outcome, outcome
from eventsvc.services.acts import Act
from eventsvc.services.attendees.seating import give_seats, locked
from eventsvc.services.people.merging_attendances import bring_together
from eventsvc.services.people.merging_rest import settle_rest
from eventsvc.services.people.people import rename
from eventsvc.services.privacy.consents import Answer, append_on
from eventsvc.services.privacy.effects import Decisions, settle

_ORDER = {purpose: place for place, purpose in enumerate(Purpose)}
Place = tuple[int | None, Purpose]
"""A meeting, or None for the whole network, and what is decided there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entry stays, which goes, and of which the name and the phone number are kept."""

    kept: str
    gone: str
    name_of_gone: bool = False
    phone_of_gone: bool = False
    nonce: str = ""


def version_of(kept: PersonRow, gone: PersonRow) -> int:
    """Return the version of two entries together: it rises with each of them."""
    return kept.version + gone.version


def merge(wanted: Wanted, *, version: int, act: Act) -> None:
    """Make one entry of two.

    Raises:
        DoneAlready: The same form was sent before.
        MergedWithItself: The two are one entry.
        NotFound: The network has no such entry (any more).
        EditConflict: Somebody changed one of the two since ``version``.
    """
    if wanted.kept == wanted.gone:
        raise MergedWithItself
    with transaction():
        act.once(wanted.nonce)
        meetings = _shared_meetings(wanted, act)
        kept, gone = _both(wanted, version, act)
        said = effect_queries.decisions_of_people([kept.id, gone.id])
        results = outcomes(kept, gone, said, both_at={row.id for row in meetings})
        _let_go(kept, gone, wanted, act)
        bring_together(kept, gone)
        no = {place for place, one in results.items() if _is_no(one)}
        settle_rest(kept, gone, no=no, now=act.at)
        merging_parts.say_whose(gone.id, gone.public_id)
        merging.move(PersonRow, gone=gone.id, kept=kept.id)
        facts = {"entry": gone.public_id, "decisions": len(said.get(gone.id, ()))}
        merging.forget(PersonRow, gone.id)
        session().expunge(gone)
        session().expire_all()
        _end_twins(kept.id, now=act.at)
        _say_no_again(kept.id, results, said, now=act.at)
        settle([kept.id], now=act.at)
        for meeting in meetings:
            give_seats(meeting, public_url=act.public_url, now=act.at)
        act.note("people.merged", f"person:{wanted.kept}", facts)


def outcomes(
    kept: PersonRow, gone: PersonRow, said: Decisions, *, both_at: set[int]
) -> dict[Place, Outcome]:
    """Return what holds after merging, of everything that one of the two decided.

    ``both_at``: the meetings on whose lists both stand.
    """
    never = kept.never_share or gone.never_share
    mine, theirs = _by_place(said.get(kept.id, ())), _by_place(said.get(gone.id, ()))
    return {
        (meeting_id, purpose): outcome(
            mine.get((meeting_id, purpose), []),
            theirs.get((meeting_id, purpose), []),
            purpose,
            never=never and purpose in SHARED,
            both_there=meeting_id in both_at,
        )
        for meeting_id, purpose in sorted(
            mine.keys() | theirs.keys(), key=lambda place: (place[0] or 0, _ORDER[place[1]])
        )
    }


def _by_place(said: Iterable[tuple[int | None, Decision]]) -> Mapping[Place, list[Decision]]:
    found: dict[Place, list[Decision]] = {}
    for meeting_id, decision in said:
        found.setdefault((meeting_id, decision.purpose), []).append(decision)
    return found


def _is_no(one: Outcome) -> bool:
    return one.state in {State.REFUSED, State.OBJECTED}


def _shared_meetings(wanted: Wanted, act: Act) -> Sequence[MeetingRow]:
    """Return the meetings on whose lists both stand, locked before the people are.

    Everybody who gives out seats locks in this order, so that two of us never wait for each other.
    """
    both = [
        doubles.person_by_public_id(act.network_id or 0, one) for one in (wanted.kept, wanted.gone)
    ]
    numbers = [one.id for one in both if one is not None]
    listed = doubles.attendances_of_both(numbers)
    return [locked(number) for number in sorted(listed) if len(listed[number]) > 1]


def _both(wanted: Wanted, version: int, act: Act) -> tuple[PersonRow, PersonRow]:
    there = merging_parts.people_locked(act.network_id or 0, (wanted.kept, wanted.gone))
    if wanted.kept not in there or wanted.gone not in there:
        raise NotFound
    kept, gone = there[wanted.kept], there[wanted.gone]
    if version_of(kept, gone) != version:
        raise EditConflict(version=version, now=version_of(kept, gone))
    return kept, gone


def _let_go(kept: PersonRow, gone: PersonRow, wanted: Wanted, act: Act) -> None:
    """Write into the one entry what stays of both, and note what of the other is recognised."""
    names = (kept.given, kept.family, kept.folded_name)
    if wanted.name_of_gone:
        rename(kept, title=gone.title, given=gone.given, family=gone.family)
    else:
        names = (gone.given, gone.family, gone.folded_name)
    session().add(
        MergedPersonRow(
            network_id=kept.network_id,
            public_id=gone.public_id,
            person_id=kept.id,
            given=names[0],
            family=names[1],
            folded_name=names[2],
            email=gone.email,
            origin=gone.origin,
            merged_at=act.at,
            merged_by=act.by,
        )
    )
    _take_over(kept, gone, wanted)
    touch(kept)
    session().flush()


def _take_over(kept: PersonRow, gone: PersonRow, wanted: Wanted) -> None:
    if wanted.phone_of_gone or not kept.phone:
        kept.phone = gone.phone
    if not kept.email and gone.email:
        # The links of this entry went nowhere we know of; new ones go to the new address.
        kept.email, kept.link_disowned_at = gone.email, gone.link_disowned_at
        kept.link_generation += 1
    kept.title = kept.title or gone.title
    kept.language = kept.language or gone.language
    kept.is_minor = kept.is_minor or gone.is_minor
    kept.never_share = kept.never_share or gone.never_share
    kept.came_uninvited = kept.came_uninvited and gone.came_uninvited
    kept.entered_at = max(kept.entered_at, gone.entered_at)
    kept.restricted_at = min(filter(None, (kept.restricted_at, gone.restricted_at)), default=None)
    untold = [one for one in (kept, gone) if one.origin and one.informed_at is None]
    told = [moment for one in (kept, gone) if (moment := one.informed_at)]
    # What came by a list that nobody was told of is owed still (GDPR Art. 14).
    kept.origin = untold[0].origin if untold else kept.origin or gone.origin
    kept.informed_at = None if untold else min(told, default=None)


def _end_twins(person_id: int, *, now: datetime) -> None:
    """End all but the oldest of the open effects that ask for the same thing."""
    known = [one for one in effect_queries.known_effects([person_id]) if one.is_open]
    first: dict[object, int] = {}
    for one in known:
        first.setdefault(one.touched.place, one.number)
    twins = [one.number for one in known if first[one.touched.place] != one.number]
    for row in effect_queries.effects_by_ids(twins):
        row.ended_at, row.ended_by, row.ending = now, BY_ITSELF, Ending.OBSOLETE


def _say_no_again(
    person_id: int, results: Mapping[Place, Outcome], said: Decisions, *, now: datetime
) -> None:
    """Append each no that beats a yes, on the words that it was said on."""
    latest = max((one.decided_at for lines in said.values() for _, one in lines), default=now)
    for (meeting_id, purpose), one in results.items():
        if one.again is None:
            continue
        row = session().get_one(ConsentDecisionRow, one.again.number)
        answer = Answer(
            purpose=purpose,
            state=one.state,
            language=row.language,
            channel=Channel.MERGE,
            decided_by=DecidedBy.ON_BEHALF,
        )
        meeting = session().get(MeetingRow, meeting_id) if meeting_id else None
        # Not before any decision of the two, even if a clock was wrong: it is the last line.
        append_on(row.wording_id, meeting, person_id, answer, now=max(now, latest))

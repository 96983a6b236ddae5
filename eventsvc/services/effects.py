"""Following decisions out of the program: what is wrong out there is on the list until it is not.

``settle`` runs in the transaction of whatever changes what is true or what is out there: a
decision, a print, a list that is fetched, a picture that is published or taken down.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from eventsvc.db.models import EffectRow
from eventsvc.db.queries import consents
from eventsvc.db.queries import effects as queries
from eventsvc.db.queries.effects import Stands
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import (
    PHOTO,
    Basis,
    Decision,
    Purpose,
    bases_for,
    may_photograph,
)
from eventsvc.domain.desk import is_expected
from eventsvc.domain.effects import (
    BY_ITSELF,
    EffectKind,
    Ending,
    Touched,
    changes,
    forbidding,
    latest_about,
    uses_ended,
    withdrawn,
)
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import PURPOSES
from eventsvc.services.acts import Act

_CHUNK = 500
"""People looked at by one question; SQLite takes no more values than some thousands."""

Decisions = Mapping[int, Sequence[tuple[int | None, Decision]]]


def settle(person_ids: Collection[int], *, now: datetime, done_by: str = "") -> None:
    """Bring the effects of these people in line with what is true, in the running transaction.

    What is not wrong any more ends: done when ``done_by`` has just put it right, else obsolete.
    """
    session().flush()
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), _CHUNK):
        _settle(wanted[start : start + _CHUNK], now=now, done_by=done_by)


def settle_all(*, now: datetime) -> int:
    """End what a past meeting made needless; return of how many people that was looked at."""
    with transaction():
        people = queries.people_with_open_effects()
        settle(people, now=now)
    return len(people)


def done(public_id: str, *, act: Act) -> bool:
    """Note that a person did what an effect asks for; tell whether that is new.

    Raises:
        NotFound: There is no such effect.
    """
    with transaction():
        row = queries.effect(act.network_id or 0, public_id)
        if row is None:
            raise NotFound
        return end(row, act=act)


def end(row: EffectRow, *, act: Act) -> bool:
    """Do the same in the running transaction."""
    if row.ended_at is not None:
        return False
    row.ended_at, row.ending, row.ended_by = act.at, Ending.DONE, act.by
    act.note("effect.done", f"effect:{row.public_id}", {"kind": row.kind.value})
    return True


def _settle(person_ids: Collection[int], *, now: datetime, done_by: str) -> None:
    decided = queries.decisions_of_people(person_ids)
    touched = [
        *_paper(person_ids, decided, now),
        *_lists(person_ids, decided),
        *_pictures(person_ids, decided),
        *_data(decided),
        *_uses(decided),
    ]
    found = changes(touched, queries.known_effects(person_ids))
    for row in queries.effects_by_ids(found.ended):
        row.ended_at, row.ended_by = now, done_by or BY_ITSELF
        row.ending = Ending.DONE if done_by else Ending.OBSOLETE
    if found.new:
        networks = queries.networks_of(person_ids)
        session().add_all(_row(one, networks[one.person_id], now) for one in found.new)
        session().flush()


def _row(one: Touched, network_id: int, now: datetime) -> EffectRow:
    by_itself = one.kind is EffectKind.DATA
    return EffectRow(
        network_id=network_id,
        public_id=secrets.token_hex(16),
        person_id=one.person_id,
        meeting_id=one.meeting_id,
        decision_id=one.decision_id,
        kind=one.kind,
        subject=one.subject,
        made_at=now,
        ended_at=now if by_itself else None,
        ending=Ending.DONE if by_itself else None,
        ended_by=BY_ITSELF if by_itself else "",
    )


def _paper(person_ids: Collection[int], decided: Decisions, now: datetime) -> Iterator[Touched]:
    """Yield badges with a wrong mark, and photographers' sheets that lack somebody."""
    standing = queries.standing(person_ids, now=now)
    named = consents.bases_of_meetings(sorted({one.meeting.id for one in standing}))
    for one in standing:
        said = _at(decided, one.row.person_id, one.meeting.id)
        bases = bases_for(named[one.meeting.id], must_agree=one.row.must_agree)
        allowed = may_photograph(said, bases=bases)
        no, latest = latest_about(said, PHOTO, bases)
        because = latest if allowed else no
        if because and one.has_mark is not None and one.has_mark is allowed:
            yield _about(EffectKind.BADGE, one.row.public_id, one, because)
        if no and not allowed and _lacks(one, no):
            yield _about(EffectKind.SHEET, one.meeting.slug, one, no)


def _lacks(one: Stands, no: Decision) -> bool:
    row = one.row
    expected = is_expected(partstat=row.partstat, attends=row.attends, seat=row.seat)
    is_wanted = expected or row.checked_in_at is not None
    return is_wanted and one.sheet_at is not None and one.sheet_at < no.decided_at


def _about(kind: EffectKind, subject: str, one: Stands, decision: Decision) -> Touched:
    return Touched(
        kind=kind,
        subject=subject,
        person_id=one.row.person_id,
        decision_id=decision.number,
        meeting_id=one.meeting.id,
    )


def _lists(person_ids: Collection[int], decided: Decisions) -> Iterator[Touched]:
    """Yield lists that recipients fetched, with somebody who says no by now."""
    for row in queries.fetched_with(person_ids):
        handout = row.handout
        said = _at(decided, row.person_id, handout.meeting_id)
        no = forbidding(said, PURPOSES[handout.audience])
        if no and row.fetched_at <= no.decided_at:
            yield Touched(
                kind=EffectKind.HANDOUT,
                subject=handout.public_id,
                person_id=row.person_id,
                decision_id=no.number,
                meeting_id=handout.meeting_id,
            )


def _pictures(person_ids: Collection[int], decided: Decisions) -> Iterator[Touched]:
    """Yield pictures that are to be seen, with somebody who says no by now."""
    found = queries.pictures_with(person_ids)
    meetings = sorted({picture.meeting_id for _, picture in found})
    named = consents.bases_of_meetings(meetings)
    agreeing = consents.who_must_agree(meetings, person_ids)
    for person_id, picture in found:
        must_agree = (picture.meeting_id, person_id) in agreeing
        bases = bases_for(named[picture.meeting_id], must_agree=must_agree)
        basis = bases.get(picture.channel, Basis.CONSENT)
        said = _at(decided, person_id, picture.meeting_id)
        if no := forbidding(said, picture.channel, basis=basis):
            yield Touched(
                kind=EffectKind.PICTURE,
                subject=picture.public_id,
                person_id=person_id,
                decision_id=no.number,
                meeting_id=picture.meeting_id,
            )


def _data(decided: Decisions) -> Iterator[Touched]:
    """Yield what left lists and pages of the program by itself."""
    for person_id in decided:
        for no in withdrawn(_at(decided, person_id, None)):
            yield Touched(
                kind=EffectKind.DATA,
                subject=Purpose(no.purpose).value,
                person_id=person_id,
                decision_id=no.number,
            )


def _uses(decided: Decisions) -> Iterator[Touched]:
    """Yield uses of the network's own naming that somebody must be told to end."""
    for person_id, said in decided.items():
        for scope in {meeting_id for meeting_id, _ in said}:
            for no in uses_ended(one for meeting_id, one in said if meeting_id == scope):
                yield Touched(
                    kind=EffectKind.USE,
                    subject=f"{no.purpose.value}@{scope or 'network'}",
                    person_id=person_id,
                    decision_id=no.number,
                    meeting_id=scope,
                )


def _at(decided: Decisions, person_id: int, meeting_id: int | None) -> tuple[Decision, ...]:
    """Return what counts at a meeting: its own decisions and those for the network."""
    said = decided.get(person_id, ())
    return tuple(one for scope, one in said if scope is None or scope == meeting_id)

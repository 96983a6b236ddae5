"""Following a no out of the program: what is wrong out there is on the list until it is not.

``settle`` runs in the transaction of whatever changes what is true or what is out there: a
decision, a print, a list that is fetched, a picture that is published or taken down; somebody who
joins a list, is a child or a guest, is never to be shared; a basis that is changed.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import EffectRow, HandoutPersonRow, PictureRow
from eventsvc.db.queries import effects as queries
from eventsvc.db.queries.effects import Stands
from eventsvc.db.queries.limits import facts_of
from eventsvc.db.queries.same_address import people_who_share, sharing
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import OWN, PHOTO, Decision, Purpose
from eventsvc.domain.desk import is_expected
from eventsvc.domain.effects import (
    BY_ITSELF,
    Cause,
    CauseKind,
    EffectKind,
    Ending,
    Touched,
    changes,
    decided,
    forbidding,
    latest_no,
    latest_word,
    limited,
    uses_ended,
    withdrawn,
)
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import PURPOSES
from eventsvc.domain.limits import SHARED, since
from eventsvc.services.acts import Act
from eventsvc.services.privacy.limits import Limits, look
from eventsvc.services.privacy.same_address import bind

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
    """End what a past meeting made needless, carry over what an address that was changed binds.

    Return of how many people that was looked at.
    """
    with transaction():
        people = {*queries.people_with_open_effects(), *people_who_share()}
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
    circles = sharing(person_ids)
    person_ids = sorted({*person_ids, *(one for circle in circles for one in circle.here)})
    queries.take_turns(person_ids)
    bind(circles, now=now)
    standing = queries.standing(person_ids, now=now)
    pictures = queries.pictures_with(person_ids)
    pairs = {(one.row.person_id, one.meeting.id) for one in standing}
    pairs |= {(person_id, picture.meeting_id) for person_id, picture in pictures}
    known = _Known(queries.decisions_of_people(person_ids), look(person_ids, pairs, now=now))
    touched = [
        *_paper(standing, known),
        *_lists(queries.fetched_with(person_ids), known),
        *_pictures(pictures, known),
        *_data(known),
        *_uses_withdrawn(known),
        *_uses_limited(known),
    ]
    found = changes(touched, queries.known_effects(person_ids))
    for row in queries.effects_by_ids(found.ended):
        row.ended_at, row.ended_by = now, done_by or BY_ITSELF
        row.ending = Ending.DONE if done_by else Ending.OBSOLETE
    if found.new:
        networks = {one: facts.network_id for one, facts in facts_of(person_ids).items()}
        session().add_all(_row(one, networks[one.person_id], now) for one in found.new)
        session().flush()


@dataclass(frozen=True, slots=True)
class _Known:
    """What people decided, and what is limited while they say nothing."""

    decisions: Decisions
    limits: Limits

    def said(self, person_id: int, meeting_id: int | None) -> tuple[Decision, ...]:
        """Return what counts at a meeting: its own decisions and those for the network."""
        said = self.decisions.get(person_id, ())
        return tuple(one for scope, one in said if scope is None or scope == meeting_id)

    def no(self, person_id: int, meeting_id: int, purposes: Sequence[Purpose]) -> Cause | None:
        """Return why one of ``purposes`` is forbidden at a meeting."""
        limits = self.limits.get((person_id, meeting_id), ())
        no = latest_no(self.said(person_id, meeting_id), purposes, limits)
        barred = [one for purpose in purposes if (one := self.barred(person_id, purpose))]
        return max([*barred, *([no] if no else ())], default=None)

    def barred(self, person_id: int, purpose: Purpose) -> Cause | None:
        """Return why ``purpose`` is forbidden whatever the person said."""
        seen = self.limits.get((person_id, None), ()) if purpose in SHARED else ()
        limit = since(seen, purpose)
        return limited(limit) if limit else None


def _row(one: Touched, network_id: int, now: datetime) -> EffectRow:
    by_itself = one.kind is EffectKind.DATA
    is_decided = one.cause.kind is CauseKind.DECISION
    return EffectRow(
        network_id=network_id,
        public_id=secrets.token_hex(16),
        person_id=one.person_id,
        meeting_id=one.meeting_id,
        decision_id=one.cause.number if is_decided else None,
        limit_id=None if is_decided else one.cause.number,
        kind=one.kind,
        subject=one.subject,
        made_at=now,
        ended_at=now if by_itself else None,
        ending=Ending.DONE if by_itself else None,
        ended_by=BY_ITSELF if by_itself else "",
    )


def _paper(standing: Sequence[Stands], known: _Known) -> Iterator[Touched]:
    """Yield badges with a wrong mark, and photographers' sheets that lack somebody.

    A badge that says no where silence would do harms nobody: only a word of the person asks for
    another one.
    """
    for one in standing:
        person_id, meeting_id = one.row.person_id, one.meeting.id
        no = known.no(person_id, meeting_id, PHOTO)
        because = no or latest_word(known.said(person_id, meeting_id), PHOTO)
        is_wrong = one.has_mark is (no is None) or (one.is_doubled and no is not None)
        if because and one.has_mark is not None and is_wrong:
            yield _about(EffectKind.BADGE, one.row.public_id, one, because)
        if no and _lacks(one):
            yield _about(EffectKind.SHEET, one.meeting.slug, one, no)


def _lacks(one: Stands) -> bool:
    """Tell whether the newest photographer's sheet does not name somebody it should."""
    row = one.row
    expected = is_expected(partstat=row.partstat, attends=row.attends, seat=row.seat)
    is_wanted = expected or row.checked_in_at is not None
    return is_wanted and one.sheet_at is not None and row.on_sheet_at != one.sheet_at


def _about(kind: EffectKind, subject: str, one: Stands, cause: Cause) -> Touched:
    return Touched(
        kind=kind,
        subject=subject,
        person_id=one.row.person_id,
        cause=cause,
        meeting_id=one.meeting.id,
    )


def _lists(fetched: Sequence[HandoutPersonRow], known: _Known) -> Iterator[Touched]:
    """Yield lists that recipients fetched, with somebody who may not stand on them by now."""
    for row in fetched:
        handout = row.handout
        purpose = PURPOSES[handout.audience]
        no = forbidding(known.said(row.person_id, handout.meeting_id), purpose)
        barred = known.barred(row.person_id, purpose)
        causes = [*([decided(no)] if no else ()), *([barred] if barred else ())]
        later = [cause for cause in causes if row.fetched_at <= cause.at]
        if later:
            yield Touched(
                kind=EffectKind.HANDOUT,
                subject=handout.public_id,
                person_id=row.person_id,
                cause=max(later),
                meeting_id=handout.meeting_id,
            )


def _pictures(pictures: Sequence[tuple[int, PictureRow]], known: _Known) -> Iterator[Touched]:
    """Yield pictures that are to be seen, with somebody who may not be on them by now."""
    for person_id, picture in pictures:
        if no := known.no(person_id, picture.meeting_id, [picture.channel]):
            yield Touched(
                kind=EffectKind.PICTURE,
                subject=picture.public_id,
                person_id=person_id,
                cause=no,
                meeting_id=picture.meeting_id,
            )


def _data(known: _Known) -> Iterator[Touched]:
    """Yield what left lists and pages of the program by itself."""
    for person_id in known.decisions:
        for no in withdrawn(known.said(person_id, None)):
            yield Touched(
                kind=EffectKind.DATA,
                subject=Purpose(no.purpose).value,
                person_id=person_id,
                cause=decided(no),
            )


def _uses_withdrawn(known: _Known) -> Iterator[Touched]:
    """Yield uses of the network's own naming that somebody ended by a word."""
    for person_id, said in known.decisions.items():
        for scope in {meeting_id for meeting_id, _ in said}:
            for no in uses_ended(one for meeting_id, one in said if meeting_id == scope):
                yield _use(no.purpose, person_id, scope, decided(no))


def _uses_limited(known: _Known) -> Iterator[Touched]:
    """Yield such uses of those who say nothing, where that was enough before."""
    for (person_id, scope), seen in known.limits.items():
        said = [one for at, one in known.decisions.get(person_id, ()) if at == scope]
        for purpose in OWN:
            limit = since(seen, purpose)
            no = latest_no(said, [purpose], seen)
            if no and limit and limit is not seen[0] and no.kind is CauseKind.LIMIT:
                yield _use(purpose, person_id, scope, no)


def _use(purpose: Purpose, person_id: int, scope: int | None, cause: Cause) -> Touched:
    return Touched(
        kind=EffectKind.USE,
        subject=f"{purpose.value}@{scope or 'network'}",
        person_id=person_id,
        cause=cause,
        meeting_id=scope,
    )

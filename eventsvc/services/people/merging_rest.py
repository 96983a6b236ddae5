"""Of merging people: functions, links, forms, mails, and what the two had with each other."""

import secrets
from collections.abc import Collection
from datetime import datetime

from eventsvc.db.models import DifferentPeopleRow, PersonalCalendarRow, PersonRow
from eventsvc.db.queries import date_polls, doubles
from eventsvc.db.queries import merging_parts as queries
from eventsvc.db.queries.personal_calendars import calendar_of
from eventsvc.db.transaction import session
from eventsvc.domain.consents import NETWORK_WIDE, Purpose
from eventsvc.domain.mails import OutboxState


def settle_rest(
    kept: PersonRow, gone: PersonRow, *, no: Collection[tuple[int | None, Purpose]], now: datetime
) -> None:
    """Decide what stays where both have one, before all the rest is moved.

    ``no``: where and for what a no holds from now on.
    """
    _functions(kept, gone)
    _calendar(kept, gone)
    _forms(kept, gone, no=no)
    _mailed_links(kept, gone, now=now)
    queries.drop_introductions_between(kept.id, gone.id)
    queries.drop_twin_speakers(gone=gone.id, kept=kept.id)
    _pairs(kept, gone)
    queries.remember_instead(kept.network_id, gone=gone.id, kept=kept.id)
    _mails(kept, gone)
    session().flush()


def _functions(kept: PersonRow, gone: PersonRow) -> None:
    """Let each organisation stand once; what is not said of a function, the other entry says."""
    there = {row.organisation_id: row for row in queries.functions_of([kept.id])}
    for row in queries.functions_of([gone.id]):
        mine = there.get(row.organisation_id)
        if mine is not None:
            mine.title = {**row.title, **{tag: text for tag, text in mine.title.items() if text}}
            session().delete(row)


def _calendar(kept: PersonRow, gone: PersonRow) -> None:
    """End the calendar of the entry that goes; what it chose holds where the other chose nothing.

    Its address was handed to a calendar program, and we do not know whose.
    """
    mine, theirs = calendar_of(kept.id), calendar_of(gone.id)
    if theirs is None:
        return
    if mine is None:
        chosen = PersonalCalendarRow(person_id=kept.id, scope=theirs.scope, alarm=theirs.alarm)
        session().add(chosen)
    session().delete(theirs)


def _forms(kept: PersonRow, gone: PersonRow, *, no: Collection[tuple[int | None, Purpose]]) -> None:
    """Drop what waits for a link that is worthless now; and a yes that waits beside a no."""
    for row in queries.registrations_waiting([kept.id, gone.id]):
        if row.person_id == gone.id:
            session().delete(row)
            continue
        row.grants = {
            name: wording
            for name, wording in row.grants.items()
            if (None if Purpose(name) in NETWORK_WIDE else row.meeting_id, Purpose(name)) not in no
        }


def _mailed_links(kept: PersonRow, gone: PersonRow, *, now: datetime) -> None:
    """End links of profiles and date polls that went to an address which is not kept.

    Who keeps the same profile twice keeps it once.
    """
    stewards = queries.stewards_of([kept.id, gone.id])
    active = [row for row in stewards if row.ended_at is None]
    mine = {row.organisation_id for row in active if row.person_id == kept.id}
    for row in active:
        if row.person_id != gone.id:
            continue
        if row.organisation_id in mine:
            row.ended_at = now
        elif gone.email != kept.email:
            row.link_generation, row.mailed_at = row.link_generation + 1, None
    if gone.email != kept.email:
        for reply in date_polls.replies_of_person(gone.id):
            reply.public_id = secrets.token_hex(16)


def _pairs(kept: PersonRow, gone: PersonRow) -> None:
    """Let whoever is not the one entry not be the other either."""
    pairs = doubles.different_of([kept.id, gone.id])
    told = {frozenset({row.one_id, row.other_id}) for row in pairs if gone.id not in _both_of(row)}
    queries.drop_pairs([row for row in pairs if gone.id in _both_of(row)])
    for row in pairs:
        other = _both_of(row) - {gone.id, kept.id}
        if gone.id in _both_of(row) and other:
            pair = frozenset({kept.id, *other})
            if pair not in told:
                told.add(pair)
                session().add(pair_of(pair, like=row))


def pair_of(pair: Collection[int], *, like: DifferentPeopleRow) -> DifferentPeopleRow:
    """Return the record that two are two people, said when and by whom ``like`` was."""
    one, other = sorted(pair)
    return DifferentPeopleRow(
        network_id=like.network_id,
        one_id=one,
        other_id=other,
        said_at=like.said_at,
        said_by=like.said_by,
    )


def _both_of(row: DifferentPeopleRow) -> frozenset[int]:
    return frozenset({row.one_id, row.other_id})


def _mails(kept: PersonRow, gone: PersonRow) -> None:
    """Let mails be for the entry that stays; those that wait go to its address, with its links.

    A mail about a list (``services.recalls``) goes to whoever got the list.
    """
    for row in queries.mails_naming(kept.network_id, gone.public_id):
        is_to_them = row.facts.get("person") == gone.public_id and "handout" not in row.facts
        if is_to_them and row.state is OutboxState.WAITING and kept.email:
            row.recipient = kept.email
        row.facts = {
            name: kept.public_id if name in {"person", "from"} and said == gone.public_id else said
            for name, said in row.facts.items()
        }

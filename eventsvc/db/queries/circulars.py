"""Mails to the distribution list, and the people on it."""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import CircularRow, ConsentDecisionRow, OutboxRow, PersonRow
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.mails import OutboxState


def circulars_of(network_id: int, *, limit: int = 200) -> Sequence[CircularRow]:
    """Return the mails to the list with their groups, the newest first."""
    return (
        session()
        .scalars(
            select(CircularRow)
            .where(CircularRow.network_id == network_id)
            .options(joinedload(CircularRow.group))
            .order_by(CircularRow.created_at.desc(), CircularRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def circular_with_key(network_id: int, key: str) -> CircularRow | None:
    """Return the mail with this key in its address, with its group."""
    return session().scalar(
        select(CircularRow)
        .where(CircularRow.network_id == network_id)
        .where(CircularRow.key == key)
        .options(joinedload(CircularRow.group))
    )


def circular_with_id(network_id: int, number: int) -> CircularRow | None:
    """Return the mail with this number, with its group."""
    return session().scalar(
        select(CircularRow)
        .where(CircularRow.network_id == network_id)
        .where(CircularRow.id == number)
        .options(joinedload(CircularRow.group))
    )


def people_with_ids(numbers: Collection[int]) -> Sequence[PersonRow]:
    """Return these people by name."""
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.id.in_(numbers))
            .order_by(PersonRow.sort_key, PersonRow.id)
        )
        .all()
    )


def states_of(begin: str) -> Counter[OutboxState]:
    """Return how many of the mails whose key begins so got how far."""
    rows = session().execute(
        select(OutboxRow.state, func.count())
        .where(OutboxRow.unique_key.startswith(begin, autoescape=True))
        .group_by(OutboxRow.state)
    )
    return Counter({row[0]: row[1] for row in rows})


def agreed_to_the_list(person_id: int) -> ConsentDecisionRow | None:
    """Return the latest yes of the person to the distribution list."""
    return session().scalar(
        select(ConsentDecisionRow)
        .where(ConsentDecisionRow.person_id == person_id)
        .where(ConsentDecisionRow.purpose == Purpose.CONTACT_NETWORK)
        .where(ConsentDecisionRow.state == State.GRANTED)
        .order_by(ConsentDecisionRow.decided_at.desc(), ConsentDecisionRow.id.desc())
        .limit(1)
    )


def letters_from(network_id: int, public_id: str, *, kind: str) -> list[OutboxRow]:
    """Return what the person wrote to others and has not left yet."""
    rows = session().scalars(
        select(OutboxRow)
        .where(OutboxRow.network_id == network_id)
        .where(OutboxRow.kind == kind)
        .order_by(OutboxRow.id)
    )
    return [row for row in rows if row.facts.get("from") == public_id]

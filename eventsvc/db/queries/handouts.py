"""Lists that leave the house: who may stand on one, which there are, who stood on them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    FunctionRow,
    HandoutPersonRow,
    HandoutRow,
    NetworkRow,
    PersonRow,
)
from eventsvc.db.queries.attendances import MOST
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Decision


def people_of(network_id: int, *, person_id: int | None = None) -> Sequence[PersonRow]:
    """Return everybody of the network by family name, with functions and organisations.

    With ``person_id`` only that person.
    """
    query = (
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .options(selectinload(PersonRow.functions).joinedload(FunctionRow.organisation))
        .order_by(PersonRow.sort_key, PersonRow.id)
        .limit(MOST)
    )
    if person_id is not None:
        query = query.where(PersonRow.id == person_id)
    return session().scalars(query).all()


def addresses_in_audience(
    network_id: int, addresses: Collection[str], *, meeting_id: int | None
) -> frozenset[str]:
    """Return those mail addresses that somebody has for whom people agree to a list.

    Of a meeting: who stands on its list; else everybody of the network.
    """
    query = (
        select(PersonRow.email)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.email.in_(addresses))
    )
    if meeting_id is not None:
        query = query.join(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id)
    return frozenset(session().scalars(query))


def decisions_in_network(
    network_id: int, *, person_id: int | None = None
) -> Mapping[int, tuple[Decision, ...]]:
    """Return person id → what was decided for the whole network."""
    query = (
        select(
            ConsentDecisionRow.person_id,
            ConsentDecisionRow.purpose,
            ConsentDecisionRow.state,
            ConsentDecisionRow.decided_at,
            ConsentDecisionRow.id,
        )
        .where(ConsentDecisionRow.network_id == network_id)
        .where(ConsentDecisionRow.meeting_id.is_(None))
        .order_by(ConsentDecisionRow.id)
    )
    if person_id is not None:
        query = query.where(ConsentDecisionRow.person_id == person_id)
    found: dict[int, list[Decision]] = defaultdict(list)
    for decider, purpose, state, decided_at, number in session().execute(query):
        found[decider].append(
            Decision(purpose=purpose, state=state, decided_at=decided_at, number=number)
        )
    return {decider: tuple(decisions) for decider, decisions in found.items()}


def handouts_of(network_id: int, *, limit: int = 200) -> Sequence[HandoutRow]:
    """Return the network's lists with their meetings, the latest first."""
    return (
        session()
        .scalars(
            select(HandoutRow)
            .where(HandoutRow.network_id == network_id)
            .options(joinedload(HandoutRow.meeting))
            .order_by(HandoutRow.made_at.desc(), HandoutRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def handout(network_id: int, public_id: str) -> HandoutRow | None:
    """Return one list of the network with its meeting."""
    return session().scalar(
        select(HandoutRow)
        .where(HandoutRow.network_id == network_id)
        .where(HandoutRow.public_id == public_id)
        .options(joinedload(HandoutRow.meeting))
    )


def network_of(network_id: int) -> NetworkRow:
    """Return the network with this id."""
    return session().get_one(NetworkRow, network_id)


def persons_on(handout_id: int) -> Mapping[int, HandoutPersonRow]:
    """Return person id → the record of everybody who ever stood on the list."""
    rows = session().scalars(
        select(HandoutPersonRow)
        .where(HandoutPersonRow.handout_id == handout_id)
        .order_by(HandoutPersonRow.id)
        .limit(MOST)
    )
    return {row.person_id: row for row in rows}


def handouts_with(person_id: int) -> Sequence[HandoutPersonRow]:
    """Return the lists that the person stood on when they were fetched, the latest first."""
    return (
        session()
        .scalars(
            select(HandoutPersonRow)
            .where(HandoutPersonRow.person_id == person_id)
            .options(joinedload(HandoutPersonRow.handout).joinedload(HandoutRow.meeting))
            .order_by(HandoutPersonRow.fetched_at.desc(), HandoutPersonRow.id.desc())
            .limit(MOST)
        )
        .all()
    )

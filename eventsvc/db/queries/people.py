"""What is asked about people when lists come in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import exists, or_, select, union
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    AttendanceRow,
    FunctionRow,
    GroupPersonRow,
    PersonRow,
    StewardRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.registrations import UNINVITED

MOST = 2000
"""More people than one organisation sends to a network."""


def people_of(network_id: int) -> Sequence[PersonRow]:
    """Return everybody of the network with their functions, in a fixed order."""
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .options(selectinload(PersonRow.functions))
            .order_by(PersonRow.id)
        )
        .all()
    )


def people_named(network_id: int, folded_name: str) -> Sequence[PersonRow]:
    """Return everybody of this name (``domain.people.folded_name``), in a fixed order."""
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.folded_name == folded_name)
            .order_by(PersonRow.id)
        )
        .all()
    )


def organisations_of_people(network_id: int) -> dict[int, frozenset[int]]:
    """Return person id → the organisations they work for or once came for."""
    pairs: Iterable[tuple[int, int]] = session().execute(
        union(
            select(FunctionRow.person_id, FunctionRow.organisation_id).where(
                FunctionRow.network_id == network_id
            ),
            select(AttendanceRow.person_id, AttendanceRow.organisation_id)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.organisation_id.is_not(None)),
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, organisation_id in pairs:
        found[person_id].add(organisation_id)
    return {person_id: frozenset(ids) for person_id, ids in found.items()}


def attendances_of(network_id: int, meeting_id: int) -> Sequence[AttendanceRow]:
    """Return every attendance of the meeting with its person, in a fixed order."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .options(joinedload(AttendanceRow.person))
            .order_by(AttendanceRow.id)
        )
        .all()
    )


def person_with_functions(network_id: int, public_id: str) -> PersonRow | None:
    """Return the person with the functions, in a fixed order, and their organisations."""
    return session().scalar(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.public_id == public_id)
        .options(selectinload(PersonRow.functions).joinedload(FunctionRow.organisation))
        .execution_options(populate_existing=True)
    )


def functions_in(network_id: int, organisation_id: int) -> Sequence[FunctionRow]:
    """Return who is something in the organisation, by family name, with the person."""
    return (
        session()
        .scalars(
            select(FunctionRow)
            .join(FunctionRow.person)
            .where(FunctionRow.network_id == network_id)
            .where(FunctionRow.organisation_id == organisation_id)
            .options(joinedload(FunctionRow.person))
            .order_by(PersonRow.sort_key, FunctionRow.id)
            .limit(MOST)
        )
        .all()
    )


def is_known_to_the_office(person: PersonRow) -> bool:
    """Tell whether the office named, invited or met the person, or let them into something.

    Whoever came uninvited has a function too: the one that the form says.
    """
    me = person.id
    named = exists().where(
        AttendanceRow.person_id == me,
        or_(
            AttendanceRow.source.not_in(UNINVITED),
            AttendanceRow.checked_in_at.is_not(None),
            AttendanceRow.reply_channel.is_not(None),
        ),
    )
    keeps = exists().where(StewardRow.person_id == me, StewardRow.ended_at.is_(None))
    in_group = exists().where(GroupPersonRow.person_id == me)
    known = select(or_(named, keeps, in_group))
    return not person.came_uninvited or bool(session().scalar(known))


def people_with_address(network_id: int, email: str) -> Sequence[PersonRow]:
    """Return who has this mail address, in lower case; several may share a mailbox."""
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.email == email)
            .order_by(PersonRow.id)
        )
        .all()
    )

"""Introductions: who can be asked, and how each of them stands."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import AttendanceRow, FunctionRow, IntroductionRow, PersonRow
from eventsvc.db.transaction import session


def reachable_people(
    network_id: int, organisation_id: int, *, limit: int = 200
) -> Sequence[PersonRow]:
    """Return who works for the organisation or came for it and may get mails, by name."""
    works_for = select(FunctionRow.person_id).where(FunctionRow.organisation_id == organisation_id)
    came_for = select(AttendanceRow.person_id).where(
        AttendanceRow.organisation_id == organisation_id
    )
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.id.in_(works_for.union(came_for)))
            .where(PersonRow.email != "")
            .where(PersonRow.never_share.is_(False))
            .where(PersonRow.restricted_at.is_(None))
            .where(PersonRow.link_disowned_at.is_(None))
            .order_by(PersonRow.sort_key, PersonRow.id)
            .limit(limit)
        )
        .all()
    )


def _whole() -> Select[IntroductionRow]:
    return select(IntroductionRow).options(
        joinedload(IntroductionRow.topic),
        joinedload(IntroductionRow.asker),
        joinedload(IntroductionRow.helper),
        joinedload(IntroductionRow.asker_person),
        joinedload(IntroductionRow.helper_person),
    )


def introduction(network_id: int, public_id: str) -> IntroductionRow | None:
    """Return the introduction with both sides."""
    return session().scalar(
        _whole()
        .where(IntroductionRow.network_id == network_id)
        .where(IntroductionRow.public_id == public_id)
    )


def introductions_of(network_id: int, *, limit: int = 200) -> Sequence[IntroductionRow]:
    """Return the network's introductions, the latest first."""
    return (
        session()
        .scalars(
            _whole()
            .where(IntroductionRow.network_id == network_id)
            .order_by(IntroductionRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def introductions_with(person_id: int, *, limit: int = 50) -> Sequence[IntroductionRow]:
    """Return the introductions that the person was asked about, the latest first."""
    return (
        session()
        .scalars(
            _whole()
            .where(
                or_(
                    IntroductionRow.asker_person_id == person_id,
                    IntroductionRow.helper_person_id == person_id,
                )
            )
            .order_by(IntroductionRow.id.desc())
            .limit(limit)
        )
        .all()
    )

"""What matching needs: who says what to whom, how topics belong together, who works with whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from eventsvc.db.extension import Texts
from eventsvc.db.models import (
    AttendanceRow,
    CooperationRow,
    FunctionRow,
    OrganisationRow,
    StatementRow,
    TopicRow,
)
from eventsvc.db.queries.codes import current_code
from eventsvc.db.queries.experience import grades
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.matches import Around
from eventsvc.domain.matching import Matching
from eventsvc.domain.search import find
from eventsvc.domain.statements import SEES, Audience, Statement
from eventsvc.domain.topics import Topics

MOST = 100_000
"""Statements of one network that are looked at."""
_COLUMNS = (
    StatementRow.id,
    StatementRow.organisation_id,
    StatementRow.kind,
    StatementRow.topic_id,
    StatementRow.text,
    StatementRow.source,
    StatementRow.stated_on,
    StatementRow.visibility,
    StatementRow.valid_until,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement on a topic and who says it; no code, no page."""

    row: StatementRow
    name: Texts
    code: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """What an organisation is called: its name, its key in addresses, its printed code."""

    name: Texts
    key: str
    code: str | None


def sees(audience: Audience, *, today: date) -> ColumnElement[bool]:
    """Return the condition that a statement is shown to ``audience`` and not over ``today``."""
    return and_(
        StatementRow.visibility.in_(sorted(SEES[audience])),
        or_(StatementRow.valid_until.is_(None), StatementRow.valid_until >= today),
    )


def as_statement(row: StatementRow | Any) -> Statement:
    """Return the row, or the columns of one, as the rules know it."""
    return Statement(
        number=row.id,
        organisation=row.organisation_id,
        kind=row.kind,
        topic=row.topic_id,
        text=row.text,
        source=row.source,
        stated_on=row.stated_on,
        visibility=row.visibility,
        valid_until=row.valid_until,
    )


def matching_of(network_id: int, *, to: Audience, today: date) -> Matching:
    """Return who could help whom in the network, by what ``to`` may see ``today``.

    Organisations that are retired or became part of another are left out.
    """
    rows = session().execute(
        select(*_COLUMNS)
        .join(StatementRow.organisation)
        .where(StatementRow.network_id == network_id)
        .where(StatementRow.unsorted.is_(False))
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
        .where(sees(to, today=today))
        .order_by(StatementRow.id)
        .limit(MOST)
    )
    # Columns, not rows of the session: fifty thousand of those would cost seconds.
    return Matching(map(as_statement, rows), around=_around(network_id, to))


def _around(network_id: int, to: Audience) -> Around:
    topics = known_topics(network_id)
    names = session().execute(
        select(OrganisationRow.id, OrganisationRow.sort_key)
        .where(OrganisationRow.network_id == network_id)
        .order_by(OrganisationRow.id)
        .limit(MOST)
    )
    pairs = session().execute(
        select(CooperationRow.organisation_id, CooperationRow.partner_id, CooperationRow.subjects)
        .where(CooperationRow.network_id == network_id)
        .where(CooperationRow.partner_id.is_not(None))
        .where(CooperationRow.visibility.in_(sorted(SEES[to])))
        .order_by(CooperationRow.id)
        .limit(MOST)
    )
    cooperations = (
        (one, other, topics.meant(subject))
        for one, other, subjects in pairs
        for subject in subjects
    )
    return Around(
        parents=topics.parents,
        grades=grades(network_id, to=to),
        names={number: key for number, key in names},  # noqa: C416 -- typed rows
        cooperations=frozenset(
            (one, other, topic) for one, other, topic in cooperations if other and topic
        ),
    )


def known_topics(network_id: int) -> Topics:
    """Return the network's topics with their names, synonyms and places."""
    rows = session().scalars(
        select(TopicRow).where(TopicRow.network_id == network_id).order_by(TopicRow.id).limit(MOST)
    )
    return Topics.of((row.id, row.label.values(), row.synonyms, row.parent_id) for row in rows)


def spoken_on(
    network_id: int, topic_id: int, *, today: date, limit: int = 1000
) -> Sequence[Spoken]:
    """Return the public statements on the topic, and the offers on all, by who says them."""
    on_all = and_(StatementRow.topic_id.is_(None), StatementRow.kind == StatementKind.OFFER)
    rows = session().execute(
        select(StatementRow, OrganisationRow.name, current_code(OrganisationRow.id))
        .join(StatementRow.organisation)
        .where(StatementRow.network_id == network_id)
        .where(StatementRow.unsorted.is_(False))
        .where(or_(StatementRow.topic_id == topic_id, on_all))
        .where(sees(Audience.ANYBODY, today=today))
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
        .order_by(OrganisationRow.sort_key, StatementRow.id)
        .limit(limit)
    )
    return [Spoken(row, name, code) for row, name, code in rows]


def organisation_names(network_id: int, numbers: Iterable[int]) -> dict[int, Named]:
    """Return id → what the organisation is called, in words, in addresses and on paper."""
    rows = session().execute(
        select(
            OrganisationRow.id,
            OrganisationRow.name,
            OrganisationRow.key,
            current_code(OrganisationRow.id),
        )
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.id.in_(set(numbers)))
        .order_by(OrganisationRow.id)
    )
    return {number: Named(name, key, code) for number, name, key, code in rows}


def organisations_of_person(network_id: int, person_id: int) -> Sequence[OrganisationRow]:
    """Return the living organisations the person works for or came for, by name."""
    works_for = select(FunctionRow.organisation_id).where(FunctionRow.person_id == person_id)
    came_for = (
        select(AttendanceRow.organisation_id)
        .where(AttendanceRow.person_id == person_id)
        .where(AttendanceRow.organisation_id.is_not(None))
    )
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == network_id)
            .where(OrganisationRow.id.in_(works_for.union(came_for)))
            .where(OrganisationRow.retired_at.is_(None))
            .where(OrganisationRow.merged_into_id.is_(None))
            .order_by(OrganisationRow.sort_key, OrganisationRow.id)
            .limit(20)
        )
        .all()
    )


def ids_called(network_id: int, words: str) -> frozenset[int]:
    """Return the ids of the living organisations with a name like ``words``."""
    rows = session().execute(
        select(
            OrganisationRow.id,
            OrganisationRow.name,
            OrganisationRow.short,
            OrganisationRow.aliases,
        )
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
        .order_by(OrganisationRow.id)
        .limit(MOST)
    )
    named = (
        (number, [*name.values(), *short.values(), *more]) for number, name, short, more in rows
    )
    return frozenset(find(words, named))

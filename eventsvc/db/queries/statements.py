"""What organisations seek, offer and work on, and whom they work with, as the public sees it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, or_, select
from sqlalchemy.orm import joinedload

from eventsvc.db.extension import Texts
from eventsvc.db.models import CooperationRow, OrganisationRow, StatementRow, TopicRow
from eventsvc.db.queries.codes import current_code
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility


@dataclass(frozen=True, slots=True)
class Partner:
    """A co-operation seen from one side: with whom, on what."""

    name: Texts | str
    code: str | None
    """The code of the partner's page; None when the partner stands by name only."""
    subjects: list[str]
    source: str


@dataclass(slots=True)
class Said:
    """How much an organisation says in public, and the ids of the topics it says it about."""

    counts: dict[StatementKind, int] = field(default_factory=lambda: defaultdict(int))
    topics: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Own:
    """An organisation and what it says in public on topics."""

    row: OrganisationRow
    statements: list[StatementRow]


def _shown(today: date | BindParameter[date]) -> ColumnElement[bool]:
    return and_(
        StatementRow.visibility == Visibility.PUBLIC,
        or_(StatementRow.valid_until.is_(None), StatementRow.valid_until >= today),
    )


def public_statements(
    network_id: int, *, organisation_id: int, today: date
) -> Sequence[StatementRow]:
    """Return the organisation's public statements valid ``today``, as entered, with topics."""
    return public_words(network_id, organisation_id=organisation_id, own_key="", today=today)[0]


def public_words(
    network_id: int, *, organisation_id: int, own_key: str, today: date
) -> tuple[Sequence[StatementRow], Own | None]:
    """Return what the organisation says in public, and the reader's own one with its words.

    As ``public_statements``, for two organisations in one question. The own one is None when
    ``own_key`` is nobody's who is there today. Of its statements those without a topic are left
    out; nobody can match them.
    """
    values = {"network": network_id, "organisation": organisation_id, "own": own_key}
    rows = session().execute(_words(), values | {"today": today})
    said: list[StatementRow] = []
    own: Own | None = None
    for organisation, statement in rows:
        if organisation.id == organisation_id and statement is not None:
            said.append(statement)
        if organisation.key == own_key and _is_there(organisation):
            own = own or Own(organisation, [])
            if statement is not None and not statement.unsorted:
                own.statements.append(statement)
    return said, own


def _is_there(row: OrganisationRow) -> bool:
    return row.retired_at is None and row.merged_into_id is None


@cache
def _words() -> Select[*tuple[Any, ...]]:
    """Return a question of the scan page, built once (``queries.profiles``)."""
    shown = and_(StatementRow.organisation_id == OrganisationRow.id, _shown(bindparam("today")))
    either = or_(
        OrganisationRow.id == bindparam("organisation"), OrganisationRow.key == bindparam("own")
    )
    return (
        select(OrganisationRow, StatementRow)
        .outerjoin(StatementRow, shown)
        .where(OrganisationRow.network_id == bindparam("network"))
        .where(either)
        .options(joinedload(StatementRow.topic))
        .order_by(StatementRow.id, OrganisationRow.id)
        .limit(400)
    )


def public_said(network_id: int, *, today: date, limit: int = 20_000) -> dict[int, Said]:
    """Return organisation id → what it says in public; who says nothing is not in it."""
    rows = session().execute(
        select(StatementRow.organisation_id, StatementRow.kind, StatementRow.topic_id)
        .where(StatementRow.network_id == network_id)
        .where(_shown(today))
        .order_by(StatementRow.id)
        .limit(limit)
    )
    found: dict[int, Said] = defaultdict(Said)
    for organisation_id, kind, topic_id in rows:
        found[organisation_id].counts[kind] += 1
        if topic_id is not None:
            found[organisation_id].topics.add(topic_id)
    return found


def topics(network_id: int, *, limit: int = 500) -> Sequence[TopicRow]:
    """Return the network's topics by their keys."""
    return (
        session()
        .scalars(
            select(TopicRow)
            .where(TopicRow.network_id == network_id)
            .order_by(TopicRow.key)
            .limit(limit)
        )
        .all()
    )


def public_partners(network_id: int, *, organisation_id: int) -> Sequence[Partner]:
    """Return with whom the organisation works, whichever of the two entered it."""
    ids = {"network": network_id, "organisation": organisation_id}
    return [
        Partner(name or row.partner_name, None if retired else code, row.subjects, row.source)
        for row, name, code, retired in session().execute(_partners(), ids)
    ]


@cache
def _partners() -> Select[*tuple[Any, ...]]:
    """Return a question of the scan page, built once (``queries.profiles``)."""
    mine = CooperationRow.organisation_id == bindparam("organisation")
    other = case((mine, CooperationRow.partner_id), else_=CooperationRow.organisation_id)
    return (
        select(
            CooperationRow,
            OrganisationRow.name,
            current_code(OrganisationRow.id),
            OrganisationRow.retired_at,
        )
        .outerjoin(OrganisationRow, OrganisationRow.id == other)
        .where(CooperationRow.network_id == bindparam("network"))
        .where(or_(mine, CooperationRow.partner_id == bindparam("organisation")))
        .where(CooperationRow.visibility == Visibility.PUBLIC)
        .order_by(CooperationRow.id)
        .limit(100)
    )

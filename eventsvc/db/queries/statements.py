"""What organisations seek, offer and work on, and whom they work with, as the public sees it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, case, or_, select
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


def _shown(today: date) -> ColumnElement[bool]:
    return and_(
        StatementRow.visibility == Visibility.PUBLIC,
        or_(StatementRow.valid_until.is_(None), StatementRow.valid_until >= today),
    )


def public_statements(
    network_id: int, *, organisation_id: int, today: date, limit: int = 200
) -> Sequence[StatementRow]:
    """Return the organisation's public statements valid ``today``, as entered, with topics."""
    return (
        session()
        .scalars(
            select(StatementRow)
            .where(StatementRow.network_id == network_id)
            .where(StatementRow.organisation_id == organisation_id)
            .where(_shown(today))
            .options(joinedload(StatementRow.topic))
            .order_by(StatementRow.id)
            .limit(limit)
        )
        .all()
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


def public_partners(
    network_id: int, *, organisation_id: int, limit: int = 100
) -> Sequence[Partner]:
    """Return with whom the organisation works, whichever of the two entered it."""
    other = case(
        (CooperationRow.organisation_id == organisation_id, CooperationRow.partner_id),
        else_=CooperationRow.organisation_id,
    )
    rows = session().execute(
        select(
            CooperationRow,
            OrganisationRow.name,
            current_code(OrganisationRow.id),
            OrganisationRow.retired_at,
        )
        .outerjoin(OrganisationRow, OrganisationRow.id == other)
        .where(CooperationRow.network_id == network_id)
        .where(
            or_(
                CooperationRow.organisation_id == organisation_id,
                CooperationRow.partner_id == organisation_id,
            )
        )
        .where(CooperationRow.visibility == Visibility.PUBLIC)
        .order_by(CooperationRow.id)
        .limit(limit)
    )
    return [
        Partner(name or row.partner_name, None if retired else code, row.subjects, row.source)
        for row, name, code, retired in rows
    ]

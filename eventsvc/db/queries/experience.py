"""How much experience organisations say they have on topics: 1 is very much, 6 is none."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import ExperienceRow
from eventsvc.db.transaction import session
from eventsvc.domain.statements import SEES, Audience

MOST = 100_000


def experience(organisation_id: int, topic_id: int) -> ExperienceRow | None:
    """Return what the organisation says of its experience on one topic."""
    return session().get(ExperienceRow, (organisation_id, topic_id))


def experience_of(network_id: int, organisation_id: int) -> Sequence[ExperienceRow]:
    """Return all that the organisation released, whoever may see it, with topics."""
    return (
        session()
        .scalars(
            select(ExperienceRow)
            .options(joinedload(ExperienceRow.topic))
            .where(ExperienceRow.network_id == network_id)
            .where(ExperienceRow.organisation_id == organisation_id)
            .order_by(ExperienceRow.grade, ExperienceRow.topic_id)
        )
        .all()
    )


def grades(network_id: int, *, to: Audience) -> Mapping[tuple[int, int], int]:
    """Return organisation and topic → grade, as far as ``to`` may see it."""
    rows = session().execute(
        select(ExperienceRow.organisation_id, ExperienceRow.topic_id, ExperienceRow.grade)
        .where(ExperienceRow.network_id == network_id)
        .where(ExperienceRow.visibility.in_(sorted(SEES[to])))
        .order_by(ExperienceRow.organisation_id, ExperienceRow.topic_id)
        .limit(MOST)
    )
    return {(organisation, topic): grade for organisation, topic, grade in rows}

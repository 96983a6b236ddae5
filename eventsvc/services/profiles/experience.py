"""How much experience an organisation says it has: graded by itself, or from a survey."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from eventsvc.db.models import ExperienceRow, OrganisationRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import experience as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import Visibility
from eventsvc.services.acts import Act


def assess(organisation: int, values: Mapping[str, Any], *, today: date, act: Act) -> None:
    """Let ``values["grades"]`` be all that the organisation says of its experience.

    They are topic (as text) → 1 to 6, for those to read whom ``values["visibility"]`` names.

    Raises:
        NotFound: The organisation is gone.
    """
    with transaction() as writing:
        row = directory.organisation_by_id(act.network_id or 0, organisation)
        if row is None:
            raise NotFound
        grades = {int(topic): grade for topic, grade in values["grades"].items()}
        for known in queries.experience_of(row.network_id, row.id):
            if known.topic_id not in grades:
                writing.delete(known)
        for topic, grade in grades.items():
            note(row, (topic, grade), source="", visibility=values["visibility"], today=today)
        act.note("experience.assessed", f"organisation:{row.key}", {"topics": len(grades)})


def note(
    organisation: OrganisationRow,
    graded: tuple[int, int],
    *,
    source: str,
    visibility: Visibility,
    today: date,
) -> None:
    """Write a topic's grade in the running transaction; the same again keeps where it is from."""
    topic, grade = graded
    row = queries.experience(organisation.id, topic)
    if row is None:
        row = ExperienceRow(
            network_id=organisation.network_id, organisation_id=organisation.id, topic_id=topic
        )
        session().add(row)
    if row.grade != grade or source:
        row.grade, row.source, row.stated_on = grade, source, today
    row.visibility = visibility
    session().flush()

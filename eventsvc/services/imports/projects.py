"""Projects worth copying, from the file into the database."""

from functools import partial

from eventsvc.db.models import ProjectRow
from eventsvc.db.queries.imports import rows_of
from eventsvc.db.transaction import session
from eventsvc.db.versions import touch
from eventsvc.inputs.networks.projects import ProjectPart
from eventsvc.services.imports.records import Importing, Wanted, values_of

_COLUMNS = {
    name: name
    for name in (
        "title",
        "status",
        "summary",
        "worked",
        "failed",
        "needs",
        "cost",
        "months",
        "contact_title",
        "contact_email",
    )
} | {"source": "source_url", "data": "data_url"}
_TEXTS = ("title", "summary", "worked", "failed", "needs", "contact_title")


def take_projects(importing: Importing, parts: list[ProjectPart]) -> None:
    """Bring in what organisations tell of their projects."""
    there = {row.key: row for row in rows_of(ProjectRow, importing.network.id)}
    for part in parts:
        wanted, owner = _wanted(importing, part), importing.organisations.get(part.org)
        if owner is None:
            importing.skip(wanted)
            continue
        row = importing.take(
            wanted,
            there.get(part.key),
            create=partial(_new, importing, part.key, owner.id),
        )
        if row is not None and session().is_modified(row):
            touch(owner)  # a form that somebody has open notices it by the organisation


def _wanted(importing: Importing, part: ProjectPart) -> Wanted:
    values, said = values_of(part, _COLUMNS)
    owner, topic = importing.organisations.get(part.org), importing.topics.get(part.topic)
    values |= {
        "organisation_id": owner.id if owner else None,
        "topic_id": topic.id if topic else None,
        "told_on": part.date or importing.now.date(),
    }
    said |= {"organisation_id"}
    said |= {"topic_id"} if "topic" in part.model_fields_set else set()
    said |= {"told_on"} if part.date else set()
    return Wanted(subject="project", key=part.key, values=values, said=said)


def _new(importing: Importing, key: str, owner: int) -> ProjectRow:
    texts: dict[str, dict[str, str]] = {name: {} for name in _TEXTS}
    return ProjectRow(
        network_id=importing.network.id,
        organisation_id=owner,
        key=key,
        told_on=importing.now.date(),
        **texts,
    )

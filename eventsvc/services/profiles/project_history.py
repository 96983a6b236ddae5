"""Projects of an organisation as versions of its profile keep them: as plain values, by key."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from eventsvc.db.models import OrganisationRow, ProjectRow
from eventsvc.db.queries import directory
from eventsvc.db.queries.projects import keys_of_others, projects_of
from eventsvc.db.transaction import session
from eventsvc.domain.profiles import Content
from eventsvc.domain.projects import TOLD, CostBand, Kept, ProjectStatus, with_free_keys


def kept_projects(row: OrganisationRow) -> list[dict[str, Any]]:
    """Return what is told of the organisation's projects, the oldest first."""
    return [_plain(one) for one in projects_of(row.network_id, row.id)]


def values_of(told: Kept) -> dict[str, Any]:
    """Return the fields of a project as its row has them."""
    cost = told["cost"]
    return {name: told[name] for name in TOLD} | {
        "status": ProjectStatus(told["status"]),
        "cost": CostBand(cost) if cost else None,
        "told_on": date.fromisoformat(told["told_on"]),
    }


def put_projects_back(row: OrganisationRow, wanted: Iterable[Kept]) -> None:
    """Let these be all projects of the organisation.

    The row of a key stays the same, because wishes of others to copy it hang on it. A project
    whose topic is gone meanwhile has none.
    """
    topics = {one.id for one in directory.topics_of(row.network_id)}
    there = {one.key: one for one in projects_of(row.network_id, row.id)}
    for told in wanted:
        found = there.pop(told["key"], None) or ProjectRow(
            network_id=row.network_id, organisation_id=row.id, key=told["key"]
        )
        for name, value in values_of(told).items():
            setattr(found, name, value)
        if found.topic_id not in topics:
            found.topic_id = None
        session().add(found)
        session().flush()  # one by one: they are listed in the order of their ids
    for gone in there.values():
        session().delete(gone)
    session().flush()


def with_own_keys(row: OrganisationRow, content: Content) -> Content:
    """Return ``content`` with other keys for projects whose key another member has by now."""
    wanted = content.get("projects") or ()
    there = {one.key for one in projects_of(row.network_id, row.id)}
    if there.issuperset(one["key"] for one in wanted):
        return content
    taken = keys_of_others(row.network_id, row.id)
    return {**content, "projects": with_free_keys(wanted, taken=taken)}


def _plain(row: ProjectRow) -> dict[str, Any]:
    return (
        {"key": row.key}
        | {name: getattr(row, name) for name in TOLD}
        | {
            "status": row.status.value,
            "cost": row.cost.value if row.cost else None,
            "told_on": row.told_on.isoformat(),
        }
    )

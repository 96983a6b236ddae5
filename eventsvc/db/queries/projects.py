"""Projects worth copying: those of a network, of an organisation, on a topic, and who wants one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, true
from sqlalchemy.orm import joinedload

from eventsvc.db.extension import Texts
from eventsvc.db.models import OrganisationRow, ProjectRow, ProjectWishRow
from eventsvc.db.queries.codes import current_code
from eventsvc.db.transaction import session

MOST = 2000
"""More projects than any network tells of."""


@dataclass(frozen=True, slots=True)
class Told:
    """A project and the code of its organisation's page; organisation and topic are loaded."""

    row: ProjectRow
    code: str | None


@dataclass(frozen=True, slots=True)
class Titled:
    """What is needed to list a project under its organisation."""

    key: str
    title: Texts
    organisation_id: int


def _living(network_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .join(ProjectRow.organisation)
        .where(ProjectRow.network_id == network_id)
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
    )


def projects(network_id: int, *, on: int | None = None, limit: int = MOST) -> Sequence[Told]:
    """Return the projects (on a topic) of all organisations that are not closed, by their names."""
    rows = session().execute(
        _living(network_id, ProjectRow, current_code(OrganisationRow.id))
        .where(true() if on is None else ProjectRow.topic_id == on)
        .options(joinedload(ProjectRow.organisation), joinedload(ProjectRow.topic))
        .order_by(OrganisationRow.sort_key, ProjectRow.id)
        .limit(limit)
    )
    return [Told(row, code) for row, code in rows]


def project(network_id: int, key: str) -> Told | None:
    """Return the project with this key, unless its organisation is closed."""
    found = session().execute(
        _living(network_id, ProjectRow, current_code(OrganisationRow.id))
        .options(joinedload(ProjectRow.organisation), joinedload(ProjectRow.topic))
        .where(ProjectRow.key == key)
    )
    return next((Told(row, code) for row, code in found), None)


def titles(network_id: int, *, limit: int = MOST) -> Sequence[Titled]:
    """Return what all projects are called, the oldest first."""
    columns = (ProjectRow.key, ProjectRow.title, ProjectRow.organisation_id)
    rows = session().execute(_living(network_id, *columns).order_by(ProjectRow.id).limit(limit))
    return [Titled(key, title, organisation_id) for key, title, organisation_id in rows]


def projects_of(network_id: int, organisation_id: int) -> Sequence[ProjectRow]:
    """Return the projects of an organisation, the oldest first."""
    ids = {"network": network_id, "organisation": organisation_id}
    return session().scalars(_of_organisation(), ids).all()


@cache
def _of_organisation() -> Select[ProjectRow]:
    """Return a question of the scan page, built once (``queries.profiles``)."""
    return (
        select(ProjectRow)
        .where(ProjectRow.network_id == bindparam("network"))
        .where(ProjectRow.organisation_id == bindparam("organisation"))
        .order_by(ProjectRow.id)
        .limit(200)
    )


def wishes(project_ids: Iterable[int]) -> dict[int, list[Texts]]:
    """Return project id → the names of those who would like to copy it, by when they said so."""
    rows = session().execute(
        select(ProjectWishRow.project_id, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.id == ProjectWishRow.organisation_id)
        .where(ProjectWishRow.project_id.in_(set(project_ids)))
        .order_by(ProjectWishRow.id)
    )
    found: dict[int, list[Texts]] = {}
    for number, name in rows:
        found.setdefault(number, []).append(name)
    return found


def wished_keys(organisation_id: int) -> frozenset[str]:
    """Return the keys of the organisation's projects that others would like to copy."""
    query = select(ProjectRow.key).join(ProjectWishRow, ProjectWishRow.project_id == ProjectRow.id)
    return frozenset(session().scalars(query.where(ProjectRow.organisation_id == organisation_id)))


def wishes_of(organisation_id: int) -> frozenset[int]:
    """Return the ids of the projects that an organisation said it would like to copy."""
    query = select(ProjectWishRow.project_id)
    return frozenset(
        session().scalars(query.where(ProjectWishRow.organisation_id == organisation_id))
    )


def project_keys(network_id: int) -> frozenset[str]:
    """Return every key that is given in the network."""
    query = select(ProjectRow.key).where(ProjectRow.network_id == network_id)
    return frozenset(session().scalars(query))


def keys_of_others(network_id: int, organisation_id: int) -> frozenset[str]:
    """Return the keys that projects of other organisations of the network have."""
    query = select(ProjectRow.key).where(ProjectRow.network_id == network_id)
    return frozenset(session().scalars(query.where(ProjectRow.organisation_id != organisation_id)))

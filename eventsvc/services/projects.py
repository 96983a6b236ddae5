"""Projects worth copying: told by their organisations, and wished for by others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsvc.db.models import (
    NetworkRow,
    OrganisationRow,
    ProjectRow,
    ProjectWishRow,
    StatementRow,
)
from eventsvc.db.queries import directory
from eventsvc.db.queries import projects as queries
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect, touch
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import VersionKind
from eventsvc.domain.slugs import free_slug
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.outbox import Letter, queue
from eventsvc.services.profile_history import catch_up, keep
from eventsvc.services.stewards import address_of, letter_to

PROJECT_WANTED = "project-wanted"
"""Kind of the mail that tells an owner who would like to copy a project."""

Values = Mapping[str, Any]


class OwnProject(DomainError):
    """An organisation has no need to copy what is its own."""

    code = "own-project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an organisation says when it would like to copy a project."""

    organisation: OrganisationRow
    project: str
    words: Mapping[str, str]
    """What stands among its seeks from now on, by language."""
    today: date


def create(organisation_key: str, values: Values, *, today: date, nonce: str, act: Act) -> str:
    """Tell of a new project; return its key.

    Raises:
        NotFound, DoneAlready: There is no such organisation; the form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        owner = directory.organisation_by_key(network.id, organisation_key)
        if owner is None:
            raise NotFound
        title = choose(values["title"], language=network.languages[0], fallbacks=network.languages)
        key = free_slug(title.text, taken={"new"} | queries.project_keys(network.id))
        writing.add(
            ProjectRow(
                network_id=network.id, organisation_id=owner.id, key=key, told_on=today, **values
            )
        )
        act.note("project.created", f"project:{key}")
    return key


def change(key: str, values: Values, *, owner: int, version: int, today: date, act: Act) -> None:
    """Change what is told of a project. ``owner``: the id of the organisation that it must be of.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction():
        row = expect(_own(key, owner, act), version)
        for name, value in values.items():
            setattr(row, name, value)
        row.told_on = today
        act.note("project.changed", f"project:{key}")


def delete(key: str, *, owner: int, act: Act) -> None:
    """Let a project be told of no more; wishes to copy it go along.

    Raises:
        NotFound: There is none of this organisation.
    """
    with transaction() as writing:
        writing.delete(_own(key, owner, act))
        act.note("project.deleted", f"project:{key}")


def wish(said: Wish, *, act: Act) -> bool:
    """Note that an organisation would like to copy a project; tell the owner by mail.

    It becomes a public seek of the organisation. Return False when it said so before.

    Raises:
        NotFound: There is no such project.
        OwnProject: It is the organisation's own.
    """
    with transaction() as writing:
        told = queries.project(act.network_id or 0, said.project)
        if told is None:
            raise NotFound
        project, row = told.row, said.organisation
        if project.organisation_id == row.id:
            raise OwnProject
        if project.id in queries.wishes_of(row.id):
            return False
        writing.add(ProjectWishRow(project_id=project.id, organisation_id=row.id, wished_at=act.at))
        _seek(project, said, act)
        _tell_owner(project, row, act)
        act.note("project.wished", f"project:{project.key}", {"organisation": row.key})
    return True


def _own(key: str, owner: int, act: Act) -> ProjectRow:
    rows = queries.projects_of(act.network_id or 0, owner)
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise NotFound
    return found


def _seek(project: ProjectRow, said: Wish, act: Act) -> None:
    row = session().get_one(OrganisationRow, said.organisation.id)
    catch_up(row, act=act)
    session().add(
        StatementRow(
            network_id=row.network_id,
            organisation_id=row.id,
            kind=StatementKind.SEEK,
            topic_id=project.topic_id,
            unsorted=project.topic_id is None,
            text=dict(said.words),
            source=_title(project)[:255],
            stated_on=said.today,
            visibility=Visibility.PUBLIC,
        )
    )
    touch(row)
    keep(row, VersionKind.CHANGED, act=act)


def _title(project: ProjectRow) -> str:
    languages = session().get_one(NetworkRow, project.network_id).languages
    return choose(project.title, language=languages[0], fallbacks=languages).text


def _tell_owner(project: ProjectRow, asker: OrganisationRow, act: Act) -> None:
    network = session().get_one(NetworkRow, project.network_id)
    facts = {"project": project.key, "organisation": asker.key}
    stewards = [
        one
        for one in steward_queries.stewards_of(network.id, project.organisation_id)
        if address_of(one)
    ]
    reason = f"{project.id}:{asker.id}"
    letters = [
        letter_to(one, network, reason, kind=PROJECT_WANTED, facts=facts) for one in stewards
    ]
    mailbox = _mailbox(project)
    if mailbox and mailbox not in {letter.recipient for letter in letters}:
        letters.append(
            Letter(
                unique_key=f"{PROJECT_WANTED}:{reason}",
                recipient=mailbox,
                kind=PROJECT_WANTED,
                language=network.languages[0],
                facts=facts,
                network_id=network.id,
            )
        )
    for letter in letters:
        queue(letter, public_url=act.public_url, now=act.at)


def _mailbox(project: ProjectRow) -> str:
    profile = project.organisation.profile
    return project.contact_email or (profile.contact_email if profile else "")

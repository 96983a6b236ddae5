"""Projects worth copying: told by their organisations, and wished for by others.

A project belongs to the profile of its organisation: versions keep it, and what a steward tells
waits where the office publishes profiles.
"""

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
from eventsvc.db.queries.proposals import proposal, proposed_project_keys
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import DomainError, EditConflict, NotFound
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import VersionKind
from eventsvc.domain.projects import KEY_OF_THE_FORM
from eventsvc.domain.slugs import free_slug
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.profiles.members import version_of
from eventsvc.services.profiles.profile_history import catch_up, keep
from eventsvc.services.profiles.project_history import kept_projects, put_projects_back
from eventsvc.services.profiles.proposals import change as change_profile
from eventsvc.services.profiles.proposals import propose, would_be
from eventsvc.services.profiles.stewards import address_of, letter_to

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
    """Tell of a new project; return its key. Where the office publishes, it waits for that.

    Raises:
        NotFound, DoneAlready: There is no such organisation; the form was sent before.
    """
    with transaction():
        act.once(nonce)
        owner = _owner(organisation_key, act)
        key = _free_key(owner.network_id, values["title"])

        def write(row: OrganisationRow) -> None:
            session().add(
                ProjectRow(
                    network_id=row.network_id,
                    organisation_id=row.id,
                    key=key,
                    told_on=today,
                    **values,
                )
            )
            touch(row)

        change_profile(owner, write, said="project.created", about=f"project:{key}", act=act)
    return key


def change(
    organisation_key: str, key: str, values: Values, *, version: int, today: date, act: Act
) -> None:
    """Change what is told of a project. Where the office publishes, the change waits for that.

    Raises:
        NotFound: There is none of this organisation.
        EditConflict: The organisation's profile was changed since ``version``.
    """
    with transaction():
        owner = _owner(organisation_key, act)
        if version_of(owner) != version:
            raise EditConflict(version=version, now=version_of(owner))

        def write(row: OrganisationRow) -> None:
            project = _own(row, key)
            for name, value in values.items():
                setattr(project, name, value)
            project.told_on = today
            touch(row)

        change_profile(owner, write, said="project.changed", about=f"project:{key}", act=act)


def delete(organisation_key: str, key: str, *, act: Act) -> None:
    """Let a project be told of no more; wishes to copy it go along.

    Where the office publishes, readers see it until the office agrees.

    Raises:
        NotFound: There is none of this organisation.
    """
    with transaction():
        owner = _owner(organisation_key, act)

        def write(row: OrganisationRow) -> None:
            session().delete(_own(row, key))
            touch(row)

        change_profile(owner, write, said="project.deleted", about=f"project:{key}", act=act)


def keep_after_all(organisation_key: str, key: str, *, act: Act) -> None:
    """Let a project stay whose deletion waits for the office, as readers see it.

    Raises:
        NotFound: There is none of this organisation.
    """
    with transaction():
        owner = _owner(organisation_key, act)
        _own(owner, key)
        told = next(one for one in kept_projects(owner) if one["key"] == key)
        waiting = proposal(owner.network_id, owner.id)
        if waiting is None or any(
            one["key"] == key for one in would_be(owner, waiting).get("projects", ())
        ):
            return  # said twice

        def write(row: OrganisationRow) -> None:
            put_projects_back(row, [*kept_projects(row), told])

        propose(owner, write, act=act)


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


def _owner(key: str, act: Act) -> OrganisationRow:
    row = directory.organisation_by_key(act.network_id or 0, key)
    if row is None:
        raise NotFound
    return row


def _own(row: OrganisationRow, key: str) -> ProjectRow:
    rows = queries.projects_of(row.network_id, row.id)
    found = next((one for one in rows if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def _free_key(network_id: int, title: Mapping[str, str]) -> str:
    languages = session().get_one(NetworkRow, network_id).languages
    words = choose(title, language=languages[0], fallbacks=languages).text
    given = queries.project_keys(network_id) | proposed_project_keys(network_id)
    return free_slug(words, taken={KEY_OF_THE_FORM} | given)


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

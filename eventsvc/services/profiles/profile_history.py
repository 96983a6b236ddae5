"""Keeping every version of a profile, inside the transaction that changes it."""

from datetime import date
from enum import StrEnum
from typing import Any

from eventsvc.db.models import (
    OrganisationRow,
    ProfilePictureRow,
    ProfileRow,
    ProfileVersionRow,
    StatementRow,
)
from eventsvc.db.queries import directory
from eventsvc.db.queries import profile_versions as queries
from eventsvc.db.queries.profile_pictures import kept_picture, pictures_of
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import (
    KEPT,
    Content,
    Licence,
    Picture,
    PictureKind,
    Strategy,
    VersionKind,
    pictures_in,
)
from eventsvc.services.acts import Act
from eventsvc.services.profiles.project_history import kept_projects, put_projects_back

_NOTHING: dict[str, Any] = {
    **{name: {} for name in ("sentence", "text", "contact_title", "programme", "funding")},
    **dict.fromkeys(("document_id", "population", "population_as_of")),
    **dict.fromkeys(("strategy", "strategy_year", "licence")),
    "news": [],
}
"""What stands in a field of which a version says that it was empty; else an empty text."""
_READ: dict[str, Any] = {
    "population_as_of": date.fromisoformat,
    "strategy": Strategy,
    "licence": Licence,
}
"""What makes the value of a field again of the plain one."""


def catch_up(row: OrganisationRow, *, act: Act) -> None:
    """Keep what stands there now, unless the newest version says the same already.

    Called before each change, so that the first change and whatever an import did lose nothing.
    """
    latest, now = queries.latest_version(row.id), content_of(row)
    if latest is None or latest.content != now:
        _append(row, now, VersionKind.FOUND, by="", act=act, after=latest)


def keep(row: OrganisationRow, kind: VersionKind, *, act: Act) -> None:
    """Append the profile as it stands after a change."""
    session().flush()
    latest = queries.latest_version(row.id)
    _append(row, content_of(row), kind, by=act.by, act=act, after=latest)


def content_of(row: OrganisationRow) -> dict[str, Any]:
    """Return the profile, its pictures, the statements and projects as plain values."""
    profile, hung = row.profile, pictures_of(row.id)
    said = directory.statements_of(row.network_id, row.id)
    return {
        **{name: _value(getattr(profile, name, None)) for name in KEPT},
        **{kind.value: _described(hung.get(kind)) for kind in PictureKind},
        "statements": [_plain(one) for one in said],
        "projects": kept_projects(row),
    }


def write_profile(profile: ProfileRow, values: Content) -> None:
    """Write what a form says of the profile itself; what it says of other things stays out."""
    for name in (*KEPT, "checked_on", "position"):
        if name in values:
            setattr(profile, name, values[name])


def put_back(row: OrganisationRow, content: Content) -> None:
    """Let the organisation say again what ``content`` says.

    A statement whose topic is gone meanwhile waits for the office to choose another; a picture
    whose bytes are gone hangs no more. Fields that profiles had not yet when the version was kept
    stay as they are, and so do projects.
    """
    writing = session()
    if row.profile is not None:
        for name in (name for name in KEPT if name in content):
            value = content[name]
            read = _READ.get(name, lambda same: same)
            setattr(row.profile, name, read(value) if value else _NOTHING.get(name, ""))
    _put_pictures_back(row, content)
    for one in directory.statements_of(row.network_id, row.id):
        writing.delete(one)
    writing.flush()
    topics = {one.id for one in directory.topics_of(row.network_id)}
    for said in content["statements"]:
        writing.add(_statement(row, said, topics))
    if "projects" in content:
        put_projects_back(row, content["projects"])


def _put_pictures_back(row: OrganisationRow, content: Content) -> None:
    there, wanted = pictures_of(row.id), pictures_in(content)
    for kind in (kind for kind in PictureKind if kind in content):
        found, kept = there.get(kind), wanted.get(kind)
        if kept is not None and kept_picture(row.id, kept.digest) is not None:
            found = found or ProfilePictureRow(
                organisation_id=row.id, network_id=row.network_id, kind=kind
            )
            for name in Picture.__slots__:
                setattr(found, name, getattr(kept, name))
            session().add(found)
        elif found is not None:
            session().delete(found)


def _append(
    row: OrganisationRow,
    content: dict[str, Any],
    kind: VersionKind,
    *,
    by: str,
    act: Act,
    after: ProfileVersionRow | None,
) -> None:
    version = ProfileVersionRow(
        network_id=row.network_id,
        organisation_id=row.id,
        number=after.number + 1 if after else 1,
        kind=kind,
        at=act.at,
        by=by,
        content=content,
    )
    session().add(version)
    session().flush()


def _value(value: Any) -> Any:
    """Return the value of a field as JSON takes it; nothing, in whatever form, is None."""
    if isinstance(value, date):
        return value.isoformat()
    return (value.value if isinstance(value, StrEnum) else value) or None


def _described(picture: ProfilePictureRow | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    described = {name: getattr(picture, name) for name in Picture.__slots__}
    return {**described, "licence": _value(picture.licence)}


def _plain(one: StatementRow) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "topic_id": one.topic_id,
        "unsorted": one.unsorted,
        "text": dict(one.text),
        "source": one.source,
        "stated_on": one.stated_on.isoformat() if one.stated_on else None,
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "visibility": one.visibility.value,
    }


def _statement(row: OrganisationRow, said: Content, topics: set[int]) -> StatementRow:
    has_topic = said["topic_id"] in topics
    lost_it = said["topic_id"] is not None and not has_topic
    return StatementRow(
        network_id=row.network_id,
        organisation_id=row.id,
        kind=StatementKind(said["kind"]),
        topic_id=said["topic_id"] if has_topic else None,
        unsorted=said["unsorted"] or lost_it,
        text=dict(said["text"]),
        source=said["source"],
        stated_on=_day(said["stated_on"]),
        valid_until=_day(said["valid_until"]),
        visibility=Visibility(said["visibility"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

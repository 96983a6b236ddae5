"""What became of projects between two states of a profile, in words, for the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import projects as queries
from eventsvc.domain.profiles import Change
from eventsvc.domain.projects import (
    CostBand,
    Fate,
    Kept,
    ProjectChange,
    ProjectStatus,
    project_changes,
)
from eventsvc.services.profiles.profile_reviews import restored
from eventsvc.services.profiles.project_history import kept_projects
from eventsvc.web.jinja import list_text, text
from eventsvc.web.words import COST_BANDS, PROJECT_STATUS

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow

_FIELDS: Mapping[str, LazyString] = {
    "title": lazy_gettext("Title"),
    "topic_id": lazy_gettext("Action field"),
    "status": lazy_gettext("How far it is"),
    "summary": lazy_gettext("In short"),
    "worked": lazy_gettext("What worked"),
    "failed": lazy_gettext("What did not work"),
    "needs": lazy_gettext("What one needs to copy it"),
    "cost": lazy_gettext("Cost in all"),
    "months": lazy_gettext("Months it took"),
    "source_url": lazy_gettext("Web address of the open source code"),
    "data_url": lazy_gettext("Web address of the open data"),
    "contact_title": lazy_gettext("Contact: called"),
    "contact_email": lazy_gettext("Mail address"),
}
_CHOICES: Mapping[str, tuple[Any, Mapping[Any, LazyString]]] = {
    "status": (ProjectStatus, PROJECT_STATUS),
    "cost": (CostBand, COST_BANDS),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One project that two states tell differently: a heading, and what each of them says."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """What becomes of today's projects when an older version is put back: their titles."""

    stay: list[str]
    """Told of since, and wished for by others."""
    go: list[str]


def tellings(row: "OrganisationRow", change: Change, topics: Mapping[int, str]) -> list[Telling]:
    """Return what two states tell differently of the organisation's projects, one by one."""
    own = {one.id: one.key for one in queries.projects_of(row.network_id, row.id)}
    wishes = {own[number]: names for number, names in queries.wishes(own).items()}
    return [
        _telling(one, topics, wishes.get((one.after or one.before or {})["key"], ()))
        for one in project_changes(change.before or (), change.after or ())
    ]


def replaced(row: "OrganisationRow", content: Mapping[str, Any]) -> Replaced:
    """Return what becomes of today's projects when the version with ``content`` is put back."""
    if "projects" not in content:
        return Replaced([], [])
    wanted = {one["key"] for one in content["projects"]}
    left = {one["key"] for one in restored(row, content)["projects"]}
    since = [one for one in kept_projects(row) if one["key"] not in wanted]
    return Replaced(
        stay=[_title(one) for one in since if one["key"] in left],
        go=[_title(one) for one in since if one["key"] not in left],
    )


def _telling(
    one: ProjectChange, topics: Mapping[int, str], wished_by: Sequence[Mapping[str, str]]
) -> Telling:
    title = _title(one.after or one.before or {})
    heading = {
        Fate.NEW: gettext("New project: %(title)s", title=title),
        Fate.CHANGED: gettext("Changed project: %(title)s", title=title),
        Fate.GONE: gettext("Deleted project: %(title)s", title=title),
    }[one.fate]
    after = _lines(one.after, one.fields, topics)
    if one.fate is Fate.GONE and wished_by:
        after = gettext(
            "(nothing) These would like to copy it, and lose it: %(names)s.",
            names=list_text(text(name) for name in wished_by),
        )
    return Telling(heading, _lines(one.before, one.fields, topics), after)


def _title(project: Kept) -> str:
    return str(text(project["title"]))


def _lines(project: Kept | None, fields: Sequence[str], topics: Mapping[int, str]) -> str:
    """Return the ``fields`` of a project, a line for each and for each language."""
    if project is None:
        return ""
    return "\n".join(line for name in fields for line in _field(name, project[name], topics))


def _field(name: str, value: Any, topics: Mapping[int, str]) -> list[str]:
    if isinstance(value, dict) and value:
        return [f"{_FIELDS[name]} ({language}): {words}" for language, words in value.items()]
    return [f"{_FIELDS[name]}: {_word(name, value, topics) or gettext('(nothing)')}"]


def _word(name: str, value: Any, topics: Mapping[int, str]) -> str:
    if name == "topic_id":
        return topics.get(value, "")
    if name in _CHOICES and value:
        kind, words = _CHOICES[name]
        return str(words[kind(value)])
    return str(value or "")

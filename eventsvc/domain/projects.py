"""Projects worth copying: how far they are, what they cost, and how two states of them differ.

Versions of a profile keep a project as plain values, like the rest (``domain.profiles``). Its key
says which project it is: the same in every version, and unique in the network.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from eventsvc.domain.slugs import free_slug

Kept = Mapping[str, Any]
"""A project as a version keeps it: ``key`` and the fields of TOLD."""


class ProjectStatus(StrEnum):
    """How far a project is; what was stopped teaches as much as what runs."""

    IDEA = "idea"
    PILOT = "pilot"
    RUNNING = "running"
    STOPPED = "stopped"


class CostBand(StrEnum):
    """What a project cost in all, in euros: a band, because nobody publishes the sum."""

    UNDER_10K = "under_10k"
    UNDER_50K = "under_50k"
    UNDER_250K = "under_250k"
    UNDER_1M = "under_1m"
    OVER_1M = "over_1m"


MOST_MONTHS = 240
"""Months that a project may have taken."""
KEY_OF_THE_FORM = "new"
"""No project's key: it stands in the address of the form for a new one."""

TOLD = (
    "title",
    "topic_id",
    "status",
    "summary",
    "worked",
    "failed",
    "needs",
    "cost",
    "months",
    "source_url",
    "data_url",
    "contact_title",
    "contact_email",
    "told_on",
)
"""What is told of a project, in the order of its form."""


class Fate(StrEnum):
    """What became of a project between two states of a profile."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project that two states tell differently; None where a state does not know it."""

    before: Kept | None
    after: Kept | None

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.before is None:
            return Fate.NEW
        return Fate.CHANGED if self.after is not None else Fate.GONE

    @property
    def fields(self) -> list[str]:
        """The fields in which both differ; the day of the change itself is none."""
        before, after = self.before or {}, self.after or {}
        return [
            name
            for name in TOLD
            if name != "told_on" and (before.get(name) or None) != (after.get(name) or None)
        ]


def project_changes(before: Sequence[Kept], after: Sequence[Kept]) -> list[ProjectChange]:
    """Return the projects that differ: the changed and those that are gone, then the new."""
    was, now = _by_key(before), _by_key(after)
    keys = [*was, *(key for key in now if key not in was)]
    found = [ProjectChange(was.get(key), now.get(key)) for key in keys]
    return [one for one in found if one.fields]


def merged_projects(
    now: Sequence[Kept], *, base: Sequence[Kept], proposed: Sequence[Kept]
) -> list[Kept]:
    """Return ``now`` with what ``proposed`` changed of ``base``, field by field.

    A project that the proposal changed is there though somebody deleted it since: its writer's
    words are not lost, and the office sees them as a new project.
    """
    there, was, wanted = _by_key(now), _by_key(base), _by_key(proposed)
    kept = [
        _merged(one, was.get(key, {}), wanted.get(key, one))
        for key, one in there.items()
        if key in wanted or key not in was
    ]
    new = [one for key, one in wanted.items() if key not in there and one != was.get(key)]
    return [*kept, *new]


def with_wished(
    wanted: Sequence[Kept], *, now: Sequence[Kept], wished: Collection[str]
) -> list[Kept]:
    """Return ``wanted`` and those of ``now`` that it does not know and others want to copy.

    ``wished``: keys. An older version is put back so; the wish of somebody else goes with no
    project that was told of since.
    """
    known = _by_key(wanted)
    return [*wanted, *(one for one in now if one["key"] in wished and one["key"] not in known)]


def with_free_keys(wanted: Sequence[Kept], *, taken: Collection[str]) -> list[Kept]:
    """Return ``wanted`` with other keys for those ``taken``, by another organisation meanwhile."""
    own = {one["key"] for one in wanted} - set(taken)
    found: list[Kept] = []
    for one in wanted:
        key = one["key"]
        if key in taken:
            key = free_slug(key, taken={*taken, *own})
            own.add(key)
        found.append({**one, "key": key})
    return found


def _by_key(projects: Iterable[Kept]) -> dict[str, Kept]:
    return {one["key"]: one for one in projects}


def _merged(now: Kept, base: Kept, proposed: Kept) -> Kept:
    changed = {name: value for name, value in proposed.items() if value != base.get(name)}
    return {**now, **changed}

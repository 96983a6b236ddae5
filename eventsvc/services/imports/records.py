"""The running import: one network, what is remembered of it, and the report that grows."""

import random as randomness
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from eventsvc.db.models import (
    ImportMemoryRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
    TopicRow,
    WorkingGroupRow,
)
from eventsvc.db.transaction import session
from eventsvc.services.imports.merging import Accessors, merge
from eventsvc.services.imports.report import Fate, FieldChange, RecordReport

_Row = TypeVar("_Row")
_Part = TypeVar("_Part")
_EMPTY: tuple[object, ...] = (None, "", [], {}, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing as the file wants it: every value, and which of them the file names."""

    subject: str
    key: str
    values: Mapping[str, object]
    said: frozenset[str]
    name: str = ""
    """What the thing is, for people, where the key does not tell."""
    is_hidden: bool = False
    """Only the network will see it, because the file says nothing of who may."""


@dataclass(slots=True, kw_only=True)
class Importing:
    """What the steps of one import share. Rows stand by their keys in the file."""

    network: NetworkRow
    now: datetime
    random: randomness.Random
    memories: dict[tuple[str, str], ImportMemoryRow]
    records: list[RecordReport] = field(default_factory=list)
    organisations: dict[str, OrganisationRow] = field(default_factory=dict)
    topics: dict[str, TopicRow] = field(default_factory=dict)
    people: dict[str, PersonRow] = field(default_factory=dict)
    groups: dict[str, WorkingGroupRow] = field(default_factory=dict)

    def remembered_id(self, subject: str, key: str) -> int | None:
        """Return the id of the row that an earlier import made of this thing."""
        memory = self.memories.get((subject, key))
        return memory.row_id if memory else None

    def take(
        self,
        wanted: Wanted,
        row: _Row | None,
        *,
        create: Callable[[], _Row],
        accessors: Accessors | None = None,
        locked: bool | frozenset[str] = False,
    ) -> _Row | None:
        """Bring ``wanted`` into its row and report; None when people removed the row.

        A new row takes every value, and all of them are remembered; a known one only takes what
        the file names.
        """
        memory = self.memories.get((wanted.subject, wanted.key))
        if row is None and memory is not None:
            self._report(wanted, Fate.REMOVED)
            return None
        is_new = row is None
        found = create() if row is None else row
        values = {f: v for f, v in wanted.values.items() if is_new or f in wanted.said}
        merged = merge(
            found,
            values,
            digests=memory.digests if memory else {},
            accessors=accessors or {},
            locked=locked,
            is_new=is_new,
        )
        if is_new:
            session().add(found)
            session().flush()
        self._remember(wanted, found, memory, merged.digests)
        self._report(wanted, merged.fate(is_new=is_new), changed=merged.changed, kept=merged.kept)
        return found

    def skip(self, wanted: Wanted) -> None:
        """Report a thing that is left out because people removed what it belongs to."""
        self._report(wanted, Fate.REMOVED)

    def _remember(
        self,
        wanted: Wanted,
        row: object,
        memory: ImportMemoryRow | None,
        digests: dict[str, str],
    ) -> None:
        row_id = getattr(row, "id", None)
        if memory is None:
            memory = ImportMemoryRow(
                network_id=self.network.id, subject=wanted.subject, key=wanted.key, row_id=row_id
            )
            session().add(memory)
            self.memories[wanted.subject, wanted.key] = memory
        memory.row_id = row_id
        memory.digests = digests

    def _report(
        self,
        wanted: Wanted,
        fate: Fate,
        *,
        changed: Iterable[FieldChange] = (),
        kept: Iterable[FieldChange] = (),
    ) -> None:
        told = tuple(c for c in changed if fate is not Fate.NEW or c.after not in _EMPTY)
        self.records.append(
            RecordReport(
                subject=wanted.subject,
                key=wanted.key,
                fate=fate,
                name=wanted.name,
                is_hidden=wanted.is_hidden,
                changed=told,
                kept=tuple(kept),
            )
        )


def values_of(part: Any, names: Mapping[str, str]) -> tuple[dict[str, object], frozenset[str]]:
    """Return column → value of ``part``, and the columns it names; ``names``: field → column."""
    values = {column: getattr(part, name) for name, column in names.items()}
    said = frozenset(column for name, column in names.items() if name in part.model_fields_set)
    return values, said


def parents_first(
    parts: Sequence[_Part], *, key: Callable[[_Part], str], parent: Callable[[_Part], str]
) -> list[_Part]:
    """Return ``parts`` so that each comes after the one it points at; there are no circles."""
    waiting = {key(part): part for part in parts}
    ordered: list[_Part] = []

    def visit(part: _Part) -> None:
        if waiting.pop(key(part), None) is None:
            return
        if above := waiting.get(parent(part)):
            visit(above)
        ordered.append(part)

    for part in parts:
        visit(part)
    return ordered


def random_id(random: randomness.Random) -> str:
    """Return 128 random bits as 32 hexadecimal digits."""
    return f"{random.getrandbits(128):032x}"

"""What an import did, or would do."""

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from eventsvc.domain.times import When


class Fate(StrEnum):
    """What becomes of one thing of the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"
    """People removed it after an earlier import; it stays away."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value: as the database has it, and as the file wants it."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReport:
    """What becomes of one thing; ``kept`` are values that people changed and that stay.

    ``name`` tells people what the thing is where its key does not. ``is_hidden``: only the network
    sees it, because the file says nothing of who may.
    """

    subject: str
    key: str
    fate: Fate
    name: str = ""
    is_hidden: bool = False
    changed: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; with ``dry_run``, what it would do."""

    network: str
    dry_run: bool
    records: tuple[RecordReport, ...]

    def having(self, fate: Fate) -> tuple[RecordReport, ...]:
        """Return what came to this fate, in the file's order."""
        return tuple(record for record in self.records if record.fate is fate)

    @property
    def kept(self) -> tuple[RecordReport, ...]:
        """Return what has values of people's own that differ from the file."""
        return tuple(record for record in self.records if record.kept)

    @property
    def hidden(self) -> int:
        """Return how many new statements no scan shows, though the file never asked for that."""
        return sum(record.is_hidden for record in self.having(Fate.NEW))

    @property
    def changes(self) -> int:
        """Return how many things are new or changed."""
        return len(self.having(Fate.NEW)) + len(self.having(Fate.CHANGED))

    def counts(self) -> dict[str, int]:
        """Return how many things came to each fate, and how many have values kept."""
        return {str(fate): len(self.having(fate)) for fate in Fate} | {"kept": len(self.kept)}

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data; things that stay the same are only counted."""
        told = [r for r in self.records if r.kept or r.fate is not Fate.SAME]
        return {
            "network": self.network,
            "dry_run": self.dry_run,
            "counts": self.counts(),
            "hidden": self.hidden,
            "records": [
                {
                    "subject": record.subject,
                    "key": record.key,
                    "name": record.name,
                    "fate": str(record.fate),
                    "changed": [_plain(change) for change in record.changed],
                    "kept": [_plain(change) for change in record.kept],
                }
                for record in told
            ],
        }


def _plain(change: FieldChange) -> dict[str, Any]:
    return {"field": change.field, "before": told(change.before), "after": told(change.after)}


def told(value: object) -> str | int | float | bool | None:
    """Return ``value`` as a report tells it."""
    if isinstance(value, When):
        form = "%Y-%m-%d" if value.all_day else "%Y-%m-%d %H:%M"
        last = value.end - timedelta(days=1) if value.all_day else value.end
        return f"{value.start:{form}} to {last:{form}} {value.tzid}"
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if value is None or isinstance(value, str | int | float) else str(value)

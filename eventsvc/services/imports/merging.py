"""One thing of a file meets its row: which values change, which stay because people set them.

The file may set what is empty and what still is as an earlier import left it. Everything else
is people's own and stays. What the file does not say stays too.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from eventsvc.services.imports.report import Fate, FieldChange

_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Accessor:
    """How a value that is no single column is read and written, as plain values."""

    read: Callable[[Any], object]
    write: Callable[[Any, Any], None]


Accessors = Mapping[str, Accessor]


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome for one row: values taken from the file, values kept, new digests."""

    changed: tuple[FieldChange, ...]
    kept: tuple[FieldChange, ...]
    digests: dict[str, str]

    def fate(self, *, is_new: bool) -> Fate:
        """Return what becomes of the thing."""
        if is_new:
            return Fate.NEW
        return Fate.CHANGED if self.changed else Fate.SAME


def merge(
    row: Any,
    values: Mapping[str, object],
    *,
    digests: Mapping[str, str],
    accessors: Accessors,
    locked: bool | frozenset[str] = False,
    is_new: bool = False,
) -> Merged:
    """Bring ``values`` into ``row``; a map of languages counts language by language.

    Args:
        row: The row, with relationships loaded that accessors read.
        values: Field → value; only what the file says.
        digests: What an earlier import left behind.
        accessors: How fields are reached that are no columns of ``row``.
        locked: The row takes no change at all (a cancelled meeting), or not in these fields.
        is_new: Nobody saw the row yet, so nothing in it is people's own.
    """
    changed, kept, new = [], [], dict(digests)
    for field, after in _flat(values):
        before = _read(row, field, accessors)
        if before == after:
            new[field] = digest(after)
            continue
        change = FieldChange(field, before, after)
        is_locked = locked is True or (locked and field in locked)
        if is_locked or not (is_new or _may_set(before, new.get(field))):
            kept.append(change)
            continue
        _write(row, field, after, accessors)
        new[field] = digest(after)
        changed.append(change)
    return Merged(tuple(changed), tuple(kept), new)


def digest(value: object) -> str:
    """Return a short text that is equal for equal values only."""
    written = json.dumps(value, sort_keys=True, default=repr)
    return sha256(written.encode()).hexdigest()[:_DIGITS]


def _may_set(before: object, remembered: str | None) -> bool:
    if remembered is None:
        return before in (None, "", [], {}, ())
    return digest(before) == remembered


def _flat(values: Mapping[str, object]) -> list[tuple[str, object]]:
    flat: list[tuple[str, object]] = []
    for field, value in values.items():
        if isinstance(value, dict):
            flat += [(f"{field}.{language}", text) for language, text in value.items()]
        else:
            flat.append((field, value))
    return flat


def _read(row: Any, field: str, accessors: Accessors) -> object:
    if field in accessors:
        return accessors[field].read(row)
    name, _, language = field.partition(".")
    value = getattr(row, name)
    return (value or {}).get(language, "") if language else value


def _write(row: Any, field: str, value: Any, accessors: Accessors) -> None:
    if field in accessors:
        accessors[field].write(row, value)
        return
    name, _, language = field.partition(".")
    if language:
        texts = (getattr(row, name) or {}) | {language: value}
        value = {tag: text for tag, text in texts.items() if text}
    setattr(row, name, value)

"""Stale edits: whoever saves says which version was read."""

from typing import TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import flag_modified

from eventsvc.db.extension import Versioned
from eventsvc.domain.errors import EditConflict

_Row = TypeVar("_Row", bound=Versioned)


def expect(row: _Row, version: int) -> _Row:
    """Return ``row``, of which nobody saved another version since ``version`` was read.

    What belongs to the row (hosts, agenda) counts as the row: its version rises in any case.

    Raises:
        EditConflict: Somebody did.
    """
    if row.version != version:
        raise EditConflict(version=version, now=row.version)
    touch(row)
    return row


def touch(row: Versioned) -> None:
    """Let the version of ``row`` rise, though only what belongs to it changes."""
    mapper = inspect(type(row))
    keys = {column.key for column in mapper.primary_key} | {"version"}
    flag_modified(row, next(one.key for one in mapper.column_attrs if one.key not in keys))

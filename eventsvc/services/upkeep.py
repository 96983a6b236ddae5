"""Keeping the database: bring it up to date, copy it, put it back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventsvc.db import backup, schema
from eventsvc.domain.errors import DomainError


class FileExists(DomainError):
    """There is a file of that name; copies are never overwritten."""

    code = "file-exists"


class NotEmpty(DomainError):
    """The database to restore into holds data. With --yes it is copied aside and replaced."""

    code = "database-not-empty"


class MadeByNewerVersion(DomainError):
    """The copy was made by a newer version of eventsvc. Update eventsvc, then restore."""

    code = "made-by-newer-version"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What ``prepare_database`` did: revisions, and the copy made before."""

    before: str | None
    after: str | None
    copy: Path | None


def prepare_database(*, copies: Path, now: datetime) -> Prepared:
    """Bring the database to the schema this version needs; an up-to-date one is left alone.

    An SQLite database with data is copied into the folder ``copies`` first. On PostgreSQL
    the copy is the operator's (``eventsvc backup``): there may be no room for it here.
    """
    before = schema.current_revision()
    if schema.is_at_head():
        return Prepared(before, before, None)
    copy = None
    if before is not None and backup.sqlite_file():
        copy = _free_name(copies, before, now)
        backup.dump(copy)
    schema.upgrade()
    return Prepared(before, schema.current_revision(), copy)


def back_up(target: Path) -> int:
    """Copy the database into the new file ``target`` and return its size in bytes."""
    if target.exists():
        raise FileExists(file=target)
    backup.dump(target)
    return target.stat().st_size


def restore(source: Path, *, replace: bool, copies: Path, now: datetime) -> Path | None:
    """Put the database back from ``source``; return where a replaced one was copied to.

    The copy is verified before anything is touched. On PostgreSQL the replaced database is not
    copied.

    Raises:
        NotEmpty: There is data and ``replace`` is false.
        MadeByNewerVersion: This version does not know the copy's schema.
    """
    revision = backup.verify(source)
    if backup.sqlite_file() and not schema.knows(revision):
        raise MadeByNewerVersion(file=source, revision=revision)
    before, copy = schema.current_revision(), None
    if before is not None:
        if not replace:
            raise NotEmpty
        if backup.sqlite_file():
            copy = _free_name(copies, before, now)
            backup.dump(copy)
    backup.load(source)
    return copy


def _free_name(folder: Path, revision: str, now: datetime) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"eventsvc-{revision}-{now:%Y%m%dT%H%M%S%f}Z.sqlite"

"""Copies of the whole database, made while the service runs, and the way back.

SQLite: ``VACUUM INTO`` (a file copy of a live database loses what is in its log).
PostgreSQL: ``pg_dump`` and ``pg_restore`` in their own format.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from eventsvc.db.extension import db
from eventsvc.domain.errors import DomainError

_WHOLE = [("ok",)]


class BackupDamaged(DomainError):
    """The file is no whole copy of an eventsvc database."""

    code = "backup-damaged"


class BackupToolFailed(DomainError):
    """A program of PostgreSQL refused its work."""

    code = "backup-tool-failed"


def sqlite_file() -> Path | None:
    """Return the file of the SQLite database; None on PostgreSQL."""
    url = db.engine.url
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def dump(target: Path) -> None:
    """Write a verified copy of the database to ``target``, readable by its owner only.

    The copy gets its name when it is whole: what has that name can be restored.

    Raises:
        BackupDamaged: The copy does not pass its check; the disk or the database is ill.
        BackupToolFailed: pg_dump said no.
    """
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        if sqlite_file():
            with db.engine.connect() as connection:
                connection.exec_driver_sql("VACUUM INTO ?", (str(partial),))
        else:
            _postgres_tool("pg_dump", "--format=custom", f"--file={partial}", _address())
        verify(partial)
        _write_through(partial)
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def verify(copy: Path) -> str:
    """Return the schema revision of the copy (for PostgreSQL its list of contents).

    Raises:
        BackupDamaged: It is cut off, altered or something else.
    """
    if not sqlite_file():
        return _postgres_tool("pg_restore", "--list", str(copy))
    try:
        # Immutable: looking at a copy leaves no -wal file beside it.
        with closing(
            sqlite3.connect(f"{copy.absolute().as_uri()}?immutable=1", uri=True)
        ) as opened:
            whole = opened.execute("PRAGMA integrity_check").fetchall() == _WHOLE
            dangling = opened.execute("PRAGMA foreign_key_check").fetchall()
            (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, TypeError) as error:
        raise BackupDamaged(file=copy, found=str(error)) from error
    if not whole or dangling:
        raise BackupDamaged(file=copy, found="its integrity check fails")
    return str(revision)


def load(copy: Path) -> None:
    """Put the verified ``copy`` in place of the database. The service must not be running.

    Raises:
        BackupDamaged: See ``verify``; the database stays as it was.
        BackupToolFailed: pg_restore said no; the database stays as it was.
    """
    verify(copy)
    database = sqlite_file()
    if database is None:
        _postgres_tool(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
            f"--dbname={_address()}", str(copy),
        )  # fmt: skip
        return
    incoming = database.with_name(database.name + ".incoming")
    incoming.touch(mode=0o600)
    shutil.copyfile(copy, incoming)
    _write_through(incoming)
    db.engine.dispose()
    # The old log belongs to the old file; beside the new one it would destroy it.
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    incoming.replace(database)
    _write_through(database.parent)


def _write_through(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _address() -> str:
    """Return the database's address without its password: other users see our arguments."""
    url = db.engine.url
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()


def _postgres_tool(program: str, *arguments: str) -> str:
    password = db.engine.url.password
    try:
        done = subprocess.run(
            [program, *arguments],
            env=os.environ | ({"PGPASSWORD": str(password)} if password else {}),
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        raise BackupToolFailed(program=program, remedy="install postgresql-client") from None
    except subprocess.CalledProcessError as error:
        raise BackupToolFailed(program=program, words=error.stderr.strip()) from error
    return done.stdout

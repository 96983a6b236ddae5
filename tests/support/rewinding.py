"""Making all rows what they were, as often as wanted, on both engines."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection

from eventsvc.db.extension import Base, db


@contextmanager
def rewound() -> Iterator[Callable[[], None]]:
    """Give a function that makes all rows what they are now. May be nested."""
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            yield from _file(connection.connection.dbapi_connection)
        else:
            yield from _tables(connection)


def _file(database: sqlite3.Connection) -> Iterator[Callable[[], None]]:
    with closing(sqlite3.connect(":memory:")) as first:
        database.backup(first)
        yield lambda: first.backup(database)


def _tables(connection: Connection) -> Iterator[Callable[[], None]]:
    names = [f'"{table.name}"' for table in Base.metadata.sorted_tables]
    [pid] = connection.exec_driver_sql("SELECT pg_backend_pid()").scalars()
    kept = f"kept_{pid}"

    def run(statements: list[str]) -> None:
        connection.exec_driver_sql("; ".join(statements))
        connection.commit()

    def rewind() -> None:
        # Nobody asks for references and triggers now: everything goes, everything comes back.
        parts = ["SET LOCAL session_replication_role = replica"]
        parts += [f"DELETE FROM {name}; INSERT INTO {name} TABLE {kept}.{name}" for name in names]  # noqa: S608 -- our names
        run(parts)

    run(
        [
            f"CREATE SCHEMA {kept}",
            *(f"CREATE TABLE {kept}.{name} AS TABLE {name}" for name in names),
        ]
    )
    try:
        yield rewind
    finally:
        connection.rollback()
        run([f"DROP SCHEMA {kept} CASCADE"])

"""Runs the migrations inside the application: its engine, its models."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection

from eventsvc.db import models as _models  # noqa: F401 -- makes every table known
from eventsvc.db.extension import WRITES, Base, LocalDateTime, UtcDateTime, db


def _written(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as plain ones: a migration outlives the classes of its day."""
    if kind == "type" and isinstance(item, UtcDateTime | LocalDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def _keep_what_refers(connection: Connection) -> None:
    """Let SQLite copy a table without deleting the rows of others that refer to it.

    To change a table is to copy it and drop the old one, which would cascade (SQLite, "Making
    Other Kinds Of Table Schema Changes"). It must be said outside of a transaction.
    """
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")


def _require_whole(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"rows refer to what is not there: {broken[:5]}")


def run() -> None:
    """Migrate in one transaction, so that a failed migration leaves nothing behind."""
    options: dict[str, object] = {WRITES: True}
    if db.engine.dialect.name != "sqlite":
        options["isolation_level"] = "READ COMMITTED"
    with db.engine.execution_options(**options).connect() as connection:
        _keep_what_refers(connection)
        try:
            _migrate(connection)
        finally:
            connection.invalidate()  # the next one keeps references again


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_written,
    )
    with context.begin_transaction():
        context.run_migrations()
        _require_whole(connection)
    connection.commit()


run()

"""Counting the questions put to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from eventsvc.db.extension import db


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the SQL of every statement inside."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

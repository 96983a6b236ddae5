"""Counting the questions put to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import event

from eventsvc.db.extension import db

T = TypeVar("T")


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


def agreed(ask: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """Return the first of many answers of which it holds.

    On PostgreSQL the tests that run beside this one write to the same server, and a mark of what
    is unchanged tells only that somebody wrote (``db.unchanged``). SQLite must answer at once.
    """
    for _ in range(1 if db.engine.dialect.name == "sqlite" else 200):
        answer = ask()
        if holds(answer):
            return answer
    raise AssertionError(answer)


def without_a_question(ask: Callable[[], T]) -> T:
    """Return what ``ask`` returns when it puts no question to the database."""

    def counted() -> tuple[T, list[str]]:
        with counted_queries() as asked:
            return ask(), asked

    return agreed(counted, lambda answer: not answer[1])[0]

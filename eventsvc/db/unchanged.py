"""Whether anything was written since: asked without looking at a single row."""

from collections.abc import Hashable
from itertools import count
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, PoolProxiedConnection, event

from eventsvc.db.extension import db

_QUESTIONS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}
"""What each engine answers alike for as long as nothing was committed.

SQLite counts for each connection what others wrote, be it from another process. A snapshot of
PostgreSQL names the transactions whose work is seen (first and last number, and those between
that still run): two that are equal see the very same rows. What other databases of the same
server write makes another one too; a page is then made once more.
"""

_numbers = count()
_one_at_a_time = Lock()
_observers: WeakKeyDictionary[Engine, tuple[int, PoolProxiedConnection]] = WeakKeyDictionary()
"""Engine → a connection of its own that never reads and never writes, and its number."""


def unchanged() -> Hashable | None:
    """Return a mark that is the same for as long as nobody wrote to the database.

    None when the database does not answer: nothing may be kept by that.
    """
    engine = db.engine
    with _one_at_a_time:
        for _attempt in range(2):  # the server may have restarted since
            try:
                number, observer = _observers.get(engine) or _new_observer(engine)
                return number, _answer(observer, _QUESTIONS[engine.dialect.name])
            except engine.dialect.loaded_dbapi.Error:
                _let_go(engine)
    return None


def _new_observer(engine: Engine) -> tuple[int, PoolProxiedConnection]:
    found = _observers[engine] = (next(_numbers), engine.raw_connection())
    found[1].detach()  # a connection that also writes would not see its own changes
    return found


def _answer(observer: PoolProxiedConnection, question: str) -> Any:
    cursor = observer.cursor()
    try:
        cursor.execute(question)
        return cursor.fetchone()
    finally:
        cursor.close()


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    """Forget the connection: the file may become another one, by a restore."""
    found = _observers.pop(engine, None)
    if found is not None:
        found[1].close()

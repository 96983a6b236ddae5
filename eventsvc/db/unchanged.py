"""Whether anything was written since: asked without looking at a single row."""

from collections.abc import Hashable
from itertools import count
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, PoolProxiedConnection, event

from eventsvc.db.extension import db

_numbers = count()
_one_at_a_time = Lock()
_observers: WeakKeyDictionary[Engine, tuple[int, PoolProxiedConnection]] = WeakKeyDictionary()
"""Engine → a connection of its own that never reads and never writes, and its number."""


def unchanged() -> Hashable | None:
    """Return a mark that is the same for as long as nobody wrote to the database.

    SQLite tells a connection whether others wrote, be it from another process
    (``PRAGMA data_version``). None on PostgreSQL, which tells no such thing: nothing may be
    kept by it.
    """
    engine = db.engine
    if engine.dialect.name != "sqlite":
        return None
    with _one_at_a_time:
        found = _observers.get(engine)
        if found is None:
            found = _observers[engine] = (next(_numbers), engine.raw_connection())
            found[1].detach()  # a connection that also writes would not see its own changes
        number, observer = found
        cursor = observer.cursor()
        cursor.execute("PRAGMA data_version")
        return number, cursor.fetchone()  # each connection counts for itself


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    """Forget the connection: the file may become another one, by a restore."""
    _observers.pop(engine, None)

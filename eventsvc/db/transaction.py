"""The one transaction of a use case, and the session that queries speak through."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eventsvc.db.extension import WRITES, db
from eventsvc.db.gate import FairGate
from eventsvc.domain.errors import (
    AlreadyExists,
    DomainError,
    EditConflict,
    StorageBusy,
    StorageFull,
)

_writing: ContextVar[Session | None] = ContextVar("eventsvc_writing", default=None)


def session() -> Session:
    """Return the session of the running transaction, else the reading one.

    The reading session commits each statement by itself and refuses to write.
    """
    return _writing.get() or db.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what happens inside, all of it or nothing.

    Services open exactly one; nothing else commits. Inside, ``session()`` and so every query
    sees what was written so far.

    Raises:
        EditConflict: A row was changed by somebody else since it was read.
        AlreadyExists: Something unique is there already.
        StorageBusy, StorageFull: The database could not take the change.
    """
    if _writing.get() is not None:
        raise RuntimeError("a use case is one transaction; call the inner part directly")
    engine = db.engine
    with _gate(engine), _our_errors(), _write_session(engine) as writing:
        token = _writing.set(writing)
        try:
            yield writing
            writing.commit()
        finally:
            _writing.reset(token)
            db.session.expire_all()  # what was read before may be old now


def empty_journal() -> None:
    """Leave nothing of what was erased in SQLite's journal, where it would stand until overwritten.

    Who reads at the moment keeps it from that; then the hourly run does it.
    """
    engine = db.engine
    if engine.dialect.name == "sqlite":
        with _gate(engine), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()


@contextmanager
def _write_session(engine: Engine) -> Iterator[Session]:
    options: dict[str, object] = {WRITES: True}
    if engine.dialect.name != "sqlite":
        options["isolation_level"] = "READ COMMITTED"
    with Session(engine.execution_options(**options), expire_on_commit=False) as writing:
        writing.begin()
        writing.connection()  # begins now: what is read inside is read under the lock
        yield writing


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except StaleDataError as error:
        raise EditConflict from error
    except IntegrityError as error:
        raise AlreadyExists(detail=str(error.orig)) from error
    except OperationalError as error:
        raise _refused_by_the_database(error) from error


def _refused_by_the_database(error: OperationalError) -> DomainError | DBAPIError:
    words = str(error.orig).lower()
    if "full" in words or "no space" in words:
        return StorageFull()
    # PostgreSQL ends one of two transactions that wait for each other: a "deadlock".
    busy = any(word in words for word in ("locked", "busy", "readonly", "deadlock"))
    if busy or error.connection_invalidated:
        return StorageBusy()
    return error


def _gate(engine: Engine) -> AbstractContextManager[None]:
    """Return the queue for this database. PostgreSQL has one of its own."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path:
        return nullcontext()
    return _gate_of(Path(path)).passing()


@cache
def _gate_of(database: Path) -> FairGate:
    return FairGate(database.with_name(database.name + ".lock"))


@event.listens_for(Session, "before_flush")
def _reading_session_never_writes(flushing: Session, *_rest: object) -> None:
    if flushing.info.get("reads_only") and (flushing.new or flushing.dirty or flushing.deleted):
        raise RuntimeError("writes belong into transaction()")

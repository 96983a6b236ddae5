"""The database extension, the base of all models and the column types.

Reads commit by themselves (driver autocommit), so that no reading request holds a transaction
open; writes go through ``db.transaction`` alone, which marks its engine with ``WRITES``.
"""

import enum
import hmac
import json
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Time,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

WRITES = "eventsvc_writes"
"""Execution option that makes a connection begin with the right to write."""

Texts = dict[str, str]
"""A text in several languages: language tag to words (``domain.texts``)."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Stored as naive UTC, always returned aware; a naive value is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into what the column stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give it a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the column stores into an aware moment."""
        return None if value is None else value.replace(tzinfo=UTC)


class LocalDateTime(TypeDecorator[datetime]):
    """A time on the wall of some place, whose zone stands in another column. Never aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment: the column holds wall time."""
        if value is not None and value.tzinfo is not None:
            raise ValueError(f"aware datetime {value!r}: this column holds local wall time")
        return value


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """Base of all models; names its constraints so that migrations can name them too."""

    # A registry of our own, because Flask-SQLAlchemy 3.1 copies the base's attributes into
    # a second base and SQLAlchemy refuses a bare ``type_annotation_map`` there.
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            date: Date,
            time: Time,
            dict[str, str]: JSON().with_variant(JSONB(), "postgresql"),
            dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
            list[str]: JSON().with_variant(JSONB(), "postgresql"),
            list[dict[str, Any]]: JSON().with_variant(JSONB(), "postgresql"),
            enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=_values),
        },
    )


class Versioned:
    """A row that people edit: a change made on an old ``version`` is refused."""

    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form


db = SQLAlchemy(
    model_class=Base,
    engine_options={
        "isolation_level": "AUTOCOMMIT",
        "json_serializer": partial(json.dumps, ensure_ascii=False, sort_keys=True),
    },
    session_options={"autoflush": False, "expire_on_commit": False, "info": {"reads_only": True}},
)


def key_of(text: str) -> str:
    """Return what stands for ``text``: the same each time, and nothing without the secret."""
    secret: str = current_app.config["SECRET_KEY"]
    key = f"eventsvc pseudonyms 1\n{secret}".encode()
    return hmac.new(key, text.encode(), "sha256").hexdigest()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Make SQLite durable and strict. A commit that was answered survives a power loss."""
    if type(connection).__module__.startswith("sqlite3"):
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "secure_delete=ON",  # what is deleted is overwritten, whoever built SQLite
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_to_write(connection: Connection) -> None:
    """Take SQLite's write lock at once; a lock taken later would fail when others wrote."""
    if connection.dialect.name == "sqlite" and connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")

import gc
import json
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from jinja2.bccache import Bucket, BytecodeCache
from pydantic import SecretStr
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from werkzeug.routing import Rule

from eventsvc.app import create_app
from eventsvc.db.extension import Base, db
from eventsvc.db.schema import upgrade
from eventsvc.settings import Settings
from eventsvc.web.logs import JsonLines
from tests.support.canaries import (
    let_forms_show,
    look_at_metrics_of,
    named_in,
    taken,
    watch_error_pages,
)

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
"""Three weeks before the meeting in Gera."""
PUBLIC_URL = "https://netz.example.de"
METRICS_PORT = 9100
"""Nobody listens there; that it is set lets every application of the suite measure."""
POSTGRES = os.environ.get(
    "EVENTSVC_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)

ENGINES = ("sqlite", "postgres")
PAGES = Path(__file__).parent / "web"

SERVERS: dict[URL, Engine] = {}
"""The engines of database servers, by their addresses."""


class Canaries(logging.Handler):
    """Fails whatever logs a name, an address or a token (``docs/privacy.md``)."""

    def emit(self, record: logging.LogRecord) -> None:
        """Refuse a line that names somebody."""
        facts = json.loads(self.format(record))
        line = json.dumps({**facts, "at": None}, ensure_ascii=False)
        if found := named_in(line):
            raise AssertionError(f"the log names {found}: {line}")


def _watch_the_log() -> None:
    """Let every line that the program would write be looked at."""
    handler = Canaries(logging.INFO)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("eventsvc")
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def pytest_configure() -> None:
    """Nothing a test does leaves this machine; no log line and no error page names anybody."""
    _watch_the_log()
    watch_error_pages()
    real = socket.socket.connect

    def loopback_only(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise RuntimeError(f"a test wanted to reach {address}")
        return real(self, address)

    socket.socket.connect = loopback_only
    _compile_rules_once()
    _compile_statements_once()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a form given back show the people of its page where the test says so."""
    let_forms_show(word for mark in item.iter_markers("form_shows") for word in mark.args)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Fail the test that got an error page with somebody on it."""
    try:
        yield
    finally:
        found = taken()
    assert found == []


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays anyway: all modules and all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)


def _compile_rules_once() -> None:
    """Compile each address once per process: every test has an application of its own.

    What werkzeug makes of a rule depends on nothing but its text and defaults, and takes most
    of an application's start.
    """
    compiled: dict[tuple[str, str], dict[str, object]] = {}
    real = Rule.compile

    def compile_once(self: Rule) -> None:
        key = (self.rule, repr(self.defaults))
        if key not in compiled:
            real(self)
            made = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")
            compiled[key] = {name: vars(self)[name] for name in made}
        vars(self).update(compiled[key])

    Rule.compile = compile_once


def _compile_statements_once() -> None:
    """Share what SQLAlchemy compiles between the engines of one process.

    Each application has an engine of its own, and compiling takes a third of a test's time.
    What is compiled depends on the statement and the dialect alone. The engine of a server is
    kept as a whole, with its connections.
    """
    first: dict[str, Engine] = {}
    real = SQLAlchemy._make_engine

    def make_engine(self: SQLAlchemy, *args: object) -> Engine:
        engine = real(self, *args)
        if engine.dialect.name != "sqlite":
            return SERVERS.setdefault(engine.url, engine)
        shared = first.get(engine.name)
        if shared is None or shared.dialect.server_version_info is None:
            # Nothing connected by it so far, which is when a dialect learns what its database can.
            first[engine.name] = engine
            return engine
        engine.dialect = engine.pool._dialect = shared.dialect
        engine._compiled_cache = shared._compiled_cache
        return engine

    SQLAlchemy._make_engine = make_engine


def settings_for(folder: Path, database_url: str = "", **changes: object) -> Settings:
    return Settings(
        **(
            {
                "data_dir": folder,
                "database_url": database_url,
                "public_url": PUBLIC_URL,
                "secret_key": SecretStr("t" * 32),
                "metrics_port": METRICS_PORT,
            }
            | changes
        )
    )


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """A database with the schema that the migrations make, copied for each test."""
    folder = tmp_path_factory.mktemp("schema")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        db.engine.dispose()
    return folder / "eventsvc.sqlite"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this worker's own, with the schema."""
    server = make_url(POSTGRES)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"eventsvc_test_{os.getpid()}_{worker}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        # Nobody needs these rows after a power cut.
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    url = server.set(database=name)
    yield url.render_as_string(hide_password=False)
    if url in SERVERS:
        SERVERS.pop(url).dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def postgres_ready(postgres_url, tmp_path_factory) -> str:
    app = create_app(settings_for(tmp_path_factory.mktemp("pg"), postgres_url))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return postgres_url


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever touches the database on both engines; what does not depend on it on SQLite.

    Pages only read what queries find and hand on what was typed: each of their tests takes one
    engine at once, by its name, and the other one in the long runs.
    """
    if "engine" not in metafunc.fixturenames:
        return
    definition = metafunc.definition
    if {mark.name for mark in definition.iter_markers()} & {"browser", "one_engine"}:
        metafunc.parametrize("engine", ["sqlite"])
    elif PAGES in definition.path.parents:
        later = crc32(definition.nodeid.encode()) % 2
        marks = [pytest.mark.proof if number == later else () for number in range(2)]
        metafunc.parametrize(
            "engine",
            [pytest.param(name, marks=mark) for name, mark in zip(ENGINES, marks, strict=True)],
        )
    else:
        metafunc.parametrize("engine", ENGINES)


@pytest.fixture
def database_url(engine, tmp_path, request) -> str:
    if engine == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        (tmp_path / "eventsvc.sqlite").write_bytes(template.read_bytes())
        return ""
    return request.getfixturevalue("postgres_ready")


@pytest.fixture
def settings(tmp_path, database_url) -> Settings:
    return settings_for(tmp_path, database_url)


class Visitor(FlaskClient):
    """A browser. Its requests share no ``g`` with the test's own context, nor with each other."""

    def open(self, *args, **kwargs):
        return Context().run(super().open, *args, **kwargs)


class EnglishVisitor(Visitor):
    """A browser of somebody who reads English."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"


class CompiledTemplates(BytecodeCache):
    """Templates compiled once per process: each test has an application of its own."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED_TEMPLATES = CompiledTemplates()


@pytest.fixture
def app(settings) -> Iterator[Flask]:
    """The application on an empty database, with its context pushed."""
    with running(settings) as app:
        yield app


@contextmanager
def running(settings: Settings) -> Iterator[Flask]:
    """Make the application; look at what it measured, and empty its database, afterwards."""
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Visitor
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    with app.app_context():
        yield app
        db.session.remove()
        try:
            look_at_metrics_of(app)
        finally:
            _forget()


def _forget() -> None:
    """Leave the database of an application as it found it, its engine at rest."""
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
    else:
        _empty()


def _empty() -> None:
    """Empty every table that has rows; deleting a few costs a tenth of truncating a table."""
    tables = [table.name for table in Base.metadata.sorted_tables]
    with db.engine.connect() as connection:
        probe = " UNION ALL ".join(map(_probe, tables))
        used = connection.execute(text(probe)).scalars().all()
        if used:
            # Nobody asks for references and triggers now: everything goes.
            statements = ["SET session_replication_role = replica"]
            statements += [f'DELETE FROM "{name}"' for name in used]  # noqa: S608 -- our names
            statements += [_restart(name) for name in used if "id" in Base.metadata.tables[name].c]
            statements += ["SET session_replication_role = origin"]
            connection.exec_driver_sql("; ".join(statements))


def _restart(table: str) -> str:
    return f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), 1, false)"


def _probe(table: str) -> str:
    return f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"  # noqa: S608 -- our names


@pytest.fixture
def english(app: Flask) -> None:
    """Let every browser of the test prefer English."""
    app.test_client_class = EnglishVisitor


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

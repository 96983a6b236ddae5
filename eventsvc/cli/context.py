"""What every command needs: the application, and the jobs' lock."""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from eventsvc.settings import Settings


@contextmanager
def application(settings: Settings | None = None) -> Iterator[Flask]:
    """Give the application with its context pushed; close its database afterwards."""
    from eventsvc.app import create_app
    from eventsvc.db.extension import db

    app = create_app(settings)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def settings_of(app: Flask) -> Settings:
    """Return the settings ``app`` was made with."""
    settings: Settings = app.extensions["eventsvc.settings"]
    return settings


def jobs_lock(settings: Settings) -> Path:
    """Return the file that the one process running jobs on this machine holds."""
    return settings.data_dir / "jobs.lock"


def prints_lock(settings: Settings) -> Path:
    """Return the file that the one process drawing large prints on this machine holds."""
    return settings.data_dir / "prints.lock"


def refuse_while_serving(settings: Settings) -> None:
    """Refuse what must not happen under a running service of the same data folder."""
    with jobs_lock(settings).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(
                "eventsvc is running on this database. Stop it first."
            ) from None


def require_schema() -> None:
    """Refuse to work on a database whose schema is not the one this version needs."""
    from eventsvc.db import schema

    if not schema.is_at_head():
        found = schema.current_revision()
        state = f"is at schema {found}, not {schema.head_revision()}" if found else "is empty"
        raise click.ClickException(f"The database {state}. Run: eventsvc init")


def refuse_taken(host: str, port: int, *, name: str) -> None:
    """Refuse an address that answers already; ``name`` is the setting of its port.

    granian shares its port (SO_REUSEPORT), so that a second service would take half of the first
    one's requests without a word.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise click.ClickException(
                f"{host}:{port} cannot be served on: {fault.strerror}. "
                f"End the program that answers there, or set {name} to another port."
            ) from None

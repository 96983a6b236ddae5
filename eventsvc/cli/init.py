"""``eventsvc init``."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from eventsvc.cli.context import application, settings_of


@click.command("init")
def command() -> None:
    """Prepare the database, or bring it up to date.

    An SQLite database with data is copied into the folder `backups` of the data folder first.
    Prints the schema's revision. Run it after each update, before `eventsvc serve`.
    """
    with application() as app:
        click.echo(prepare(app))


def prepare(app: Flask) -> str | None:
    """Bring the database of ``app`` to head, tell what was done, return the revision."""
    from eventsvc.services.upkeep import prepare_database

    done = prepare_database(copies=copies_of(app), now=datetime.now(UTC))
    if done.copy:
        click.echo(f"The database as it was before: {done.copy}", err=True)
    if done.before != done.after:
        click.echo("The database was brought up to date.", err=True)
    return done.after


def copies_of(app: Flask) -> Path:
    """Return the folder of the copies made before a change of the whole database."""
    return settings_of(app).data_dir / "backups"

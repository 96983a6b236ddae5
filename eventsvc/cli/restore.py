"""``eventsvc restore``."""

from datetime import UTC, datetime
from pathlib import Path

import click

from eventsvc.cli.context import application, refuse_while_serving, settings_of
from eventsvc.cli.init import copies_of, prepare


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace a database that holds data.")
def command(file: Path, *, yes: bool) -> None:
    """Put the database back from FILE, a copy made by backup.

    FILE is checked before anything is touched. Stop the service first. A replaced SQLite
    database is kept in the folder `backups`. An older copy is brought up to date. Whoever
    was erased since the copy was made is erased again.
    """
    from eventsvc.db.erasures import NAME
    from eventsvc.services.privacy.erasure import replay
    from eventsvc.services.upkeep import restore

    with application() as app:
        refuse_while_serving(settings_of(app))
        copy = restore(file, replace=yes, copies=copies_of(app), now=datetime.now(UTC))
        if copy:
            click.echo(f"The replaced database: {copy}", err=True)
        prepare(app)
        number = replay(settings_of(app).data_dir / NAME, now=datetime.now(UTC))
        if number:
            click.echo(f"People erased again: {number}", err=True)
    click.echo(f"Restored from {file}.", err=True)

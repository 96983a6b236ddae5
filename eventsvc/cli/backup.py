"""``eventsvc backup``."""

import json
from pathlib import Path

import click

from eventsvc.cli.context import application, settings_of


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print file and size as JSON.")
def command(file: Path, *, as_json: bool) -> None:
    """Copy the database into FILE while the service runs.

    The copy is checked before it gets its name; an existing FILE is never overwritten.
    Keep the secret key beside it: without it, links sent by mail stop working.
    """
    from eventsvc.services.condition import note_backup
    from eventsvc.services.upkeep import back_up

    with application() as app:
        size = back_up(file)
        note_backup(settings_of(app).data_dir)
    click.echo(json.dumps({"file": str(file), "bytes": size}) if as_json else file)
    click.echo(f"{size:,} bytes, checked.", err=True)

"""``eventsvc serve --demo``: everything for trying out, in one start."""

import click
from flask import Flask

from eventsvc.cli.init import prepare


def prepare_demonstration(app: Flask) -> None:
    """Prepare the database and fill an empty one; tell the addresses worth opening."""
    prepare(app)
    for words, address in addresses(app):
        click.echo(f"  {words:<34} {address}", err=True)


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Return what to open first: words and address."""
    base = app.extensions["eventsvc.settings"].public_url
    return [("Is it running?", f"{base}/healthz")]

"""``eventsvc calendar``."""

from datetime import UTC, datetime

import click

from eventsvc.cli.context import application, require_schema, settings_of
from eventsvc.cli.files import write_out
from eventsvc.cli.references import network_called


@click.command("calendar")
@click.argument("network")
@click.option("-o", "--output", default="-", metavar="FILE", help="File to write; stdout if none.")
@click.option("--lang", "language", default="", help="Language; the network's own if none.")
def command(*, network: str, output: str, language: str) -> None:
    """Write the public calendar of NETWORK as subscribers get it."""
    from eventsvc.outputs.calendar import feed_ics
    from eventsvc.services.calendar.calendar import network_feed

    with application() as app:
        require_schema()
        row = network_called(network)
        feed = network_feed(
            row,
            language=language or row.languages[0],
            public_url=settings_of(app).public_url,
            now=datetime.now(UTC),
        )
    write_out(output, feed_ics(feed))

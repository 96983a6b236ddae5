"""``eventsvc demo``: the sample network."""

from datetime import UTC, datetime
from secrets import SystemRandom

import click

from eventsvc.cli.context import application, require_schema
from eventsvc.cli.networks import tell


@click.command("demo")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day from which the first meeting lies three weeks ahead; today when not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was loaded as JSON.")
def command(day: datetime | None, *, as_json: bool) -> None:
    """Load the sample network of Thüringen, unless there is a network already.

    All persons of it are made up.
    """
    from eventsvc import demo
    from eventsvc.services.networks.networks import has_network

    with application():
        require_schema()
        if has_network():
            raise click.ClickException(
                "The database has a network already. The sample is for an empty one."
            )
        now = datetime.now(UTC)
        report = demo.load(now, SystemRandom(), day=day.date() if day else None)
    tell(report, as_json=as_json)

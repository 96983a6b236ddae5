"""``eventsvc reply``."""

import json
from datetime import UTC, datetime
from typing import BinaryIO

import click

from eventsvc.cli.context import application, require_schema, settings_of


@click.command("reply")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
@click.pass_context
def command(ctx: click.Context, file: BinaryIO, *, as_json: bool) -> None:
    """Take a mail that answers an invitation.

    For mail servers that hand mails to a program (on standard input), and for mails saved by
    hand. Prints what became of it; exit code 1 when it changed nothing. Either way the office
    sees it in its list.
    """
    from eventsvc.domain.imip import Outcome
    from eventsvc.inputs.mail_replies import MOST_BYTES
    from eventsvc.services.calendar.mail_replies import desk_of, take_mail

    data = file.read(MOST_BYTES + 1)
    with application() as app:
        require_schema()
        outcome = take_mail(data, desk=desk_of(settings_of(app)), now=datetime.now(UTC))
    click.echo(json.dumps({"outcome": outcome.value}) if as_json else outcome.value)
    ctx.exit(0 if outcome is Outcome.TAKEN else 1)

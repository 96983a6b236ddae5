"""``eventsvc people access`` and ``… erase``: for whoever writes a letter or calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any

import click

from eventsvc.cli.context import application, require_schema, settings_of
from eventsvc.cli.references import network_called, person_called

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow
    from eventsvc.domain.rights import Right
    from eventsvc.services.acts import Act

BY = "cli:rights"

Command = Callable[..., Any]


def _asked(function: Command) -> Command:
    """Add what every request is noted with."""
    options = (
        click.argument("network"),
        click.argument("person"),
        click.option("--asked", default="", help="Where it can be read: 'letter of 3 May'."),
        click.option("--identity", default="", help="How it was made sure who asks."),
        click.option(
            "--came-on",
            type=click.DateTime(["%Y-%m-%d"]),
            help="The day the request came in; else today.",
        ),
        click.option(
            "--by-phone", is_flag=True, help="It was said on the phone or at the desk, not written."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What the options of a command say of a request."""

    asked: str
    identity: str
    came_on: datetime | None
    by_phone: bool

    def noted(self, network: "NetworkRow", person: str, right: "Right", act: "Act") -> str:
        """Note the request; return what it is called."""
        from eventsvc.domain.consents import Channel
        from eventsvc.domain.times import wall_time
        from eventsvc.services.privacy import rights_requests

        if not (self.asked and self.identity):
            raise click.UsageError("Give --asked and --identity: they prove who asked for what.")
        today = wall_time(act.at, tzid=network.tzid).date()
        came_on = self.came_on.date() if self.came_on else today
        if came_on > today:
            raise click.UsageError(f"--came-on {came_on} is still to come.")
        asked = rights_requests.Asked(
            right=right,
            came_on=came_on,
            channel=Channel.DESK if self.by_phone else Channel.PAPER,
            source=self.asked,
            identity=self.identity,
        )
        return rights_requests.note(person, asked, act=act, random=SystemRandom())


@click.command("access")
@_asked
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The ZIP.",
)
def access(*, network: str, person: str, output: Path, **request: Any) -> None:
    """Write everything held of PERSON, an id (or how it begins) in NETWORK, into a ZIP.

    The request is noted and answered; whoever has a mail address gets a mail that says so.
    """
    from eventsvc.domain.rights import Right
    from eventsvc.services.mails.letters import language_for
    from eventsvc.services.privacy import rights, rights_requests
    from eventsvc.services.privacy.copies import copy_of

    if output.exists():
        raise click.UsageError(f"{output} exists already. Choose another name.")
    with application() as app:
        require_schema()
        here = network_called(network)
        row, act = person_called(here, person), _act(here, settings_of(app).public_url)
        name, number = row.public_id, row.id
        called = _Request(**request).noted(here, name, Right.ACCESS, act)
        copy = copy_of(here, number, language=language_for(here, row), now=act.at)
        data = copy.as_zip(public_url=act.public_url)
        output.touch(mode=0o600)
        output.write_bytes(data)
        rights.note_access(number, by=act.by, now=act.at)
        rights_requests.do(called, act=act)
    click.echo(f"{output} is written. Hand it over to nobody else.", err=True)


@click.command("erase")
@_asked
@click.option("--dry-run", is_flag=True, help="Only tell what would go and stay.")
@click.option("--yes", is_flag=True, help="Erase; it cannot be undone.")
def erase(*, network: str, person: str, dry_run: bool, yes: bool, **request: Any) -> None:
    """Erase PERSON, an id (or how it begins) in NETWORK; first tell what goes and what stays."""
    from eventsvc.db.erasures import NAME
    from eventsvc.domain.rights import Right
    from eventsvc.services.privacy import rights_requests
    from eventsvc.services.privacy.erasure_preview import foretell

    if dry_run == yes:
        raise click.UsageError("Give either --dry-run or --yes.")
    with application() as app:
        require_schema()
        settings = settings_of(app)
        here = network_called(network)
        row, act = person_called(here, person), _act(here, settings.public_url)
        name, number = row.public_id, row.id
        foretold = foretell(here, number, now=act.at)
        if yes:
            called = _Request(**request).noted(here, name, Right.ERASURE, act)
            rights_requests.erase(here, called, record=settings.data_dir / NAME, act=act)
    for word, kinds in (("goes", foretold.goes), ("stays", foretold.stays)):
        for kind, count in kinds.items():
            click.echo(f"{word}  {kind}  {count}")
    click.echo(f"goes  meetings_to_come  {len(foretold.coming)}")
    for recipient in foretold.told:
        click.echo(f"told  {recipient}")
    click.echo("Erased." if yes else "Nothing was changed.", err=True)


def _act(network: "NetworkRow", public_url: str) -> "Act":
    from eventsvc.services.acts import Act

    return Act(network_id=network.id, by=BY, at=datetime.now(UTC), public_url=public_url)

"""``eventsvc organiser …``: who may sign in."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from eventsvc.cli.context import application, settings_of

if TYPE_CHECKING:
    from eventsvc.db.models import AccountRow

BY = "cli:organiser"


@click.group("organiser")
def command() -> None:
    """Give, list and take the right to sign in."""


@command.command("add")
@click.argument("email")
@click.argument("network", required=False)
@click.option("--administrator", is_flag=True, help="Of every network; give no NETWORK then.")
def add(email: str, network: str | None, *, administrator: bool) -> None:
    """Let EMAIL sign in as an organiser of NETWORK (its short name in addresses).

    They ask for a link on /sign-in, or you make one with `eventsvc organiser link`. A closed
    account is opened again.
    """
    from eventsvc.domain.access import Role
    from eventsvc.services.account import accounts

    if administrator == bool(network):
        raise click.UsageError("Give either NETWORK or --administrator.")
    role = Role.ADMINISTRATOR if administrator else Role.ORGANISER
    with application():
        account = accounts.give(email, role, network=network or "", by=BY, now=datetime.now(UTC))
    click.echo(account.email)
    where = f"of {network}" if network else "of every network"
    click.echo(f"May sign in as {role} {where}.", err=True)


@command.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print an address that signs EMAIL in, once, within 15 minutes."""
    from eventsvc.domain.signin import START
    from eventsvc.services.account import accounts
    from eventsvc.services.mails.delivery import sign_in_address

    with application() as app:
        now = datetime.now(UTC)
        token = accounts.link_for(email, now=now)
        click.echo(sign_in_address(token, public_url=settings_of(app).public_url, landing=START))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON.")
def list_(*, as_json: bool) -> None:
    """Print who may sign in, and as what."""
    from eventsvc.db.queries.accounts import accounts_with_grants

    with application():
        told = [_told(account) for account in accounts_with_grants()]
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for account in told:
        state = "" if account["active"] else " (closed)"
        click.echo(f"{account['email']}{state}\t{', '.join(account['roles'])}")


@command.command("remove")
@click.argument("email")
@click.argument("network", required=False)
def remove(email: str, network: str | None) -> None:
    """Take NETWORK from EMAIL; without NETWORK, or with its last one, the whole account.

    Whoever is signed in with the account is signed out at once.
    """
    from eventsvc.services.account import accounts

    with application():
        accounts.take(email, network=network or "", by=BY, now=datetime.now(UTC))
    click.echo("Removed.", err=True)


@command.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close the account of EMAIL, keeping its roles; `add` opens it again."""
    from eventsvc.services.account import accounts

    with application():
        accounts.disable(email, by=BY, now=datetime.now(UTC))
    click.echo("Closed, and signed out everywhere.", err=True)


@command.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Take password, app, passkeys and recovery codes off the account of EMAIL.

    For somebody who lost the phone and the codes. They sign in by a link from their mail, so
    make sure that it is they who ask.
    """
    from eventsvc.services.account import accounts

    with application():
        accounts.reset(email, by=BY, now=datetime.now(UTC))
    click.echo("Reset, and signed out everywhere. A link by mail signs in.", err=True)


def _told(account: "AccountRow") -> dict[str, Any]:
    places = [grant.network.slug if grant.network else "*" for grant in account.grants]
    roles = [f"{grant.role} {place}" for grant, place in zip(account.grants, places, strict=True)]
    return {"email": account.email, "active": account.active, "roles": roles}

"""``eventsvc serve --demo``: everything for trying out, in one start."""

from datetime import UTC, datetime
from secrets import SystemRandom

import click
from flask import Flask

from eventsvc.cli.context import settings_of
from eventsvc.cli.init import prepare

ORGANISER = "organiser@example.org"
"""Whose account the printed link opens. The domain is reserved: no mail reaches anybody."""


def prepare_demonstration(app: Flask) -> None:
    """Prepare the database, the sample and an account; tell the addresses worth opening.

    Refuses a public address: the printed account is an administrator's, made without asking.
    """
    from eventsvc import demo
    from eventsvc.services.networks.networks import has_network

    if settings_of(app).is_public:
        raise click.UsageError("--demo is for trying out; EVENTSVC_PUBLIC_URL is a public address.")
    prepare(app)
    if not has_network():
        click.echo("Loading the sample network …", err=True)
        demo.load(datetime.now(UTC), SystemRandom())
    click.echo("Worth opening:", err=True)
    for words, address in addresses(app, now=datetime.now(UTC)):
        click.echo(f"  {words:<42} {address}", err=True)


def addresses(app: Flask, *, now: datetime) -> list[tuple[str, str]]:
    """Return what to open first, words and address: each network, and a link to sign in once."""
    from eventsvc.db.queries.networks import networks

    base = settings_of(app).public_url
    found = []
    for network in networks(limit=3):
        start = f"{base}/n/{network.slug}/"
        found += [
            (network.name[network.languages[0]], start),
            ("  its meetings", f"{start}meetings"),
            ("  its members' profiles", f"{start}organisations"),
            ("  its calendar, to subscribe to", f"{start}calendar.ics"),
        ]
    return [*found, ("Sign in (once, within 15 minutes)", _link(base, now=now))]


def _link(base: str, *, now: datetime) -> str:
    from eventsvc.domain.access import Role
    from eventsvc.domain.signin import START
    from eventsvc.services.account import accounts
    from eventsvc.services.mails.delivery import sign_in_address

    accounts.give(ORGANISER, Role.ADMINISTRATOR, by="cli:demo", now=now)
    return sign_in_address(accounts.link_for(ORGANISER, now=now), public_url=base, landing=START)

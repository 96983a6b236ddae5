"""``eventsvc people``: doubles, and the rights of those who write a letter or call."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from eventsvc.cli.context import application, require_schema, settings_of
from eventsvc.cli.references import network_called, person_called
from eventsvc.cli.rights import access, erase

if TYPE_CHECKING:
    from eventsvc.db.models import PersonRow
    from eventsvc.services.people.merging_preview import Foretold

BY = "cli:people"


@click.group("people")
def command() -> None:
    """Find people, merge double entries, and answer those who ask about their data."""


command.add_command(access)
command.add_command(erase)


@command.command("find")
@click.argument("network")
@click.argument("name")
def find(*, network: str, name: str) -> None:
    """Tell who in NETWORK has NAME in the name or the mail address: id, name, address."""
    from eventsvc.db.queries.doubles import people_like
    from eventsvc.domain.people import folded_name

    with application():
        require_schema()
        folded = folded_name(given=name, family="")
        found = people_like(network_called(network).id, folded=folded, email=name.lower())
        for row in found:
            click.echo(f"{row.public_id}  {_name(row)}  {row.email}".rstrip())


@command.command("doubles")
@click.argument("network")
@click.option("--json", "as_json", is_flag=True, help="Tell the pairs as JSON.")
def doubles(*, network: str, as_json: bool) -> None:
    """Tell which entries of NETWORK may be one person: two ids, why, both names.

    Nothing is merged by itself.
    """
    from eventsvc.services.people.doubles import kept_first, suggested

    with application():
        require_schema()
        found = [
            {
                "kept": kept.public_id,
                "gone": gone.public_id,
                "reason": one.reason.value,
                "names": [_name(kept), _name(gone)],
            }
            for one in suggested(network_called(network).id)
            for kept, gone in [kept_first(one.one, one.other)]
        ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in found:
        names = " | ".join(line["names"])
        click.echo(f"{line['kept']}  {line['gone']}  {line['reason']}  {names}")


@command.command("merge")
@click.argument("network")
@click.argument("kept")
@click.argument("gone")
@click.option("--name-of-gone", is_flag=True, help="The name of GONE is the right one.")
@click.option("--phone-of-gone", is_flag=True, help="The phone number of GONE is the right one.")
@click.option("--dry-run", is_flag=True, help="Only tell what would hold.")
@click.option("--yes", is_flag=True, help="Merge; it cannot be undone.")
def merge(
    *,
    network: str,
    kept: str,
    gone: str,
    dry_run: bool,
    yes: bool,
    **choices: Any,
) -> None:
    """Make one entry of KEPT and GONE, ids (or how they begin) of two people of NETWORK.

    The address and the links of KEPT stay, those of GONE end. All else comes together; where one
    entry says no and the other yes to a use of data, the no holds.
    """
    from eventsvc.services.acts import Act
    from eventsvc.services.people import merging
    from eventsvc.services.people.merging_preview import foretell

    if dry_run == yes:
        raise click.UsageError("Give either --dry-run or --yes.")
    with application() as app:
        require_schema()
        here = network_called(network)
        stays, goes = (person_called(here, one) for one in (kept, gone))
        for line in _lines(foretell(stays, goes)):
            click.echo(line)
        if yes:
            public_url = settings_of(app).public_url
            act = Act(network_id=here.id, by=BY, at=datetime.now(UTC), public_url=public_url)
            wanted = merging.Wanted(kept=stays.public_id, gone=goes.public_id, **choices)
            merging.merge(wanted, version=merging.version_of(stays, goes), act=act)
    click.echo("Merged." if yes else "Nothing was changed.", err=True)


@command.command("different")
@click.argument("network")
@click.argument("one")
@click.argument("other")
def different(*, network: str, one: str, other: str) -> None:
    """Remember that ONE and OTHER are two people: they are not suggested again."""
    from eventsvc.services.acts import Act
    from eventsvc.services.people.doubles import tell_apart

    with application():
        require_schema()
        here = network_called(network)
        first, second = (person_called(here, name).public_id for name in (one, other))
        act = Act(network_id=here.id, by=BY, at=datetime.now(UTC))
        is_new = tell_apart(first, second, act=act)
    click.echo("Noted." if is_new else "That was noted before.", err=True)


def _lines(foretold: "Foretold") -> list[str]:
    """Return what would hold, one line for each meeting and each decision."""
    replies = [
        f"{one.meeting.slug}  {one.kept or '–'} | {one.gone or '–'} → {one.after}"
        for one in foretold.replies
    ]
    decisions = [
        f"{one.meeting.slug if one.meeting else 'network'}  {one.purpose}  "
        f"{one.kept} | {one.gone} → {one.after}"
        for one in foretold.decisions
    ]
    return [*replies, *decisions]


def _name(person: "PersonRow") -> str:
    from eventsvc.domain.names import display_name

    return display_name(title=person.title, given=person.given, family=person.family)

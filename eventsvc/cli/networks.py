"""``eventsvc import``: a network's file into the database."""

import json
from datetime import UTC, datetime
from pathlib import Path
from secrets import SystemRandom
from typing import TYPE_CHECKING

import click

from eventsvc.cli.context import application, require_schema, settings_of

if TYPE_CHECKING:
    from eventsvc.inputs.networks.problems import BrokenFile
    from eventsvc.services.imports.report import FieldChange, ImportReport, RecordReport


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print the report, or the mistakes, as JSON.")
def command(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import a network from FILE, written in YAML or JSON.

    Prints one line per thing that is new or changed, and per value that people changed and that
    stays. Nothing is imported while the file has a mistake; all mistakes are named with their
    lines. The form of the file: docs/import-format.md.
    """
    from eventsvc.inputs.networks.file import read_network_file
    from eventsvc.inputs.networks.problems import BrokenFile as Broken
    from eventsvc.services.networks.networks import import_network, keys_of_network

    with application() as app:
        require_schema()
        try:
            network = read_network_file(file, known=keys_of_network)
        except Broken as broken:
            tell_mistakes(broken, file, as_json=as_json)
            raise SystemExit(1) from None
        report = import_network(
            network,
            now=datetime.now(UTC),
            random=SystemRandom(),
            dry_run=dry_run,
            public_url=settings_of(app).public_url,
        )
    tell(report, as_json=as_json)


def tell(report: "ImportReport", *, as_json: bool) -> None:
    """Print the report on stdout and its sum on stderr."""
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in (line for record in report.records for line in _lines(record)):
            click.echo(line)
    counts = report.counts()
    verb = "would be " if report.dry_run else ""
    click.echo(
        f"{report.network}: {counts['new']} {verb}new, {counts['changed']} {verb}changed, "
        f"{counts['same']} as they were, {counts['kept']} with values of people's own kept, "
        f"{counts['removed']} removed by people and left away.",
        err=True,
    )
    _tell_hidden(report.hidden)


def _tell_hidden(number: int) -> None:
    """Say that scans will show nothing of what the file says, before somebody prints badges."""
    if number:
        click.echo(
            f"{number} statements are visible in the network only; scans of badges do not show "
            "them. Write “statement_defaults: {visibility: public}” into a file to show new ones, "
            "or change them in the browser.",
            err=True,
        )


def tell_mistakes(broken: "BrokenFile", file: Path, *, as_json: bool) -> None:
    """Print every mistake of the file: as JSON on stdout, as sentences on stderr."""
    if as_json:
        click.echo(json.dumps(broken.as_json(), ensure_ascii=False, indent=2))
    for line in broken.lines(file.name):
        click.echo(line, err=True)
    click.echo("Nothing was imported.", err=True)


def _lines(record: "RecordReport") -> list[str]:
    name = f"{record.subject} {record.name or record.key}"
    lines = [f"{record.fate} {name}"] if record.fate in ("new", "removed") else []
    if record.fate == "changed":
        lines += [f"changed {name}: {_change(change)}" for change in record.changed]
    return lines + [f"kept {name}: {_change(change)}" for change in record.kept]


def _change(change: "FieldChange") -> str:
    return f"{change.field}: {_short(change.before)} -> {_short(change.after)}"


def _short(value: object) -> str:
    """Return a value on one line, cut where it gets long."""
    from eventsvc.services.imports.report import told

    most = 60
    plain = told(value)
    text = " ".join(str("" if plain is None else plain).split())
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"

"""``eventsvc attendees import``."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventsvc.cli.context import application, require_schema, settings_of
from eventsvc.cli.files import write_out
from eventsvc.cli.references import meeting_called

if TYPE_CHECKING:
    from eventsvc.inputs.attendees.lists import AttendeeList
    from eventsvc.inputs.attendees.problems import Problem
    from eventsvc.services.attendees.attendees import AttendeeReport, ImportOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What was read, what was taken of it, and how problems are said."""

    read: "AttendeeList"
    report: "AttendeeReport"
    sentence: "Callable[[Problem], str]"


@click.group("attendees")
def command() -> None:
    """Take attendee lists in."""


@command.command("import")
@click.argument("meeting")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column holds, by its heading or letter; may be given several times.",
)
@click.option(
    "--organisation",
    "organisations",
    multiple=True,
    metavar="NAME=KEY",
    help="Who is meant by a name of the list: an organisation's key, guest or nobody.",
)
@click.option("--guests", is_flag=True, help="Make guests of all organisations that are unknown.")
@click.option("--invited", is_flag=True, help="Who is in the list was asked, but has not replied.")
@click.option("--correct", metavar="FILE", help="XLSX or CSV to write the rows not taken to.")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
def import_(
    *,
    meeting: str,
    file: Path,
    correct: str | None,
    as_json: bool,
    **choices: Any,
) -> None:
    """Take the attendee list FILE (CSV, XLSX, or a recipient line as text) into MEETING.

    Columns are recognised by their headings; a column that is not sure is left out and named.
    Good rows are taken; the others are told, and written to --correct to be imported again.
    Exit code 1: some rows were not taken.
    """
    order = _order(file, **choices)
    outcome = _take(meeting, order)
    if correct:
        _write_rows_to_correct(outcome, correct)
    _tell(outcome, dry_run=order.dry_run, as_json=as_json)
    if outcome.read.held:
        raise SystemExit(1)


def _order(
    file: Path,
    *,
    mapping: tuple[str, ...],
    organisations: tuple[str, ...],
    guests: bool,
    invited: bool,
    dry_run: bool,
) -> "ImportOrder":
    from eventsvc.domain.attendances import PartStat
    from eventsvc.inputs.attendees.mapping import read_mapping
    from eventsvc.inputs.attendees.reading import read_attendees
    from eventsvc.inputs.tables import read_table
    from eventsvc.services.attendees.attendees import ImportOrder

    table = read_table(file.read_bytes())
    return ImportOrder(
        attendees=read_attendees(table, mapping=read_mapping(mapping)),
        source=file.name,
        organisations=dict(_pair(text) for text in organisations),
        all_guests=guests,
        partstat=PartStat.NEEDS_ACTION if invited else PartStat.ACCEPTED,
        dry_run=dry_run,
    )


def _take(meeting: str, order: "ImportOrder") -> _Outcome:
    from eventsvc.inputs.attendees.correcting import held_back
    from eventsvc.services.acts import Act
    from eventsvc.services.attendees.attendees import import_attendees

    with application() as app:
        require_schema()
        network, row = meeting_called(meeting)
        act = Act(
            network_id=network.id,
            by="import",
            at=datetime.now(UTC),
            public_url=settings_of(app).public_url,
        )
        with click.progressbar(length=len(order.attendees.rows), label=order.source) as bar:
            report = import_attendees(
                network,
                row,
                order,
                act=act,
                random=random.SystemRandom(),
                progress=lambda _done: bar.update(1),
            )
        language = network.languages[0]
    read = held_back(order.attendees, report.held, suggestions=report.unknown)
    return _Outcome(read=read, report=report, sentence=_sentences(language))


def _pair(text: str) -> tuple[str, str]:
    name, sign, key = text.rpartition("=")
    if not sign or not name or not key:
        raise click.BadParameter(f"{text} is not NAME=KEY.", param_hint="--organisation")
    return name.strip(), key.strip()


def _sentences(language: str) -> "Callable[[Problem], str]":
    """Return how to say problems in ``language``: the office corrects the file, not we."""
    from eventsvc.inputs.attendees.problems import PROBLEMS
    from eventsvc.outputs.templating import translations

    catalogue = translations(language)
    return lambda problem: catalogue.gettext(PROBLEMS[problem.code]) % problem.placeholders


def _write_rows_to_correct(outcome: _Outcome, path: str) -> None:
    from eventsvc.inputs.attendees.correcting import rows_to_correct
    from eventsvc.outputs.tables import csv_bytes, xlsx_bytes

    rows = rows_to_correct(outcome.read, sentence=outcome.sentence)
    if rows:
        write_out(path, csv_bytes(rows) if path.endswith(".csv") else xlsx_bytes(rows))


def _tell(outcome: _Outcome, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_facts(outcome), ensure_ascii=False))
        return
    for problem in sorted(outcome.read.problems, key=lambda it: it.row):
        place = f"{problem.sheet}: " if problem.sheet else ""
        click.echo(f"{place}{outcome.sentence(problem)}", err=True)
    if outcome.report.unknown:
        name = next(iter(outcome.report.unknown))
        click.echo(
            f"Say who is meant with --organisation '{name}=KEY'; --guests makes guests of all "
            "unknown ones.",
            err=True,
        )
    for column in outcome.read.unsure:
        hint = f" Say what it holds: --map '{column.heading or column.letters}={column.guess}'"
        click.echo(
            f"Column {column.letters} “{column.heading}” was not read."
            + (hint if column.guess else ""),
            err=True,
        )
    report = outcome.report
    verb = "would be" if dry_run else "were"
    click.echo(
        f"{report.new} people {verb} added, {report.changed} changed, {report.unchanged} were "
        f"there already; {report.decisions} consents and refusals {verb} recorded; "
        f"{len(report.guests)} guest organisations {verb} made; {len(outcome.read.held)} rows "
        f"not taken, {len(outcome.read.left_out)} left out.",
        err=True,
    )


def _facts(outcome: _Outcome) -> Mapping[str, object]:
    report = outcome.report
    return {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "decisions": report.decisions,
        "guests": report.guests,
        "held": len(outcome.read.held),
        "skipped": len(outcome.read.left_out),
        "unsure": [column.heading or column.letters for column in outcome.read.unsure],
        "problems": [
            {"code": it.code, "sheet": it.sheet, "row": it.row, "text": outcome.sentence(it)}
            for it in outcome.read.problems
        ],
    }

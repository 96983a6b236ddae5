"""``eventsvc badges``."""

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from eventsvc.cli.context import application, require_schema, settings_of
from eventsvc.cli.files import write_out
from eventsvc.cli.references import meeting_called, sheet_called
from eventsvc.domain.names import display_name
from eventsvc.domain.sheets import Offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
    from eventsvc.domain.sheets import Sheet
    from eventsvc.outputs.apart import Told
    from eventsvc.outputs.badges import LegibilityWarning
    from eventsvc.services.acts import Act
    from eventsvc.services.badges.badges import PrintJob

CONCERNS = {
    "first-name-small": "the first name is set in {} pt, too small to read from two metres.",
    "text-cut": "does not fit and was cut: {}.",
    "glyph-missing": "no font here has the characters {}. Install fonts-noto-core, fonts-noto-cjk.",
    "code-too-dense": "the code of {} is dense. A shorter EVENTSVC_PUBLIC_URL makes it lighter.",
    "code-too-small": "the code's modules are {} mm; phones want 0.5 mm. Choose larger labels.",
}
"""What ``outputs.badges.Concern`` means, for people; {} is the detail."""


@click.command("badges")
@click.argument("meeting")
@click.option("-o", "--output", required=True, metavar="FILE", help="PDF to write; - for stdout.")
@click.option(
    "--sheet",
    help="Sheet of labels, also one that the office measured.  [default: avery-l4785]",
)
@click.option(
    "--printer",
    metavar="NAME",
    help="Print on the sheet of this printer, shifted as the office found out.",
)
@click.option("--start", type=int, default=1, show_default=True, help="First free label.")
@click.option(
    "--offset",
    type=float,
    nargs=2,
    metavar="X Y",
    help="Shift in mm to the right and down, when the printer prints askew.",
)
@click.option(
    "--only",
    type=click.Choice(("stale", "new")),
    multiple=True,
    help="Only badges that are out of date, or that were never printed; may be given twice.",
)
@click.option(
    "--replace-missing",
    is_flag=True,
    help="Print ? for characters that no font here has; else nothing is printed.",
)
@click.option("--preview", is_flag=True, help="Record nothing: these badges are not used.")
@click.option("--test-page", is_flag=True, help="Outlines and rulers instead of badges.")
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
def command(*, meeting: str, output: str, test_page: bool, as_json: bool, **asked: Any) -> None:
    """Print the name badges of MEETING as a PDF.

    MEETING is network/slug, a UID, or the slug alone while only one meeting bears it. Everybody
    who has accepted, comes on site and has a place gets one. The print is recorded.
    """
    wish = Asked(**asked)
    with application() as app:
        require_schema()
        network, row = meeting_called(meeting)
        paper = _paper(network.id, sheet=wish.sheet, printer=wish.printer, offset=wish.offset)
        if test_page:
            _write_test_page(output, *paper)
            return
        url = settings_of(app).public_url
        outcome = _print(network, row, wish, paper, url, output=output)
    _tell(outcome, as_json=as_json, beside=output == "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options say of the badges and their paper."""

    sheet: str | None
    printer: str | None
    start: int
    offset: tuple[float, float] | None
    only: tuple[str, ...]
    replace_missing: bool
    preview: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was printed, and what needs a look."""

    count: int
    concerns: "Sequence[LegibilityWarning]"
    is_trial: bool
    cut_title: str
    """The meeting's title as all badges bear it, if it was cut; empty: it has room."""


def _print(
    network: "NetworkRow",
    meeting: "MeetingRow",
    wish: Asked,
    paper: "tuple[Sheet, Offset]",
    public_url: str,
    *,
    output: str,
) -> Outcome:
    """Draw, write and record; return how many, and what to look at."""
    from eventsvc.services.badges import badge_styles as styles
    from eventsvc.services.badges import badges

    labels, shift = paper
    job = _wanted(network, meeting, only=wish.only, public_url=public_url)
    options = styles.print_options(
        network, meeting, public_url=public_url, start=wish.start, offset=shift
    )
    concerns = badges.warnings(job, sheet=labels, options=options)
    if not wish.replace_missing:
        _refuse_missing(concerns)
    with _progress(len(job.badges)) as told:
        pdf = badges.preview(job, sheet=labels, options=options, told=told)
    write_out(output, pdf)
    if not wish.preview:
        badges.record_print(job, sheet=labels, act=_act(network.id))
    title = badges.cut_heading(labels, options) if job.badges else ""
    return Outcome(len(job.badges), concerns, options.proof, title)


def _paper(
    network_id: int,
    *,
    sheet: str | None,
    printer: str | None,
    offset: tuple[float, float] | None,
) -> "tuple[Sheet, Offset]":
    """Return the sheet and the shift: as said, else those of the printer, else the usual."""
    from eventsvc.db.queries.sheets import printers
    from eventsvc.domain.sheet_presets import DEFAULT_SHEET

    known = {row.name: row for row in printers(network_id)}
    if printer is not None and printer not in known:
        raise click.BadParameter(
            f"There is no printer {printer}. Printers: {', '.join(known) or 'none yet'}."
        )
    row = known[printer] if printer else None
    name = sheet or (row.sheet if row else DEFAULT_SHEET)
    x, y = offset or ((row.x, row.y) if row else (0.0, 0.0))
    return sheet_called(name, network_id), Offset(x=x, y=y)


def _refuse_missing(concerns: "Sequence[LegibilityWarning]") -> None:
    """Refuse to print other characters than people's names have."""
    missing = [it for it in concerns if it.concern == "glyph-missing"]
    for it in missing:
        click.echo(f"{it.name}: {CONCERNS[it.concern].format(it.detail)}", err=True)
    if missing:
        raise click.ClickException("Nothing was printed. --replace-missing prints ? instead.")


@contextmanager
def _progress(total: int) -> "Iterator[Told]":
    """Give what moves a bar on standard error; it is seen on terminals only."""
    unseen = not sys.stderr.isatty()
    with click.progressbar(
        length=total, label="Drawing badges", file=sys.stderr, hidden=unseen
    ) as bar:

        def told(done: int) -> None:
            bar.update(done - bar.pos)

        yield told


def _write_test_page(output: str, labels: "Sheet", shift: "Offset") -> None:
    from eventsvc.outputs.calibration import calibration_pdf

    write_out(output, calibration_pdf(labels, offset=shift))


def _wanted(
    network: "NetworkRow", meeting: "MeetingRow", *, only: tuple[str, ...], public_url: str
) -> "PrintJob":
    """Return all badges, or those asked for; say whose paper is not needed any more."""
    from eventsvc.services.badges import badges, symbols

    symbols.compute_all(public_url=public_url)
    job = badges.print_job(network, meeting, public_url=public_url)
    if not only:
        return job
    found = badges.stale(network, meeting, public_url=public_url)
    for one in found.cancelled:
        click.echo(f"{_name(one)}: printed, but does not come any more.", err=True)
    return job.only([one for kind in only for one in getattr(found, kind)])


def _name(attendance: "AttendanceRow") -> str:
    person = attendance.person
    return display_name(title=person.title, given=person.given, family=person.family)


def _act(network_id: int) -> "Act":
    from eventsvc.services.acts import Act

    return Act(network_id=network_id, by="cli:badges", at=datetime.now(UTC))


def _tell(outcome: Outcome, *, as_json: bool, beside: bool) -> None:
    """Say how many there are, and whose badge needs a look; ``beside`` a PDF on stdout."""
    if as_json:
        said = {
            "badges": outcome.count,
            "trial": outcome.is_trial,
            "cut_title": outcome.cut_title,
            "concerns": [
                {"name": it.name, "concern": it.concern, "detail": it.detail}
                for it in outcome.concerns
            ],
        }
        click.echo(json.dumps(said), err=beside)
        return
    if outcome.cut_title:
        click.echo(
            f"The title of the meeting does not fit and was cut: {outcome.cut_title}", err=True
        )
    for it in outcome.concerns:
        click.echo(f"{it.name}: {CONCERNS[it.concern].format(it.detail)}", err=True)
    if outcome.is_trial:
        click.echo(
            "These are test prints: phones cannot open EVENTSVC_PUBLIC_URL as it is set. Give it "
            "the https address of this service.",
            err=True,
        )
    click.echo(f"{outcome.count} badges.", err=True)

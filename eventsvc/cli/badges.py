"""``eventsvc badges``."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from eventsvc.cli.context import application, require_schema, settings_of
from eventsvc.cli.files import write_out
from eventsvc.cli.references import meeting_called, sheet_called
from eventsvc.domain.names import display_name
from eventsvc.domain.sheets import Offset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
    from eventsvc.domain.sheets import Sheet
    from eventsvc.outputs.badges import LegibilityWarning
    from eventsvc.services.acts import Act
    from eventsvc.services.badges import PrintJob

CONCERNS = {
    "first-name-small": "the first name is set in {} pt, too small to read from two metres.",
    "text-cut": "does not fit and was cut: {}.",
    "glyph-missing": "no font here has the characters {}. Install fonts-noto-core.",
    "code-too-dense": "the code of {} is dense. A shorter EVENTSVC_PUBLIC_URL makes it lighter.",
    "code-too-small": "the code's modules are {} mm; phones want 0.5 mm. Choose larger labels.",
}
"""What ``outputs.badges.Concern`` means, for people; {} is the detail."""


@click.command("badges")
@click.argument("meeting")
@click.option("-o", "--output", required=True, metavar="FILE", help="PDF to write; - for stdout.")
@click.option("--sheet", default="avery-l4785", show_default=True, help="Sheet of labels.")
@click.option("--start", type=int, default=1, show_default=True, help="First free label.")
@click.option(
    "--offset",
    type=float,
    nargs=2,
    default=(0.0, 0.0),
    metavar="X Y",
    help="Shift in mm to the right and down, when the printer prints askew.",
)
@click.option(
    "--only",
    type=click.Choice(("stale", "new")),
    multiple=True,
    help="Only badges that are out of date, or that were never printed; may be given twice.",
)
@click.option("--preview", is_flag=True, help="Record nothing: these badges are not used.")
@click.option("--test-page", is_flag=True, help="Outlines and rulers instead of badges.")
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
def command(  # noqa: PLR0913 -- one parameter per option
    *,
    meeting: str,
    output: str,
    sheet: str,
    start: int,
    offset: tuple[float, float],
    only: tuple[str, ...],
    preview: bool,
    test_page: bool,
    as_json: bool,
) -> None:
    """Print the name badges of MEETING as a PDF.

    MEETING is network/slug, a UID, or the slug alone while only one meeting bears it. Everybody
    who has accepted, comes on site and has a place gets one. The print is recorded.
    """
    from eventsvc.services import badge_styles as styles
    from eventsvc.services import badges

    labels, shift = sheet_called(sheet), Offset(x=offset[0], y=offset[1])
    if test_page:
        _write_test_page(output, labels, shift)
        return
    with application() as app:
        require_schema()
        network, row = meeting_called(meeting)
        url = settings_of(app).public_url
        job = _wanted(network, row, only=only, public_url=url)
        options = styles.print_options(network, row, public_url=url, start=start, offset=shift)
        concerns = badges.warnings(job, sheet=labels, options=options)
        write_out(output, badges.preview(job, sheet=labels, options=options))
        if not preview:
            badges.record_print(job, sheet=labels, act=_act(network.id))
    _tell(len(job.badges), concerns, is_trial=options.proof, as_json=as_json)


def _write_test_page(output: str, labels: "Sheet", shift: "Offset") -> None:
    from eventsvc.outputs.calibration import calibration_pdf

    write_out(output, calibration_pdf(labels, offset=shift))


def _wanted(
    network: "NetworkRow", meeting: "MeetingRow", *, only: tuple[str, ...], public_url: str
) -> "PrintJob":
    """Return all badges, or those asked for; say whose paper is not needed any more."""
    from eventsvc.services import badges, symbols

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


def _tell(
    count: int, concerns: "Sequence[LegibilityWarning]", *, is_trial: bool, as_json: bool
) -> None:
    """Say how many there are, and whose badge needs a look."""
    if as_json:
        found = [{"name": it.name, "concern": it.concern, "detail": it.detail} for it in concerns]
        click.echo(json.dumps({"badges": count, "trial": is_trial, "concerns": found}))
        return
    for it in concerns:
        click.echo(f"{it.name}: {CONCERNS[it.concern].format(it.detail)}", err=True)
    if is_trial:
        click.echo(
            "These are test prints: phones cannot open EVENTSVC_PUBLIC_URL as it is set. Give it "
            "the https address of this service.",
            err=True,
        )
    click.echo(f"{count} badges.", err=True)

"""Printing badges from the browser: choose the paper, look, download."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS, sheet_named
from eventsvc.domain.sheets import Box, Offset, Sheet, StartOutsideSheet
from eventsvc.services import badges
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import (
    acting,
    blueprint,
    current_network,
    wanted_meeting,
)
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.words import CONCERNS

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import MeetingRow
    from eventsvc.outputs.badges import PrintOptions


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form asks for. Lengths in millimetres."""

    sheet: Sheet
    start: int
    offset: Offset


@blueprint.get("/<network>/meetings/<meeting>/badges")
@requires("badges.print")
def show_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the choice of paper, and whose badge will be hard to read on it."""
    row, wish = wanted_meeting(meeting), _wish(request.args)
    options = _options(row, wish)
    job = badges.print_job(current_network(), row, public_url=_public_url())
    return render_template(
        "organiser/badges.html",
        network=current_network(),
        meeting=row,
        wish=wish,
        sheets=[(sheet.name, sheet.label) for sheet in SHEETS.values()],
        labels=_labels(wish.sheet),
        nonce=secrets.token_hex(16),
        count=len(job.badges),
        concerns=[
            (warning.name, CONCERNS[warning.concern], warning.detail)
            for warning in badges.warnings(job, sheet=wish.sheet, options=options)
        ],
        is_trial=options.proof,
        public_url=_public_url(),
    )


@blueprint.get("/<network>/meetings/<meeting>/badges/preview.pdf")
@requires("badges.print")
def preview_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the PDF to look at; nothing counts as printed."""
    row, wish = wanted_meeting(meeting), _wish(request.args)
    job = badges.print_job(current_network(), row, public_url=_public_url())
    pdf = badges.preview(job, sheet=wish.sheet, options=_options(row, wish))
    return pdf_file(pdf, f"{row.slug}-preview.pdf", disposition="inline")


@blueprint.post("/<network>/meetings/<meeting>/badges")
@requires("badges.print")
def print_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the PDF to print and record what is on it."""
    row, wish = wanted_meeting(meeting), _wish(request.form)
    job = badges.print_job(current_network(), row, public_url=_public_url())
    pdf = badges.print_badges(
        job,
        sheet=wish.sheet,
        options=_options(row, wish),
        act=acting(),
        nonce=request.form.get("nonce", "")[:64],
    )
    return pdf_file(pdf, f"{row.slug}-badges.pdf")


def _wish(values: "MultiDict[str, str]") -> Wish:
    """Return what ``values`` ask for; what is left out is the usual.

    Raises:
        UnknownSheet, StartOutsideSheet, OffsetTooLarge: The wish cannot be printed.
    """
    sheet = sheet_named(values.get("sheet", DEFAULT_SHEET))
    start = values.get("start", 1, type=int)
    if not 1 <= start <= sheet.per_page:
        raise StartOutsideSheet(start=start, most=sheet.per_page)
    return Wish(sheet, start, Offset(x=_millimetres(values, "x"), y=_millimetres(values, "y")))


def _labels(sheet: Sheet) -> list[tuple[int, Box]]:
    """Return each label of the drawn sheet, with the number of the badge that begins there."""
    faces = len(sheet.faces)
    return [(at // faces + 1, box) for at, box in enumerate(sheet.boxes())]


def _millimetres(values: "MultiDict[str, str]", name: str) -> float:
    """Return a length; a decimal comma is one."""
    return values.get(name, 0.0, type=lambda text: float(text.replace(",", ".")))


def _options(meeting: "MeetingRow", wish: Wish) -> "PrintOptions":
    return badges.print_options(
        current_network(),
        meeting,
        public_url=_public_url(),
        start=wish.start,
        offset=wish.offset,
    )


def _public_url() -> str:
    address: str = current_app.extensions["eventsvc.public_url"]
    return address

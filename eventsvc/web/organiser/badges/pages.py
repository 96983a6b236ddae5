"""Printing badges from the browser: choose the paper, look, print what is due."""

import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventsvc.domain.badges import Which
from eventsvc.domain.names import index_name
from eventsvc.domain.sheet_presets import STICKER_SHEET, sheet_named
from eventsvc.domain.sheets import Box, Sheet
from eventsvc.outputs.badges import Concern
from eventsvc.outputs.calibration import calibration_pdf
from eventsvc.outputs.formats import number_text
from eventsvc.services import badge_pictures, badge_styles, badges
from eventsvc.services.own_designs import faults_on
from eventsvc.services.print_runs import AT_ONCE
from eventsvc.web.guards import requires
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.badges.design_words import fault_text
from eventsvc.web.organiser.badges.paper import Stock, Wish, stock, wish_of
from eventsvc.web.organiser.badges.runs import begin, waiting
from eventsvc.web.organiser.badges.styles import style_part
from eventsvc.web.organiser.badges.words import CHANGES, ORDERS, TEXTS, sheet_label
from eventsvc.web.organiser.blueprint import (
    acting,
    blueprint,
    current_network,
    wanted_meeting,
)
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.words import CONCERNS

if TYPE_CHECKING:
    from eventsvc.db.models import AttendanceRow, MeetingRow
    from eventsvc.outputs.badges import LegibilityWarning, PrintOptions
    from eventsvc.services.badges import PrintJob, Staleness

OF_ALL_BADGES = (Concern.CODE_TOO_DENSE, Concern.CODE_TOO_SMALL, Concern.GLYPH_MISSING)
"""What the page says once, or elsewhere, and not for each person."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Badges that one click prints."""

    which: Which
    count: int
    sheets: int


@blueprint.get("/<network>/meetings/<meeting>/badges")
@requires("badges.print")
def show_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what is to print, the choice of paper, and whose badge will be hard to read on it."""
    row, there = wanted_meeting(meeting), stock()
    wish = wish_of(request.args, there)
    options, found = _options(row, wish), _found(row)
    return render_template(
        "organiser/badges.html",
        network=current_network(),
        meeting=row,
        wish=wish,
        **_paper_part(wish, there),
        **style_part(row),
        nonce=secrets.token_hex(16),
        count=len(found.job.badges),
        current=found.current,
        runs=waiting(row),
        bundles={bundle.which.value: bundle for bundle in _bundles(found, wish)},
        stale=[
            (_name(one), [CHANGES[why] for why in found.changes[one.id]]) for one in found.stale
        ],
        cancelled=[_name(one) for one in found.cancelled],
        sticker_sheet=STICKER_SHEET,
        stickers=sheet_named(STICKER_SHEET).pages_for(len(found.stale)),
        **_legibility_part(found.job, wish, options),
        opened=request.args.get("open", ""),
        is_trial=options.proof,
        public_url=_public_url(),
    )


@blueprint.get("/<network>/meetings/<meeting>/badges/preview.pdf")
@requires("badges.print")
def preview_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the PDF to look at; nothing counts as printed."""
    row, wish = wanted_meeting(meeting), wish_of(request.args, stock())
    pdf = badges.preview(_job(row, wish), sheet=wish.sheet, options=_options(row, wish))
    return pdf_file(pdf, f"{row.slug}-preview.pdf", disposition="inline")


@blueprint.get("/<network>/meetings/<meeting>/badges/sheet.png")
@requires("badges.print")
def show_first_sheet(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the first sheet as a picture."""
    row, wish = wanted_meeting(meeting), wish_of(request.args, stock())
    picture = badge_pictures.first_sheet(
        _job(row, wish), sheet=wish.sheet, options=_options(row, wish)
    )
    return Response(picture, content_type="image/png")


@blueprint.get("/<network>/meetings/<meeting>/badges/blank.pdf")
@requires("badges.print")
def print_blanks(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send a sheet of badges without names, for people who come unannounced."""
    row, wish = wanted_meeting(meeting), wish_of(request.args, stock())
    pdf = badge_pictures.blanks(
        current_network(),
        row,
        public_url=_public_url(),
        sheet=wish.sheet,
        options=_options(row, wish),
    )
    return pdf_file(pdf, f"{row.slug}-blank.pdf", disposition="inline")


@blueprint.get("/<network>/meetings/<meeting>/badges/test-page.pdf")
@requires("badges.print")
def print_test_page(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send outlines and rulers, to hold against a sheet of labels."""
    row, wish = wanted_meeting(meeting), wish_of(request.args, stock())
    pdf = calibration_pdf(wish.sheet, offset=wish.offset, language=current_language())
    return pdf_file(pdf, f"{row.slug}-test-page.pdf", disposition="inline")


@blueprint.post("/<network>/meetings/<meeting>/badges")
@requires("badges.print")
def print_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the PDF to print and record what is on it."""
    row, wish = wanted_meeting(meeting), wish_of(request.form, stock())
    job = _job(row, wish)
    if not job.badges:
        flash(_("There is nothing of that to print any more."), "info")
        return redirect(request.path, HTTPStatus.SEE_OTHER)
    options = _options(row, wish)
    if not request.form.get("replace"):
        badges.refuse_missing_glyphs(job, sheet=wish.sheet, options=options)
    if len(job.badges) > AT_ONCE:
        return begin(row, wish.asked, total=len(job.badges))
    pdf = badges.print_badges(
        job,
        sheet=wish.sheet,
        options=options,
        act=acting(),
        nonce=request.form.get("nonce", "")[:64],
    )
    return pdf_file(pdf, f"{row.slug}-badges.pdf")


def _legibility_part(job: "PrintJob", wish: Wish, options: "PrintOptions") -> dict[str, object]:
    """Return what will not read well, or cannot be printed, on the chosen paper."""
    concerns = badges.warnings(job, sheet=wish.sheet, options=options)
    return {
        "faults": [fault_text(one) for one in faults_on(wish.sheet, options=options)],
        "code": badges.code_facts(job, sheet=wish.sheet),
        "cut_title": badges.cut_heading(wish.sheet, options) if job.badges else "",
        "missing": [
            (one.name, one.detail) for one in concerns if one.concern is Concern.GLYPH_MISSING
        ],
        "concerns": [
            (one.name, CONCERNS[one.concern], _detail(one))
            for one in concerns
            if one.concern not in OF_ALL_BADGES
        ],
    }


def _detail(warning: "LegibilityWarning") -> str:
    """Return what is known besides, in the words of the reader."""
    if warning.concern is Concern.TEXT_CUT:
        return ", ".join(str(TEXTS[kind]) for kind in warning.detail.split(", "))
    if warning.concern is not Concern.FIRST_NAME_SMALL:
        return warning.detail
    size = number_text(float(warning.detail), language=current_language(), digits=1)
    words: str = _("size %(size)s", size=size)
    return words


def _paper_part(wish: Wish, there: Stock) -> dict[str, object]:
    """Return what the choice of paper needs."""
    return {
        "sheets": [(sheet.name, sheet_label(sheet)) for sheet in there.sheets.values()],
        "printers": [row.name for row in there.printers],
        "orders": list(ORDERS.items()),
        "labels": _labels(wish.sheet),
    }


def _found(meeting: "MeetingRow") -> "Staleness":
    return badges.stale(current_network(), meeting, public_url=_public_url())


def _job(meeting: "MeetingRow", wish: Wish) -> "PrintJob":
    """Return the badges that the form asks for, in its order."""
    return _found(meeting).chosen(wish.which).ordered(wish.order)


def _bundles(found: "Staleness", wish: Wish) -> list[Bundle]:
    """Return what one click may print, without what would print nothing."""
    counts = ((which, len(found.chosen(which).badges)) for which in Which)
    return [
        Bundle(which, count, wish.sheet.pages_for(count, start=wish.start))
        for which, count in counts
        if count
    ]


def _name(attendance: "AttendanceRow") -> str:
    person = attendance.person
    return index_name(title=person.title, given=person.given, family=person.family)


def _labels(sheet: Sheet) -> list[tuple[int, Box]]:
    """Return each label of the drawn sheet, with the number of the badge that begins there."""
    faces = len(sheet.faces)
    return [(at // faces + 1, box) for at, box in enumerate(sheet.boxes())]


def _options(meeting: "MeetingRow", wish: Wish) -> "PrintOptions":
    return badge_styles.print_options(
        current_network(),
        meeting,
        public_url=_public_url(),
        start=wish.start,
        offset=wish.offset,
    )


def _public_url() -> str:
    address: str = current_app.extensions["eventsvc.public_url"]
    return address

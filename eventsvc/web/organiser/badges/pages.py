"""Printing badges from the browser: choose the paper, look, print what is due."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventsvc.domain.badges import GlyphsMissing
from eventsvc.domain.errors import DomainError
from eventsvc.outputs.calibration import calibration_pdf
from eventsvc.services.badges import badge_pictures, badges, sheets
from eventsvc.services.badges.print_runs import AT_ONCE
from eventsvc.web.forms.answers import Page, Saving, refuse, save, show
from eventsvc.web.guards import requires
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.badges.paper import (
    NO_PAPER,
    Stock,
    Wish,
    paper_form,
    stock,
    usual_wish,
    wish_of,
)
from eventsvc.web.organiser.badges.runs import begin
from eventsvc.web.organiser.badges.shown import job_of, options_of, page_facts, public_url
from eventsvc.web.organiser.blueprint import (
    acting,
    blueprint,
    current_network,
    wanted_meeting,
)
from eventsvc.web.organiser.downloads import pdf_file

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow
    from eventsvc.web.forms.sent import Sent


@blueprint.get("/<network>/meetings/<meeting>/badges")
@requires("badges.print")
def show_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what is to print, the choice of paper, and whose badge will be hard to read on it."""
    row, there = wanted_meeting(meeting), stock()
    try:
        wish = wish_of(request.args, there)
    except NO_PAPER as error:  # the address is older than the paper there is
        return _refuse(row, usual_wish(there), there, error)
    return show(_page(row, wish, there), paper_form(there, wish).shown(wish.paper))


@blueprint.post("/<network>/meetings/<meeting>/badges/paper")
@requires("badges.print")
def choose_paper(network: str, meeting: str) -> ResponseReturnValue:
    """Take the paper from now on; with the name of a printer its sheet and shift are kept.

    The query is the paper that the page showed, for the page that brings a mistake back.
    """
    row, there, act = wanted_meeting(meeting), stock(), acting()
    here: dict[str, Any] = {"network": network, "meeting": meeting, "open": "paper"}
    here["_anchor"] = "paper"
    if request.form.get("forget"):
        sheets.forget_printer(request.form["forget"], act=act)
        flash(_("The printer is forgotten."))
        return redirect(url_for("organiser.show_badges", **here), HTTPStatus.SEE_OTHER)
    shown = _shown(there)
    sent = paper_form(there, shown).read(request.form)
    keeps = bool(sent.typed["printer"].strip())

    def take(_sent: "Sent") -> Wish:
        wish = wish_of(request.form, there)
        if keeps:
            sheets.remember_printer(wish.printer, sheet=wish.sheet, offset=wish.offset, act=act)
        return wish

    saving = Saving(
        act=take,
        then=lambda wish: url_for("organiser.show_badges", **wish.paper, **here),
        said=_("Remembered for this printer: the sheet and how far it shifts.") if keeps else "",
    )
    return save(_page(row, shown, there), sent, saving)


@blueprint.get("/<network>/meetings/<meeting>/badges/preview.pdf")
@requires("badges.print")
def preview_badges(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the PDF to look at; nothing counts as printed."""
    row, wish = wanted_meeting(meeting), wish_of(request.args, stock())
    pdf = badges.preview(job_of(row, wish), sheet=wish.sheet, options=options_of(row, wish))
    return pdf_file(pdf, f"{row.slug}-preview.pdf", disposition="inline")


@blueprint.get("/<network>/meetings/<meeting>/badges/sheet.png")
@requires("badges.print")
def show_first_sheet(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the first sheet as a picture."""
    row, wish = wanted_meeting(meeting), wish_of(request.args, stock())
    picture = badge_pictures.first_sheet(
        job_of(row, wish), sheet=wish.sheet, options=options_of(row, wish)
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
        public_url=public_url(),
        sheet=wish.sheet,
        options=options_of(row, wish),
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
    row, there = wanted_meeting(meeting), stock()
    try:
        wish = wish_of(request.form, there)
    except NO_PAPER as error:  # the sheet was deleted or changed meanwhile
        return _refuse(row, usual_wish(there), there, error)
    try:
        return _printed(row, wish)
    except GlyphsMissing as error:
        return _refuse(row, wish, there, error)


def _shown(there: Stock) -> Wish:
    try:
        return wish_of(request.args, there)
    except NO_PAPER:  # the sheet was deleted meanwhile
        return usual_wish(there)


def _printed(row: "MeetingRow", wish: Wish) -> ResponseReturnValue:
    job, options = job_of(row, wish), options_of(row, wish)
    if not job.badges:
        flash(_("There is nothing of that to print any more."), "info")
        return redirect(request.path, HTTPStatus.SEE_OTHER)
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


def _refuse(row: "MeetingRow", wish: Wish, there: Stock, error: DomainError) -> ResponseReturnValue:
    sent = paper_form(there, wish).shown(wish.paper)
    return refuse(_page(row, wish, there), sent, error, at="print")


def _page(row: "MeetingRow", wish: Wish, there: Stock) -> Page:
    at: dict[str, Any] = {"network": current_network().slug, "meeting": row.slug}
    return Page(
        title=_("Name badges"),
        back=(row.title, url_for("organiser.show_meeting", **at)),
        template="organiser/badges.html",
        facts=lambda: page_facts(row, wish, there),
        address=url_for("organiser.show_badges", **at),
    )

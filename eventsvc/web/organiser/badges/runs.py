"""Prints of many badges: how far one is, and its file while it waits."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventsvc.db.queries import print_runs as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.times import wall_time
from eventsvc.services.acts import DoneAlready
from eventsvc.services.badges import print_runs
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.downloads import pdf_file

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug import Response

    from eventsvc.db.models import MeetingRow, PrintRunRow


@blueprint.get("/<network>/meetings/<meeting>/badges/prints/<run>")
@requires("badges.print")
def show_print(network: str, meeting: str, run: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show how far a print is, then its file; the page may be left meanwhile."""
    row, found = wanted_meeting(meeting), _wanted_run(meeting, run)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(done=found.done, finished=found.finished_at is not None)
    ends = found.finished_at + print_runs.KEPT if found.finished_at else None
    return render_template(
        "organiser/badge_print.html",
        network=current_network(),
        meeting=row,
        run=found,
        waits_until=wall_time(ends, tzid=row.tzid) if ends else None,
        is_gone=ends is not None and ends <= clock.now(),
        why=str(MESSAGES[found.failed][1]) if found.failed else "",
    )


@blueprint.get("/<network>/meetings/<meeting>/badges/prints/<run>/badges.pdf")
@requires("badges.print")
def fetch_print(network: str, meeting: str, run: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the file of a print."""
    row, found = wanted_meeting(meeting), _wanted_run(meeting, run, whole=True)
    return pdf_file(print_runs.fetched(found, now=clock.now()), f"{row.slug}-badges.pdf")


def waiting(meeting: "MeetingRow") -> "list[tuple[PrintRunRow, datetime]]":
    """Return the prints under way and those that wait, with the local time they were asked for."""
    now = clock.now()
    return [
        (row, wall_time(row.asked_at, tzid=meeting.tzid))
        for row in queries.runs_of(meeting.id, asked_after=now - 2 * print_runs.KEPT)
        if row.finished_at is None or row.finished_at + print_runs.KEPT > now
    ]


def begin(meeting: "MeetingRow", asked: print_runs.Asked, *, total: int) -> "Response":
    """Put the print in the queue, and lead to the page that tells how far it is."""
    network, slug = current_network().slug, meeting.slug
    nonce = request.form.get("nonce", "")[:64]
    try:
        row = print_runs.ask(meeting, asked, total=total, nonce=nonce, act=acting())
    except DoneAlready:
        flash(_("This print was begun already."), "info")
        address = url_for("organiser.show_badges", network=network, meeting=slug)
        return redirect(f"{address}#print", HTTPStatus.SEE_OTHER)
    address = url_for("organiser.show_print", network=network, meeting=slug, run=row.public_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _wanted_run(meeting: str, run: str, *, whole: bool = False) -> "PrintRunRow":
    found = queries.run_called(current_network().id, run, whole=whole)
    if found is None or found.meeting_id != wanted_meeting(meeting).id:
        raise NotFound
    return found

"""Notices to print: photos are taken, nobody is photographed here, please answer."""

from collections.abc import Mapping

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from eventsvc.outputs.posters import Motif, Paper
from eventsvc.services.privacy import posters
from eventsvc.web.guards import requires
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.blueprint import blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.downloads import pdf_file

MOTIFS: Mapping[Motif, LazyString] = {
    Motif.PHOTOS: lazy_gettext("Photos are taken here"),
    Motif.ZONE: lazy_gettext("Photo-free zone"),
    Motif.ANSWER: lazy_gettext("What may happen with your data?"),
}
PAPERS: Mapping[Paper, LazyString | str] = {
    Paper.A4: "A4",
    Paper.A3: "A3",
    Paper.A5: "A5",
    Paper.SLIDE: lazy_gettext("Slide, 16:9"),
}


@blueprint.get("/<network>/meetings/<meeting>/poster.pdf")
@requires("attendees.change")
def print_poster(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send a notice as a PDF, a page for each language chosen; it names nobody."""
    here, row = current_network(), wanted_meeting(meeting)
    motif, paper = request.args.get("motif", Motif.PHOTOS), request.args.get("paper", Paper.A4)
    chosen = [one for one in here.languages if one in request.args.getlist("language")]
    if motif not in set(Motif) or paper not in set(Paper):
        abort(400)
    pdf = posters.poster(
        here,
        row,
        motif=Motif(motif),
        paper=Paper(paper),
        languages=chosen or here.languages[:1],
        public_url=public_address(),
    )
    return pdf_file(pdf, f"{row.slug}-{motif}-{paper}.pdf")

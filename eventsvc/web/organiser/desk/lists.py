"""Lists on paper: signatures, the photographer's sheet, certificates. Sending one is an export."""

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsvc.domain.badge_styles import watched
from eventsvc.services.badges.badge_styles import style_of
from eventsvc.services.desk import lists
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.downloads import pdf_file


@blueprint.get("/<network>/meetings/<meeting>/desk/photographer")
@requires("desk.use")
def show_photographer(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show who must not be in pictures, as it prints."""
    row = wanted_meeting(meeting)
    return render_template(
        "organiser/desk_photographer.html",
        network=current_network(),
        meeting=row,
        people=lists.without_photos(current_network(), row),
        signs=watched(style_of(row).scheme),
        made=lists.made_at(clock.now(), tzid=row.tzid, language=current_language()),
    )


@blueprint.post("/<network>/meetings/<meeting>/desk/photographer.pdf")
@requires("desk.use")
def print_photographer(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the photographer's sheet."""
    row = wanted_meeting(meeting)
    pdf = lists.photographer_sheet(current_network(), row, act=acting())
    return pdf_file(pdf, f"{row.slug}-no-photos.pdf")


@blueprint.post("/<network>/meetings/<meeting>/desk/signatures.pdf")
@requires("desk.use")
def print_signatures(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the signature list."""
    row = wanted_meeting(meeting)
    pdf = lists.signature_list(current_network(), row, act=acting())
    return pdf_file(pdf, f"{row.slug}-signatures.pdf")


@blueprint.post("/<network>/meetings/<meeting>/desk/people/<attendance>/certificate.pdf")
@requires("desk.use")
def print_certificate(network: str, meeting: str, attendance: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the certificate of somebody who is here."""
    row = wanted_meeting(meeting)
    pdf = lists.certificate(current_network(), row, attendance, act=acting())
    return pdf_file(pdf, f"{row.slug}-certificate.pdf")

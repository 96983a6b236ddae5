"""Documents that a person may read: of meetings they came to, and of the whole network."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import documents as queries
from eventsvc.db.queries.participants import attendance_of
from eventsvc.domain.documents import readable
from eventsvc.domain.errors import NotFound
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.sandbox import meeting_download


@blueprint.get("/documents")
def list_documents() -> ResponseReturnValue:
    """Show what the whole network may read, by meeting."""
    network = current_network()
    return render_template(
        "documents.html",
        network=network,
        documents=queries.network_documents(network.id),
        back=(gettext("My meetings"), url_for("participant.show")),
        endpoint="participant.download_document",
    )


@blueprint.get("/documents/<key>")
def download_document(key: str) -> ResponseReturnValue:
    """Send a document that the person may read."""
    network = current_network()
    row = queries.document_with_key(network.id, key)
    if row is None:
        raise NotFound
    attendance = attendance_of(current_person().id, meeting_id=row.meeting_id)
    partstat = attendance.partstat if attendance else None
    if row.audience not in readable(partstat, visibility=row.meeting.visibility):
        raise NotFound
    return meeting_download(row, network)

"""Documents that stewards may read: those of the whole network."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import documents as queries
from eventsvc.domain.documents import readable
from eventsvc.domain.errors import NotFound
from eventsvc.web.member.blueprint import blueprint, current_network
from eventsvc.web.sandbox import meeting_download


@blueprint.get("/documents")
def list_documents() -> ResponseReturnValue:
    """Show what the whole network may read, by meeting."""
    network = current_network()
    return render_template(
        "documents.html",
        network=network,
        documents=queries.network_documents(network.id),
        back=(gettext("Our profile"), url_for("member.show_profile")),
        endpoint="member.download_document",
    )


@blueprint.get("/documents/<key>")
def download_document(key: str) -> ResponseReturnValue:
    """Send a document that the whole network may read."""
    row = queries.document_with_key(current_network().id, key)
    if row is None or row.audience not in readable(None, visibility=row.meeting.visibility):
        raise NotFound
    return meeting_download(row, current_network())

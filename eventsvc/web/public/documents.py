"""Files that profiles point to. We never open them, and neither shall the browser."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask import abort, send_file

from eventsvc.db.queries.profiles import public_document
from eventsvc.web.public.network import blueprint

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import NetworkRow

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


@blueprint.get("/n/<network>/documents/<key>")
def document(network: "NetworkRow", key: str) -> "Response":
    """Send the file to be saved; a browser that shows it anyway runs nothing of it."""
    upload = public_document(network.id, key) or abort(404)
    response = send_file(
        BytesIO(upload.data),
        mimetype=upload.media_type,
        as_attachment=True,
        download_name=upload.filename,
        last_modified=upload.uploaded_at,
        etag=upload.sha256,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

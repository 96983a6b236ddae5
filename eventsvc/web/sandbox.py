"""Files that people gave us, sent back. We never open them, and neither shall the browser."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file

from eventsvc.domain.documents import Audience
from eventsvc.services.meetings.documents import saved_as
from eventsvc.web.languages import current_language

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import MeetingDocumentRow, NetworkRow, UploadRow

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


def kept_file(upload: "UploadRow", filename: str = "") -> "Response":
    """Send the file to be saved; a browser that shows it anyway runs nothing of it."""
    response = send_file(
        BytesIO(upload.data),
        mimetype=upload.media_type,
        as_attachment=True,
        download_name=filename or upload.filename,
        last_modified=upload.uploaded_at,
        etag=upload.sha256,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def personal_file(upload: "UploadRow") -> "Response":
    """Send a file that names somebody: no cache keeps it."""
    response = kept_file(upload)
    response.headers["Cache-Control"] = "no-store"
    return response


def meeting_download(row: "MeetingDocumentRow", network: "NetworkRow") -> "Response":
    """Send a document of a meeting under a name made of its title."""
    name = saved_as(row, language=current_language(), fallbacks=network.languages)
    response = kept_file(row.upload, name)
    response.headers["X-Robots-Tag"] = "noindex"
    if row.audience is not Audience.PUBLIC:
        response.headers["Cache-Control"] = "no-store"
    return response

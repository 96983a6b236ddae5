"""Files that people gave us, sent back. We never open them, and neither shall the browser."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import UploadRow

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

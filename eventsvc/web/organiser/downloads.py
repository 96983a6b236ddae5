"""Files that a view makes: a PDF to print or to keep."""

from flask import Response


def pdf_file(pdf: bytes, filename: str, *, disposition: str = "attachment") -> Response:
    """Return ``pdf`` as an answer; ``disposition`` "inline" opens it, so that it prints at once."""
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    return response

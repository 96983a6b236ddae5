"""Pages anybody may open: profile behind the QR code, meeting, calendar feed."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

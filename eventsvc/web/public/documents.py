"""Files that profiles point to."""

from typing import TYPE_CHECKING

from flask import abort

from eventsvc.db.queries.profiles import public_document
from eventsvc.web.public.network import blueprint
from eventsvc.web.sandbox import kept_file

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import NetworkRow


@blueprint.get("/n/<network>/documents/<key>")
def document(network: "NetworkRow", key: str) -> "Response":
    """Send the file of a profile."""
    return kept_file(public_document(network.id, key) or abort(404))

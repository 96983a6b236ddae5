"""Colour and logo of a network, pictures of its members: files that browsers keep."""

import hashlib
from typing import TYPE_CHECKING

from flask import Response, abort, request

from eventsvc.db.queries.networks import network_logo
from eventsvc.db.queries.profile_pictures import public_picture
from eventsvc.domain.profiles import PictureKind
from eventsvc.web.look import style_sheet
from eventsvc.web.public.network import blueprint

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_MAX_AGE = 3600
"""Seconds; the address changes with the file, so a new one is seen at once."""


@blueprint.get("/n/<network>/look.css")
def look(network: "NetworkRow") -> Response:
    """Send the style sheet with the network's colour; without a colour there is none."""
    if not network.colour:
        abort(404)
    return _kept(style_sheet(network.colour).encode(), "text/css; charset=utf-8")


@blueprint.get("/n/<network>/logo.png")
def logo(network: "NetworkRow") -> Response:
    """Send the network's logo."""
    data = network_logo(network.id) if network.logo_digest else None
    return _kept(data, "image/png") if data else abort(404)


@blueprint.get("/n/<network>/organisations/<organisation>/crest.png")
def crest(network: "NetworkRow", organisation: str) -> Response:
    """Send the crest of an organisation."""
    data = public_picture(network.id, organisation, PictureKind.CREST)
    return _kept(data, "image/png") if data else abort(404)


@blueprint.get("/n/<network>/organisations/<organisation>/photo.jpg")
def photo(network: "NetworkRow", organisation: str) -> Response:
    """Send the photo of an organisation."""
    data = public_picture(network.id, organisation, PictureKind.PHOTO)
    return _kept(data, "image/jpeg") if data else abort(404)


def _kept(body: bytes, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.cache_control.public = True
    response.cache_control.max_age = _MAX_AGE
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response

"""How a network looks: its colour and its logo."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from eventsvc.db.models import NetworkLogoRow, NetworkRow
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.colours import require_readable
from eventsvc.inputs import pictures
from eventsvc.services.acts import Act


def change(values: Mapping[str, Any], *, logo: bytes, version: int, act: Act) -> None:
    """Change colour, alternative text and, with a file in ``logo``, the logo.

    Raises:
        BadColour, ColourTooPale: Nobody could read letters in the colour.
        PictureTooLarge, PictureRefused: The file is not taken as a logo.
        EditConflict: Somebody else changed the network since ``version``.
    """
    colour = require_readable(values["colour"]) if values["colour"] else ""
    picture = pictures.logo(logo) if logo else None
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        network.colour = colour
        network.logo_alt = values["logo_alt"]
        if picture is not None:
            _hang(network, picture)
        elif values["remove"]:
            _take_down(network)
        act.note("network.changed", f"network:{network.slug}", {"fields": ["look"]})


def _hang(network: NetworkRow, picture: pictures.Picture) -> None:
    row = session().get(NetworkLogoRow, network.id)
    if row is None:
        session().add(NetworkLogoRow(network_id=network.id, data=picture.data))
    else:
        row.data = picture.data
    network.logo_digest = sha256(picture.data).hexdigest()
    network.logo_width, network.logo_height = picture.width, picture.height


def _take_down(network: NetworkRow) -> None:
    row = session().get(NetworkLogoRow, network.id)
    if row is not None:
        session().delete(row)
    network.logo_digest, network.logo_width, network.logo_height = "", 0, 0

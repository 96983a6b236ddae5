"""How a network looks on its pages: the address of its colour's style sheet, and its logo."""

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import url_for

from eventsvc.domain.colours import by_night
from eventsvc.domain.texts import choose
from eventsvc.web.frame import Frame, Logo
from eventsvc.web.languages import current_language

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_SHEET = """@media screen {{
  :root {{ --kern-color-action-default: {day}; }}
  @media (prefers-color-scheme: dark) {{
    :root {{ --kern-color-action-default: {night}; }}
  }}
}}
"""


def in_its_look(frame: Frame, network: "NetworkRow") -> Frame:
    """Return ``frame`` with the colour and the logo of ``network``."""
    sheet, logo = "", None
    if network.colour:
        version = sha256(style_sheet(network.colour).encode()).hexdigest()[:8]
        sheet = url_for("public.look", network=network.slug, v=version)
    if network.logo_digest:
        alt = choose(network.logo_alt, language=current_language(), fallbacks=network.languages)
        logo = Logo(
            address=url_for("public.logo", network=network.slug, v=network.logo_digest[:8]),
            width=network.logo_width,
            height=network.logo_height,
            alt=alt.text,
        )
    return replace(frame, style_sheet=sheet, logo=logo)


def style_sheet(colour: str) -> str:
    """Return the rules that give KERN's controls the colour of a network, on screens."""
    return _SHEET.format(day=colour, night=by_night(colour))

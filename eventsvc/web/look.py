"""How a network looks on its pages: its name, language, colour, logo and footer."""

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import g, url_for

from eventsvc.domain.colours import by_night
from eventsvc.domain.texts import choose
from eventsvc.web import legal
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


def enter(network: "NetworkRow") -> None:
    """Make this a page of ``network``."""
    g.network = network
    # The network's language comes first: it helps to choose the one the name is shown in.
    g.frame = Frame(language=network.languages[0], tzid=network.tzid)
    name = choose(network.name, language=current_language(), fallbacks=network.languages)
    g.frame = replace(
        g.frame,
        name=name.text,
        home=url_for("public.network", network=network.slug),
        legal=legal.of_network(network.slug),
    )
    g.frame = in_its_look(g.frame, network)


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

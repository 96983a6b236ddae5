"""The colour of a network: readable on every paper of ours, by day and by night.

Contrast is that of WCAG 2.2, 1.4.3: at least 4.5 to 1 between letters and paper. By day letters in
the colour stand on white, on the band and on a tint of the colour itself; by night a lighter shade
of the same hue stands on the dark papers.
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls

from eventsvc.domain.calendar import BadColour
from eventsvc.domain.errors import DomainError

LEAST = 4.5
DAY_PAPERS = ("#ffffff", "#f3f4f7")
NIGHT_PAPERS = ("#131525", "#1d2034")
"""The papers of ``static/css/app.css`` (KERN's neutral 025, 950 and 900) in sRGB."""

_DAY_TINT, _NIGHT_TINT = 0.07, 0.13
"""How much of the colour is in a tinted paper."""
_DARK_END = 0.04045
"""Below it sRGB is a straight line (IEC 61966-2-1)."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 510

Rgb = tuple[float, float, float]


class ColourTooPale(DomainError):
    """Letters in this colour cannot be read on white paper. Facts: ``nearest``."""

    code = "colour-too-pale"


def require_readable(text: str) -> str:
    """Return the colour as it is stored.

    Raises:
        BadColour: It is not written as ``#rrggbb``.
        ColourTooPale: With the nearest one that can be read.
    """
    colour = text.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise BadColour
    nearest = _nearest(colour, DAY_PAPERS, tint=_DAY_TINT, darker=True)
    if nearest != colour:
        raise ColourTooPale(nearest=nearest)
    return colour


def by_night(colour: str) -> str:
    """Return the colour, or the nearest lighter one, for dark papers."""
    return _nearest(colour, NIGHT_PAPERS, tint=_NIGHT_TINT, darker=False)


def contrast(one: str, other: str) -> float:
    """Return how far two colours are apart, from 1 to 21."""
    lights = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _nearest(colour: str, papers: tuple[str, ...], *, tint: float, darker: bool) -> str:
    """Return ``colour``, or the first shade on the way to black or white that can be read."""
    hue, light, saturation = rgb_to_hls(*_rgb(colour))
    end = 0.0 if darker else 1.0
    for step in range(_STEPS + 1):
        shade = light + (end - light) * step / _STEPS
        found = _hex(hls_to_rgb(hue, shade, saturation)) if step else colour
        on = (*papers, _mixed(found, papers[0], tint))
        if all(contrast(found, paper) >= LEAST for paper in on):
            return found
    return "#000000" if darker else "#ffffff"


def _mixed(colour: str, paper: str, part: float) -> str:
    pairs = zip(_rgb(colour), _rgb(paper), strict=True)
    red, green, blue = (part * ink + (1 - part) * ground for ink, ground in pairs)
    return _hex((red, green, blue))


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)


def _luminance(rgb: Rgb) -> float:
    """Return the relative luminance (WCAG 2.2, definitions)."""
    red, green, blue = (
        part / 12.92 if part <= _DARK_END else ((part + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Notices for the wall and the slide: photos are taken, nobody is photographed here, please answer.

One page for each language. The right to object stands apart from all else (GDPR Art. 21(4)); the
code leads to the page where people decide, and is the same for everybody.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.badges import Sign
from eventsvc.outputs.badge_template import SIGN_WORDS
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.qr import png, symbol
from eventsvc.outputs.templating import render


class Paper(StrEnum):
    """What a notice is printed on, or shown."""

    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    SLIDE = "slide"


class Motif(StrEnum):
    """What a notice says."""

    PHOTOS = "photos"
    """Photos are taken: by whom, what for, how to say no."""
    ZONE = "zone"
    """Nobody takes photos here."""
    ANSWER = "answer"
    """Please answer what may happen with your data."""


SIZES: Mapping[Paper, tuple[str, float]] = {
    Paper.A3: ("297mm 420mm", 19.0),
    Paper.A4: ("210mm 297mm", 13.4),
    Paper.A5: ("148mm 210mm", 9.5),
    Paper.SLIDE: ("338.7mm 190.5mm", 12.2),
}
"""Size of the page, and of its letters in points: the same notice, larger and smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What a notice says in one language. ``words``: what photos are used for, whole sentences."""

    language: str
    meeting: str
    when: str
    bodies: Sequence[str] = ()
    """Every body that takes photos."""
    controller: str = ""
    on_behalf_of: str = ""
    email: str = ""
    words: Sequence[str] = ()
    asks: bool = False
    """Whether photos of people need their yes; else they may object."""
    asks_all: bool = True
    """Whether nothing that the meeting wants happens without a yes."""
    address: str = ""
    signs: Sequence[Sign] = (Sign.NO_PHOTOS,)
    """What badges of the meeting may bear."""


def poster_pdf(pages: Sequence[Poster], *, motif: Motif, paper: Paper) -> bytes:
    """Return the notice as a tagged PDF, one page for each of ``pages``."""
    size, points = SIZES[paper]
    sections = [
        render(
            f"posters/{motif}.html",
            language=page.language,
            page=page,
            sign_words=SIGN_WORDS,
            code=_picture(page.address),
        )
        for page in pages
    ]
    return html_to_pdf(
        render(
            "posters/frame.html",
            language=pages[0].language,
            title=pages[0].meeting,
            size=size,
            points=points,
            is_wide=paper is Paper.SLIDE,
            sections=sections,
        )
    )


def _picture(address: str) -> str:
    return f"data:image/png;base64,{b64encode(png(symbol(address))).decode()}" if address else ""

"""A profile on one sheet of A4, to hand out or to hang up: what a scan shows, without persons.

Paper does not follow: a contact of a person, who may withdraw, never stands on it. The role's
does, and the address and code of the page that is always new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from markupsafe import Markup

from eventsvc.outputs import qr
from eventsvc.outputs.markdown import markdown_html
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it: a line each, with more words to some."""

    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSheet:
    """What stands on the sheet, in words. ``text``: Markdown. Parts without lines are left out."""

    name: str
    kind: str
    network: str
    sentence: str
    seeks: Part
    offers: Part
    text: str
    contact: Sequence[str]
    parts: Sequence[Part]
    address: str
    """Of the page, as it is printed."""
    code_address: str
    """What the QR code says."""
    made: str
    language: str


def printable(text: str) -> str:
    """Return ``text`` without pictographs, which no font for print has."""
    kept = (sign for sign in text if not (_is_picture(sign) or sign in _JOINERS))
    return "".join(kept).strip()


_JOINERS = "\u200d\ufe0e\ufe0f"
_FIRST_PICTURE = 0x2300


def _is_picture(sign: str) -> bool:
    return ord(sign) >= _FIRST_PICTURE and category(sign) in {"So", "Sk", "Cn", "Co"}


def profile_pdf(sheet: ProfileSheet) -> bytes:
    """Return the sheet as a tagged PDF; a long profile takes a second one."""
    symbol = qr.symbol(sheet.code_address)
    text = Markup(markdown_html(sheet.text, top=2))  # noqa: S704 -- cleaned by nh3
    return html_to_pdf(
        render(
            "profile.html",
            language=sheet.language,
            sheet=sheet,
            text=text,
            path=qr.svg_path(symbol),
            modules=symbol.modules,
        )
    )

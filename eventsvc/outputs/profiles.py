"""A profile on one sheet of A4, to hand out or to hang up: what a scan shows, without persons.

Paper does not follow: a contact of a person, who may withdraw, never stands on it. The role's
does, and the address and code of the page that is always new.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, name

from markupsafe import Markup

from eventsvc.outputs import qr
from eventsvc.outputs.engine.texts import measure
from eventsvc.outputs.fonts import REGULAR, SEMIBOLD
from eventsvc.outputs.markdown import markdown_html
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render
from eventsvc.outputs.typesetting import REPLACEMENT

_JOINERS = "\u200d\ufe0e\ufe0f"
"""What joins pictographs, or says how one is drawn."""
_TOLD = 12
"""Characters in no font that a sheet names."""


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


def profile_pdf(sheet: ProfileSheet) -> bytes:
    """Return the sheet as a tagged PDF; a long profile takes a second one.

    A character that no font here has stands as ``?``, and the sheet says which it is: whoever
    writes a profile on a phone uses pictographs, and wants the sheet nevertheless.
    """
    html = _html(sheet)
    missing = _missing(html)
    if missing:
        html = _replaced(_html(sheet, missing), missing)
    return html_to_pdf(html)


def _html(sheet: ProfileSheet, missing: Sequence[str] = ()) -> str:
    symbol = qr.symbol(sheet.code_address)
    text = Markup(markdown_html(sheet.text, top=2))  # noqa: S704 -- cleaned by nh3
    return render(
        "profile.html",
        language=sheet.language,
        sheet=sheet,
        text=text,
        path=qr.svg_path(symbol),
        modules=symbol.modules,
        missing=_told(missing),
    )


def _told(missing: Sequence[str]) -> list[str]:
    """Return what the characters are called in Unicode; of many only the first."""
    told = [f"{name(sign, '')} (U+{ord(sign):04X})".strip() for sign in missing[:_TOLD]]
    return [*told, *("…" for _ in missing[_TOLD : _TOLD + 1])]


def _missing(html: str) -> list[str]:
    signs = sorted(set("".join(html.split())))
    found = {sign for sign in signs if category(sign) in {"Cn", "Co"}}
    line = " ".join(sign for sign in signs if sign not in found)
    for weight in (REGULAR, SEMIBOLD):
        found |= measure(line, weight).missing
    return sorted(found)


def _replaced(html: str, missing: Sequence[str]) -> str:
    """Return ``html`` with one sign for each picture, of however many parts it is joined."""
    one = f"[{re.escape(''.join(missing))}]"
    return re.sub(f"{one}(?:[{_JOINERS}]+{one}?)*", REPLACEMENT, html)

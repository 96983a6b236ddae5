"""The stamp draws what WeasyPrint's own full layout draws."""

from dataclasses import replace

import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.domain.sheets import pages
from eventsvc.outputs.badge_layout import lay_out
from eventsvc.outputs.badge_template import BadgeTemplate
from eventsvc.outputs.badges import PrintOptions, badges_pdf
from eventsvc.outputs.pdf import html_to_pdf
from tests.support.badges import ANNA, people
from tests.support.names import NAMES, pairs
from tests.support.prints import glyphs, pictures

DEFAULT = SHEETS[DEFAULT_SHEET]
OPTIONS = PrintOptions(heading="4. Netzwerktreffen – Gera")
NEAR = 0.15
"""Points, a twentieth of a millimetre."""


def full_layout(badges, *, sheet=DEFAULT, options=OPTIONS) -> bytes:
    template = BadgeTemplate(sheet, options)
    layouts = [lay_out(badge, template.design) for badge in badges]
    placed = pages(layouts, sheet, start=options.start, offset=options.offset)
    return html_to_pdf(template.html(placed, page=sheet.page))


def look(glyph):
    return glyph.character, glyph.font, glyph.colour


def differences(stamped: bytes, laid_out: bytes) -> list[object]:
    """Return the glyphs that differ in kind, font, colour, size or by more than NEAR in place."""
    one, other = (sum(glyphs(pdf), []) for pdf in (stamped, laid_out))
    assert len(one) == len(other) > 0
    return [
        (ours, theirs)
        for ours, theirs in zip(one, other, strict=True)
        if look(ours) != look(theirs)
        or not near(ours.corners, theirs.corners, NEAR)
        or not near(ours.matrix, theirs.matrix, 0.01)
    ]


def near(ours, theirs, most: float) -> bool:
    return all(abs(a - b) <= most for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("language", NAMES)
def test_names_look_as_in_a_full_layout(language):
    badges = [
        replace(ANNA, given=given, family=family, organisation=f"{family} {given} {family}")
        for given, family in pairs(language)
    ]

    assert differences(badges_pdf(badges, sheet=DEFAULT, options=OPTIONS), full_layout(badges)) == []

"""Designs beyond the usual one: signs, logo, backs and cut marks."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from eventsvc.domain.badges import Sign
from eventsvc.domain.sheet_presets import SHEETS
from eventsvc.domain.sheets import NO_OFFSET, Backs, Box, Offset, mirrored
from eventsvc.outputs.badge_template import Logo
from eventsvc.outputs.badges import PrintOptions, badges_pdf
from tests.support.badges import ANNA
from tests.support.prints import cut_out, lines_of_text, page_texts, pictures

A7 = SHEETS["a4-8xa7"]
AGENDA = (("09:00", "Begrüßung"), ("10:00", "Offene Aussprache über Fehlschläge"))


def printed(badges, **options) -> bytes:
    return badges_pdf(badges, sheet=A7, options=PrintOptions(heading="Treffen", **options))


def test_each_sign_has_words_and_a_picture_on_front_and_back():
    badges = [replace(ANNA, mark=sign) for sign in Sign]

    front, back = page_texts(
        printed(badges, agenda=AGENDA, backs=Backs.LONG, languages=("en", "de"))
    )

    for words in ("No photos", "Photos are fine", "Please ask before a photo"):
        assert (words in front, words in back) == (True, True)
    assert back.count("Offene Aussprache") == 4
    assert "Anna" not in back


@pytest.mark.parametrize(
    ("backs", "place"), [(Backs.LONG, (105, 0, 0)), (Backs.SHORT, (0, 222.75, 180))]
)
def test_a_back_lies_behind_its_front(backs, place):
    box = mirrored(A7.boxes()[0], A7, backs=backs)

    assert (box.left, box.top, box.turn) == pytest.approx(place)
    assert mirrored(box, A7, backs=backs) == Box(left=0, top=0, width=105, height=74.25)
    pdf = printed([ANNA], agenda=AGENDA, backs=backs)
    back = np.asarray(pictures(pdf, dpi=72)[1]) < 200
    corners = (box.left, box.top, box.left + box.width, box.top + box.height)
    assert back.sum() == cut_out(back, box=corners, dpi=72).sum() > 100


@pytest.mark.parametrize("backs", [Backs.LONG, Backs.SHORT])
def test_backs_shift_with_their_fronts_because_the_printer_pulls_both_in_askew(backs):
    shift = Offset(x=1.5, y=-0.5)
    straight, shifted = (
        mirrored(A7.boxes(offset)[0], A7, backs=backs, offset=offset)
        for offset in (NO_OFFSET, shift)
    )

    assert (shifted.left - straight.left, shifted.top - straight.top) == pytest.approx((1.5, -0.5))


def test_a_logo_stands_in_the_corner_and_the_heading_ends_before_it():
    picture = io.BytesIO()
    Image.new("RGB", (300, 100), "black").save(picture, "PNG")
    pdf = printed([ANNA], logo=Logo(picture.getvalue(), 300, 100))

    assert pdf == printed([ANNA], logo=Logo(picture.getvalue(), 300, 100))
    dark = np.asarray(pictures(pdf, dpi=150)[0]) < 60
    assert cut_out(dark, box=(105 - 5 - 15, 5.5, 105 - 5.5, 9.5), dpi=150).all()
    assert next(words for words, _, _ in lines_of_text(pdf)) == "Treffen"


def test_cut_marks_are_crosses_at_the_corners_of_the_labels():
    marked, plain = (
        np.asarray(pictures(printed([ANNA], cut_marks=cut), dpi=150)[0]) < 220
        for cut in (True, False)
    )

    added = marked & ~plain
    assert cut_out(added, box=(103, 72.2, 107, 76.3)).any()
    assert not cut_out(added, box=(10, 10, 95, 65)).any()

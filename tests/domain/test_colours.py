"""The colour of a network can be read, by day and by night."""

import pytest

from eventsvc.domain.calendar import BadColour
from eventsvc.domain.colours import (
    DAY_PAPERS,
    LEAST,
    NIGHT_PAPERS,
    ColourTooPale,
    by_night,
    contrast,
    require_readable,
)

SPECTRUM = [
    f"#{r:02x}{g:02x}{b:02x}"
    for r in range(0, 256, 51)
    for g in range(0, 256, 51)
    for b in range(0, 256, 51)
]


def test_contrast_is_that_of_wcag():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#123456", "#123456") == 1


def test_every_colour_or_the_nearest_one_proposed_can_be_read_by_day_and_by_night():
    for colour in SPECTRUM:
        try:
            day = require_readable(colour.upper())
        except ColourTooPale as refusal:
            day = require_readable(str(refusal.facts["nearest"]))
        night = by_night(day)
        assert min(contrast(day, paper) for paper in DAY_PAPERS) >= LEAST
        assert min(contrast(night, paper) for paper in NIGHT_PAPERS) >= LEAST


def test_a_good_colour_stays_and_a_pale_one_keeps_its_hue():
    with pytest.raises(ColourTooPale) as refused:
        require_readable("#ffcc00")

    assert require_readable(" #1B6E53 ") == "#1b6e53"
    assert refused.value.facts == {"nearest": "#886d00"}


@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "#12345g", "url(x)", "#fff;}"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(BadColour):
        require_readable(text)

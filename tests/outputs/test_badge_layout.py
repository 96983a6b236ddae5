from dataclasses import replace
from itertools import pairwise

import pytest

from eventsvc.domain.badges import Sign
from eventsvc.domain.sheet_presets import SHEETS
from eventsvc.outputs.badge_design import Design
from eventsvc.outputs.badge_layout import lay_out
from tests.support.badges import ANNA, people

FULL = replace(
    ANNA,
    given="Karl-Theodor",
    family="Hölderlin-Großmann",
    organisation="Verwaltungsgemeinschaft Seltenrain",
    second_line="Amt für Stadtentwicklung",
    function="Chief Digital Officer",
    no_photo=True,
)


def design(name: str) -> Design:
    width, height = SHEETS[name].size
    return Design(
        width=width, height=height, heading="Gera", signs=((Sign.NO_PHOTOS, ("Keine Fotos", 10)),)
    )


def sizes(badge, name="avery-l4785") -> dict[str, float]:
    return {text.kind: text.size for text in lay_out(badge, design(name)).texts}


@pytest.mark.parametrize("name", SHEETS)
def test_texts_stand_one_below_the_other_inside_the_safe_margin(name):
    for badge in (*people(12), FULL):
        texts = lay_out(badge, design(name)).texts

        assert [
            (upper.kind, lower.kind)
            for upper, lower in pairwise(texts)
            if lower.top < upper.below - 0.01
        ] == []
        assert texts[0].top >= design(name).safe
        assert texts[-1].below <= design(name).bottom + 0.01


@pytest.mark.parametrize(
    ("name", "points"),
    [("avery-l4785", 32), ("durable-1445", 34), ("a4-8xa7", 48), ("brother-62", 48)],
)
def test_a_short_first_name_has_the_full_size_of_its_label(name, points):
    assert sizes(ANNA, name)["given"] == points


def test_a_first_name_shrinks_before_it_breaks():
    layouts = [
        lay_out(replace(ANNA, given=given), design("brother-62"))
        for given in ("Hannelore", "Karl-Theodor Maria")
    ]

    assert [(layout.texts[0].size, layout.texts[0].lines) for layout in layouts] == [
        (28, ("Hannelore",)),
        (36, ("Karl-", "Theodor", "Maria")),
    ]


def test_a_long_organisation_gives_way_before_the_first_name():
    badge = replace(ANNA, organisation="Zweckverband Kommunale Datenverarbeitung Thüringen Nord")

    found = sizes(badge)

    assert found["given"] >= 28
    assert found["organisation"] < sizes(ANNA)["organisation"]


def test_a_word_longer_than_its_line_is_divided_by_syllables():
    badge = replace(ANNA, organisation="Verwaltungsgemeinschaft")

    [text] = [text for text in lay_out(badge, design("brother-62")).texts if text.kind[0] == "o"]

    assert text.lines == ("Verwaltungsge-", "meinschaft")


def test_a_person_of_one_name_has_it_in_the_large_line():
    [given, *_] = lay_out(replace(ANNA, given="", title="Dr."), design("avery-l4785")).texts

    assert (given.kind, given.lines) == ("given", ("Weiß",))


def test_a_long_address_is_broken_at_a_slash():
    [address] = [
        text for text in lay_out(ANNA, design("brother-62")).texts if text.kind == "address"
    ]

    assert address.lines == ("netz.example.de/", "P/7KXQF")


@pytest.mark.parametrize("name", ["avery-l4785", "a4-8xa7", "brother-62"])
def test_a_function_stays_below_an_organisation_that_is_too_wide_to_stand_beside_the_code(name):
    for town in ("Stadt Gera", "Verwaltungsgemeinschaft Nord"):
        badge = replace(ANNA, given="Karl-Heinz", organisation=town)
        texts = {text.kind: text for text in lay_out(badge, design(name)).texts}

        assert 0 <= texts["function"].top - texts["organisation"].below < 1

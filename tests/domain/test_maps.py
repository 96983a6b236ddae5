from itertools import combinations
from math import hypot
from random import Random

import pytest

from eventsvc.domain.maps import APART, WIDTH, drawn

GERA, WEIDA, ILMENAU = (50.8787, 12.0827), (50.7739, 12.0605), (50.6872, 10.9142)


def test_north_is_up_east_is_right_and_the_numbers_follow_the_order():
    gera, weida, ilmenau = drawn([("gera", GERA), ("weida", WEIDA), ("ilmenau", ILMENAU)]).dots

    assert [(dot.item, dot.number) for dot in (gera, weida, ilmenau)] == [
        ("gera", 1),
        ("weida", 2),
        ("ilmenau", 3),
    ]
    assert ilmenau.x < weida.x < gera.x
    assert gera.y < weida.y < ilmenau.y


def test_the_bar_is_as_long_as_its_kilometres():
    found = drawn([("gera", GERA), ("ilmenau", ILMENAU)])
    gera, ilmenau = found.dots

    # 85 km as the crow flies.
    km = hypot(gera.x - ilmenau.x, gera.y - ilmenau.y) / found.bar * found.bar_km
    assert found.bar_km == 20
    assert km == pytest.approx(85, abs=1.5)


@pytest.mark.parametrize("count", [1, 2, 13, 60])
def test_dots_never_touch_and_stay_on_the_map_even_in_one_town(count):
    random = Random(count)
    places = [
        (number, (GERA[0] + random.random() / 1000, GERA[1] + random.random() / 1000))
        for number in range(count)
    ]

    found = drawn(places)

    near = [
        (one.number, other.number)
        for one, other in combinations(found.dots, 2)
        if hypot(one.x - other.x, one.y - other.y) < APART - 0.2
    ]
    assert near == []
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= found.height for dot in found.dots)
    assert drawn(places) == found


def test_an_empty_network_has_an_empty_map():
    assert drawn([]).dots == []

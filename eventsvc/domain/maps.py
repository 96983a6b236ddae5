"""A map without tiles: places on a plane, far enough apart to be told from each other.

Positions are degrees (WGS 84), the map's own unit is 1/400 of its width. Over the few hundred
kilometres of a network, degrees of longitude shrunk by the cosine of the latitude are true enough
(equirectangular projection); nobody measures a way on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin
from typing import Generic, TypeVar

WIDTH = 400.0
MARGIN = 24.0
APART = 28.0
"""How far two dots are apart at least: a finger hits one of them."""
_TALLEST, _FLATTEST = 560.0, 160.0
_KM_PER_DEGREE = 111.2
_LEAST_DEGREES = 0.05
"""A network of one town is drawn as if it had some country around it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dot(Generic[T]):
    """Where something stands on the map, from the top left."""

    item: T
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawn(Generic[T]):
    """A map: its dots, how high it is, and a bar that is ``bar_km`` long."""

    dots: list[Dot[T]]
    height: float
    bar: float
    bar_km: int


def drawn(places: Sequence[tuple[T, tuple[float, float]]]) -> Drawn[T]:
    """Return the map of things with their latitude and longitude, numbered in their order."""
    if not places:
        return Drawn([], _FLATTEST, 0.0, 0)
    north, south = max(at[0] for _, at in places), min(at[0] for _, at in places)
    east, west = max(at[1] for _, at in places), min(at[1] for _, at in places)
    shrink = cos(radians((north + south) / 2)) or 1.0
    wide = max((east - west) * shrink, _LEAST_DEGREES)
    tall = max(north - south, _LEAST_DEGREES)
    scale = min((WIDTH - 2 * MARGIN) / wide, (_TALLEST - 2 * MARGIN) / tall)
    height = max(tall * scale + 2 * MARGIN, _FLATTEST)
    middle = (north + south) / 2, (east + west) / 2
    wanted = [
        (WIDTH / 2 + (at[1] - middle[1]) * shrink * scale, height / 2 - (at[0] - middle[0]) * scale)
        for _, at in places
    ]
    dots = [
        Dot(item, number, round(x, 1), round(y, 1))
        for number, ((item, _), (x, y)) in enumerate(
            zip(places, _spread(wanted, height), strict=True), start=1
        )
    ]
    km = _round_km(WIDTH / 4 / scale * _KM_PER_DEGREE)
    return Drawn(dots, round(height, 1), round(km / _KM_PER_DEGREE * scale, 1), km)


def _round_km(most: float) -> int:
    """Return the longest of 1, 2, 5, 10, 20, … that is not over ``most``."""
    steps = [lead * 10**power for power in range(4) for lead in (1, 2, 5)]
    return max((step for step in steps if step <= most), default=1)


def _spread(wanted: Sequence[tuple[float, float]], height: float) -> list[tuple[float, float]]:
    """Return the places, each moved as little as needed to be clear of those before it."""
    taken: list[tuple[float, float]] = []
    for place in wanted:
        free = (spot for spot in _around(place) if _is_free(spot, taken, height))
        taken.append(next(free, place))
    return taken


def _around(place: tuple[float, float]) -> Iterator[tuple[float, float]]:
    yield place
    for ring in range(1, 60):
        radius = ring * APART / 4
        for step in range(6 * ring):
            angle = 2 * pi * step / (6 * ring)
            yield place[0] + radius * cos(angle), place[1] + radius * sin(angle)


def _is_free(
    spot: tuple[float, float], taken: Sequence[tuple[float, float]], height: float
) -> bool:
    inside = MARGIN / 2 <= spot[0] <= WIDTH - MARGIN / 2
    inside = inside and MARGIN / 2 <= spot[1] <= height - MARGIN / 2
    return inside and all(hypot(spot[0] - x, spot[1] - y) >= APART for x, y in taken)

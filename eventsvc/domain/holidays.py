"""Public holidays, so that a series can go out of their way.

A region is named as in ISO 3166: a Land of Germany (``DE-TH``), or a whole country (``CZ``).
Holidays are those of the whole region: the ones of single towns (Augsburg, parts of Saxony) are
not among them.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from eventsvc.domain.errors import DomainError

GERMAN = {
    "DE-BB": "Brandenburg",
    "DE-BE": "Berlin",
    "DE-BW": "Baden-Württemberg",
    "DE-BY": "Bayern",
    "DE-HB": "Bremen",
    "DE-HE": "Hessen",
    "DE-HH": "Hamburg",
    "DE-MV": "Mecklenburg-Vorpommern",
    "DE-NI": "Niedersachsen",
    "DE-NW": "Nordrhein-Westfalen",
    "DE-RP": "Rheinland-Pfalz",
    "DE-SH": "Schleswig-Holstein",
    "DE-SL": "Saarland",
    "DE-SN": "Sachsen",
    "DE-ST": "Sachsen-Anhalt",
    "DE-TH": "Thüringen",
}
REGIONS: Mapping[str, str] = {
    **dict(sorted(GERMAN.items(), key=lambda item: item[1])),
    "AT": "Österreich",
    "CZ": "Česko",
    "PL": "Polska",
}
"""Region → its own name."""


class UnknownRegion(DomainError):
    """There are no holidays on record for a region of this name."""

    code = "unknown-region"


def is_holiday(day: date, *, region: str) -> bool:
    """Tell whether ``day`` is a public holiday in the whole of ``region``.

    Raises:
        UnknownRegion: ``region`` is none of REGIONS.
    """
    return day in _holidays(region, day.year)


@cache
def _holidays(region: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415 -- slow import

    if region not in REGIONS:
        raise UnknownRegion(region=region)
    country, _, part = region.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year, observed=False))

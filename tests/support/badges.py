"""Made-up people for badges."""

from dataclasses import replace

from eventsvc.domain.badges import Badge
from eventsvc.domain.codes import code_address, short_address

HOST = "https://netz.example.de"
CODES = ("7KXQF", "C3D4F", "HJK9M", "NPQR2", "TVWXY")
ANNA = Badge(
    given="Anna",
    family="Weiß",
    organisation="Stadt Gera",
    function="Referentin",
    address=code_address(HOST, CODES[0]),
    short_address=short_address(HOST, CODES[0]),
)
GIVEN = ("Anna", "Jiří", "Małgorzata", "Karl-Heinz", "Zoë", "Świętosława", "Břetislav")
FAMILY = ("Weiß", "Dvořák", "Żółkiewski", "Hölderlin-Großmann", "Brzęczyszczykiewicz")
TOWNS = ("Stadt Gera", "Město Plzeň", "Urząd Miasta Wałbrzych", "Verwaltungsgemeinschaft Nord")


def people(count: int) -> list[Badge]:
    return [
        replace(
            ANNA,
            given=GIVEN[number % len(GIVEN)],
            family=FAMILY[number % len(FAMILY)],
            organisation=TOWNS[number % len(TOWNS)],
            address=code_address(HOST, CODES[number % len(CODES)]),
            short_address=short_address(HOST, CODES[number % len(CODES)]),
            no_photo=number % 7 == 2,
        )
        for number in range(count)
    ]

"""Made-up people, five to an organisation; nearly every name is another one.

Twice as many people have twice as many surnames and organisations, as at larger meetings: each
badge brings as much that was not set before, however many there are.
"""

from collections.abc import Iterator
from itertools import islice, product
from random import Random

from eventsvc.domain.badges import Badge
from eventsvc.domain.codes import code_address, new_code, short_address

HOST = "https://netz.example.de"
GIVEN = (
    "Anna",
    "Björn",
    "Břetislav",
    "Charlotte",
    "Claudia",
    "Friedrich",
    "Günther",
    "Hannelore",
    "Jiří",
    "Jürgen",
    "Käthe",
    "Ľubomír",
    "Łukasz",
    "Małgorzata",
    "Müşerref",
    "Ólafur",
    "Přemysl",
    "Sabine",
    "Świętosława",
    "Wolfgang",
    "Zoë",
)
FAMILY = (
    "Bauer",
    "Brzęczyszczykiewicz",
    "Dvořák",
    "Fischer",
    "Größner",
    "Hoffmann",
    "Jäger",
    "Kowalczyk",
    "Köhler",
    "Křížová",
    "Łęcki",
    "Müller",
    "Öztürk",
    "Procházka",
    "Richter",
    "Schröder",
    "Straßburger",
    "Süßmilch",
    "Weiß",
    "Wiśniewski",
    "Żółkiewski",
)
BODIES = (
    "Stadtverwaltung",
    "Landkreis",
    "Gemeinde",
    "Große Kreisstadt",
    "Verwaltungsgemeinschaft",
    "Město",
    "Urząd Miasta",
    "Universität",
    "Stadtwerke",
    "Amt",
)
TOWNS = (
    "Gera",
    "Jena",
    "Suhl",
    "Weimar",
    "Erfurt",
    "Mühlhausen/Thüringen",
    "Kaiserslautern",
    "Görlitz",
    "Plzeň",
    "Wałbrzych",
    "Bautzen",
    "Domažlice",
    "Klatovy",
    "Regensburg",
    "Cham",
    "Furth im Wald",
    "Marktredwitz",
    "Zittau",
    "Löbau",
    "Jelenia Góra",
)
PARTS = ("", "-Nord", "-Süd", "-Ost", "-West", "-Mitte", "-Altstadt", "-Neustadt", "-Land", "-Au")
"""Of a town; with bodies and towns they name two thousand organisations."""
FUNCTIONS = (
    "Referentin",
    "Bürgermeister",
    "Projektleitung Smart City",
    "Chief Digital Officer",
    "Gast",
    "Moderation",
    "Stabsstelle Digitalisierung",
)


def people(count: int) -> list[Badge]:
    """Return ``count`` badges: name, organisation, function, code; every seventh has the mark."""
    random = Random(30082022)
    given = [*GIVEN, *(f"{one}-{other}" for one, other in product(GIVEN[:12], GIVEN[12:]))]
    family = [*FAMILY, *islice(_double_names(), count * 21 // 50)]
    names = (f"{body} {town}{part}" for part, body, town in product(PARTS, BODIES, TOWNS))
    organisations = [(name, new_code(random)) for name in islice(names, max(count // 5, 1))]
    return [_badge(random, given, family, random.choice(organisations)) for _ in range(count)]


def _double_names() -> Iterator[str]:
    """Yield 4,200 surnames of two parts, each of them once."""
    for part, one, other in product(PARTS, FAMILY, FAMILY):
        if one != other:
            yield f"{one}-{other}{part.removeprefix('-').lower()}"


def _badge(
    random: Random, given: list[str], family: list[str], organisation: tuple[str, str]
) -> Badge:
    """One in four has a double name, as in our lists."""
    name, code = organisation
    return Badge(
        given=random.choice(given if random.random() < 0.25 else GIVEN),
        family=random.choice(family if random.random() < 0.25 else FAMILY),
        organisation=name,
        function=random.choice(FUNCTIONS),
        address=code_address(HOST, code),
        short_address=short_address(HOST, code),
        no_photo=random.random() < 1 / 7,
    )

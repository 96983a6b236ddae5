"""A thousand made-up people of two hundred organisations; nearly every name is another one."""

from itertools import product
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
    family = [
        *FAMILY,
        *(f"{one}-{other}" for one, other in product(FAMILY, FAMILY) if one != other),
    ]
    organisations = [(f"{body} {town}", new_code(random)) for body, town in product(BODIES, TOWNS)]
    return [_badge(random, given, family, random.choice(organisations)) for _ in range(count)]


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

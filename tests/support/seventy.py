"""The attendee list of the main job: seventy made-up people as an office would send them."""

from collections import Counter

from tests.support.workbooks import xlsx

MEETING = "thueringen/treffen-5"
"""The sample's meeting that nobody has registered for yet."""

HOUSES = {
    "Stadt Gera": 9,
    "Weida": 7,
    "Dingelstädt": 6,
    "Stadt Ilmenau": 8,
    "Stadt Mühlhausen": 10,
    "Region Seltenrain": 5,
    "Allianz Thüringer Becken": 6,
    "FH Erfurt": 5,
    "Technische Universität Ilmenau": 6,
    "Digitalagentur Thüringen": 4,
    "Landratsamt Musterkreis": 3,
    "": 1,
}
"""How many come from where, in the list's own words: short names, a guest, nobody's."""

BEHIND = {
    "Weida": "Stadt Weida",
    "Dingelstädt": "Stadt Dingelstädt",
    "Allianz Thüringer Becken": 'Zweckverband Allianz "Thüringer Becken"',
    "FH Erfurt": "Fachhochschule Erfurt",
    "": "5. Netzwerktreffen Smart Cities / Smart Regions in Thüringen",
}
"""What the page behind the code is headed, where the list says it in other words."""

GIVEN = ("Anna", "Jiří", "Małgorzata", "Karl-Heinz", "Zoë", "Björn", "Özlem")
FAMILY = ("Muster", "Probe", "Beispiel", "Fiktiv", "Erdacht", "Vzorný", "Przykład", "Groß", "Test",
          "Ohnegleichen")  # fmt: skip
FUNCTIONS = ("Digitalisierung", "Stadtentwicklung", "Büro des Bürgermeisters", "Fachdienst IT", "")
REFUSE = {12, 47}
"""Who refuses photos, counted from 0."""

PREAMBLE = [
    ["Netzwerktreffen Mühlhausen – Anmeldungen"],
    ["Stand: Freitag, 12 Uhr", None, None, None, None, "Rückfragen: Netzwerkbüro"],
    [],
]
HEADINGS = ["Nr.", "Titel", "Vorname", "Nachname", "Kommune / Institution", "Funktion", "E-Mail",
            "Fotos erlaubt?"]  # fmt: skip


def people() -> list[tuple[str, str, str]]:
    """Return given name, family name and house of each, in the order of the list."""
    houses = [house for house, count in HOUSES.items() for _ in range(count)]
    return [
        (GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN)], house)
        for number, house in enumerate(houses)
    ]


def headings_behind_codes() -> Counter[str]:
    """Return how many badges must lead to a page with each heading."""
    return Counter(BEHIND.get(house, house) for _, _, house in people())


def workbook() -> bytes:
    """Return the list as an XLSX file."""
    rows = [
        [
            number + 1,
            "Dr." if number % 23 == 5 else None,
            given,
            family,
            house or None,
            FUNCTIONS[number % len(FUNCTIONS)] or None,
            f"person{number + 1}@example.org",
            "nein" if number in REFUSE else "ja",
        ]
        for number, (given, family, house) in enumerate(people())
    ]
    return xlsx(("Anmeldungen", [*PREAMBLE, HEADINGS, *rows]))

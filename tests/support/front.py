"""A small app made of the front-end parts alone, with pages that use every macro.

The pages under ``pages/`` are also the pattern for real ones: look there how macros fit together.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from flask import Flask, abort, g, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader

from eventsvc import paths
from eventsvc.domain.errors import NotFound
from eventsvc.settings import Settings
from eventsvc.web import front
from eventsvc.web.frame import Frame, Link, legal_links

PAGES = (
    "start",
    "meeting",
    "organisations",
    "profile",
    "subscribe",
    "attendees",
    "signin",
    "legal",
)
BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2027, 8, 30, 9, 30, tzinfo=BERLIN)
END = datetime(2027, 8, 30, 15, 30, tzinfo=BERLIN)
PROVISIONAL = date(2027, 12, 8)
NAVIGATION = {
    "start": "Start",
    "meeting": "Treffen",
    "organisations": "Mitglieder",
    "subscribe": "Kalender",
}


def settings(**given) -> Settings:
    return Settings(**{"public_url": "https://netz.example.de", "secret_key": "k" * 32, **given})


def front_app(**given) -> Flask:
    """Return the app; ``given`` are settings."""
    app = Flask("eventsvc", template_folder=str(paths.TEMPLATES), static_folder=None)
    front.register(app, settings(**given))
    here = FileSystemLoader(Path(__file__).parent / "pages")
    app.jinja_loader = ChoiceLoader([app.jinja_loader, here])

    @app.before_request
    def frame() -> None:
        g.frame = Frame(
            name="Städtenetz Thüringen",
            home="/start",
            navigation=tuple(
                Link(text, f"/{page}", current=request.path == f"/{page}")
                for page, text in NAVIGATION.items()
            ),
            legal=legal_links(lambda key: f"/{key}"),
        )

    @app.get("/<any(" + ",".join(PAGES) + "):page>")
    def show(page):
        return render_template(f"{page}.html", **sample())

    @app.get("/status/<int:code>")
    def status(code):
        abort(code)

    @app.get("/refused")
    def refused():
        raise NotFound(uid="x")

    @app.get("/fault")
    def fault():
        raise RuntimeError("Erika Mustermann, erika@example.de")

    return app


def sample() -> dict:
    """Return what the pages show."""
    return {
        "start": START,
        "end": END,
        "provisional": PROVISIONAL,
        "next_day": PROVISIONAL + timedelta(days=1),
        "agenda_items": agenda_items(),
        "sentence": {
            "de": "Kreisfreie Stadt mit 93.000 Menschen. Wir bauen eine offene Datenplattform "
            "für Verkehr, Energie und Wasser."
        },
        "seeks": [
            {
                "topic": {"de": "Bürgerbeteiligung"},
                "text": {"de": "Wie erreichen wir Jugendliche?"},
                "href": "/topic",
            },
            {"topic": {"de": "Digitaler Zwilling"}},
        ],
        "offers": [
            {
                "topic": {"de": "LoRaWAN-Netz"},
                "text": {"de": "48 Gateways, Betrieb durch die Stadtwerke"},
                "href": "/topic",
            },
            {"topic": {"de": "Datenplattform"}},
            {
                "topic": {"de": "Fördermittel"},
                "text": {"de": "Antrag und Abrechnung im Bundesprogramm"},
            },
        ],
        "organisations": [
            (
                {"de": "Gera"},
                "Kreisfreie Stadt",
                {"de": "Offene Datenplattform für Verkehr, Energie und Wasser."},
                2,
                3,
            ),
            (
                {"de": "Allianz Thüringer Becken"},
                "Gemeindeverbund",
                {"de": "Sechs Gemeinden, ein gemeinsamer Weg zur digitalen Verwaltung."},
                2,
                2,
            ),
            (
                {"de": "Hochschule für Angewandte Wissenschaften Schmalkalden-Meiningen"},
                "Hochschule",
                None,
                0,
                1,
            ),
            ({"de": "Zgorzelec"}, "Stadt", {"pl": "Miasto przygraniczne nad Nysą Łużycką."}, 1, 0),
            ({"de": "Mühlhausen"}, "Stadt", {"de": "Altstadt mit Parkraum in Echtzeit."}, 0, 0),
        ],
        "columns": [
            {"key": "name", "label": "Name"},
            {"key": "organisation", "label": "Vertritt"},
            {"key": "answer", "label": "Antwort"},
            {"key": "badges", "label": "Schilder", "numeric": True},
        ],
        "rows": [
            {
                "name": "Anna Beispiel",
                "organisation": {"de": "Gera"},
                "answer": "Zusage",
                "badges": 1,
            },
            {
                "name": "Maximiliane Muster-Sonnenschein",
                "organisation": {"de": "Suhl"},
                "answer": "Zusage",
                "badges": 0,
            },
            {"name": "Jiří Novák", "organisation": {"cs": "Cheb"}, "answer": "Offen", "badges": 0},
        ],
        "markdown_text": {
            "de": "# Anbieter\n\nStadt Gera\nKornmarkt 12 · 07545 Gera\n\n## Kontakt\n\n"
            "- Telefon: 0365 8380\n"
            "- [Kontaktformular](https://www.gera.example/kontakt)\n\n> Angaben nach § 5 DDG"
        },
        "page_of": lambda number: f"/organisations?page={number}",
    }


def agenda_items() -> list:
    rows = [
        (0, 30, "Ankommen und Namensschilder", {"is_break": True}),
        (
            30,
            15,
            "Begrüßung durch die Stadt Gera",
            {"number": "1", "speakers": ["Julian Muster", "Anna Beispiel"]},
        ),
        (
            45,
            45,
            "Ergebnisse der Mitgliederumfrage",
            {
                "number": "2",
                "text": "Erfahrung und Handlungsfelder im Vergleich, mit **Zeit für Fragen**.",
            },
        ),
        (90, 15, "Kaffeepause", {"is_break": True}),
        (
            105,
            60,
            "Passende Partner: Gespräche nach Themen",
            {"number": "3", "place": "Saal 2", "marks": ["Nur für Mitglieder"]},
        ),
        (165, 30, "Abstimmung: nächste Schritte", {"number": "4"}),
    ]
    return [
        SimpleNamespace(
            start=START + timedelta(minutes=after), minutes=minutes, title={"de": title}, **more
        )
        for after, minutes, title, more in rows
    ]

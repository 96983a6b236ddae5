"""Hostile texts through everything: file in; pages, badges, lists, calendar and contact out."""

import csv
import io
import json

import pytest
import vobject
from icalendar import Calendar
from markupsafe import escape

from eventsvc.outputs.tables import defused
from tests.support.commands import eventsvc, followed  # noqa: F401 -- a fixture
from tests.support.html import assert_valid
from tests.support.prints import page_texts

TEXTS = {
    "script": "<script>alert(1)</script>",
    "formula": "=cmd|' /C calc'!A0",
    "new lines": "Treffen\r\nATTENDEE:mailto:opfer@example.de\r\nX:",
    "long": "Donaudampfschifffahrt " * 14,
    "right to left": "Gera \u202egpj.exe\u202c שלום",
    "emoji": "Netz 👩🏽‍💻 🏳️‍🌈",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Polish": "Zażółć gęślą jaźń w Łodzi",
    "template": "{{7*7}} ${7*7} {% raw %}",
    "format": "%(x)s %s {0} %n",
}
NAMES = {name: " ".join(text.split())[:255].strip() for name, text in TEXTS.items()}
"""What a field of one line keeps: its words with single spaces; more than 255 are refused."""
CODES = {name: f"HST{sign}" for name, sign in zip(TEXTS, "2345679ACD", strict=True)}


def network_file() -> str:
    """Return a file in which each organisation and each meeting says one of the texts."""
    return json.dumps(
        {
            "network": {"slug": "n", "name": "Netz", "organiser": "Büro", "email": "a@example.org"},
            "topics": [{"key": "daten", "label": TEXTS["script"]}],
            "statement_defaults": {"visibility": "public"},
            "organisations": [
                {
                    "key": f"o{number}",
                    "kind": "municipality",
                    "code": CODES[name],
                    "name": NAMES[name],
                    "profile": {
                        "sentence": NAMES[name],
                        "text": TEXTS[name],
                        "contact": {"title": NAMES[name], "email": "role@example.org"},
                    },
                }
                for number, name in enumerate(TEXTS)
            ],
            "statements": [
                {"org": f"o{number}", "kind": "seek", "text": NAMES[name], "topics": "daten"}
                for number, name in enumerate(TEXTS)
            ],
            "meetings": [
                {
                    "key": f"m{number}",
                    "title": NAMES[name],
                    "description": TEXTS[name],
                    "place": NAMES[name],
                    "when": {"date": f"2027-03-{number + 1:02}", "start": "10:00", "end": "11:00"},
                    "agenda": [{"title": NAMES[name], "description": TEXTS[name]}],
                    "notices": [{"kind": "other", "text": TEXTS[name]}],
                }
                for number, name in enumerate(TEXTS)
            ],
        }
    )


def attendee_list(*, email: str) -> str:
    """Return a list of one person per text, who comes from the house of that name."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Vorname", "Nachname", "Institution", "Funktion", "E-Mail"])
    writer.writerows(
        ["Erika", f"Muster{number}", NAMES[name], TEXTS[name][:255], email]
        for number, name in enumerate(TEXTS)
    )
    return out.getvalue()


@pytest.fixture
def said(eventsvc, tmp_path):  # noqa: F811 -- the fixture
    """Import the file; what the command said."""
    file = tmp_path / "network.json"
    file.write_text(network_file(), encoding="utf-8")
    return eventsvc("import", file)


@pytest.mark.usefixtures("said")
def test_pages_show_every_text_as_text(client):
    answers = followed(client, "/n/n/")
    html = {path: answer.text for path, answer in answers.items() if answer.mimetype == "text/html"}

    for text in html.values():
        assert_valid(text)
        assert "<script>alert" not in text
    profiles = {name: html[f"/p/{code}"] for name, code in CODES.items()}
    meetings = {
        name: next(text for path, text in html.items() if path.startswith(f"/n/n/meetings/m{at}"))
        for at, name in enumerate(TEXTS)
    }
    for pages in (profiles, meetings):
        missing = [name for name, text in pages.items() if str(escape(NAMES[name])) not in text]
        assert missing == []
    assert profiles["long"].count("Donaudampfschifffahrt") > 14


@pytest.mark.usefixtures("said")
def test_badges_bear_every_text_or_the_organiser_is_told_whose_does_not(eventsvc, tmp_path):  # noqa: F811
    file, pdf = tmp_path / "list.csv", tmp_path / "badges.pdf"
    file.write_text(attendee_list(email=""), encoding="utf-8")
    eventsvc("attendees", "import", "n/m0", file)

    refused = eventsvc("badges", "n/m0", "-o", pdf, code=1)
    told = eventsvc("badges", "n/m0", "-o", pdf, "--replace-missing")

    emoji = list(TEXTS).index("emoji")
    assert f"Muster{emoji}: no font here has the characters" in refused
    words = squeezed("".join(page_texts(pdf.read_bytes())))
    borne = {name for name, text in NAMES.items() if squeezed(text) in words}
    reported = {name for at, name in enumerate(TEXTS) if f"Muster{at}:" in told}
    assert borne | reported | {"right to left"} == set(TEXTS)
    assert borne >= {"script", "formula", "Czech", "Polish", "template", "format"}
    assert "long" in reported
    assert "שלום"[::-1] in words or "שלום" in words


def squeezed(text: str) -> str:
    """Return ``text`` without blanks and hyphens: lines break, and words are divided."""
    return "".join(text.split()).replace("-", "").replace("\xad", "")


@pytest.mark.usefixtures("said")
def test_the_file_to_correct_runs_nothing_and_reads_back_as_it_was(eventsvc, tmp_path):  # noqa: F811
    file, correct = tmp_path / "list.csv", tmp_path / "correct.csv"
    file.write_text(attendee_list(email="kaputt@@"), encoding="utf-8")

    eventsvc("attendees", "import", "n/m0", file, "--correct", correct, code=1)

    with correct.open(encoding="utf-8-sig", newline="") as opened:
        _, *rows = csv.reader(opened, delimiter=";")
    assert [row[2] for row in rows] == [defused(name) for name in NAMES.values()]
    assert [row[2] for row in rows if row[2].startswith(("=", "+", "-", "@"))] == []
    corrected = correct.read_text(encoding="utf-8-sig").replace("kaputt@@", "")
    correct.write_text(corrected, encoding="utf-8")
    assert (
        eventsvc("attendees", "import", "n/m0", correct)
        .splitlines()[-1]
        .startswith("10 people were added,")
    )


@pytest.mark.usefixtures("said")
def test_the_calendar_reads_back_every_text_and_has_no_line_of_theirs(eventsvc):  # noqa: F811
    feed = eventsvc("calendar", "n").encode()

    events = Calendar.from_ical(feed).walk("VEVENT")

    assert {str(event["SUMMARY"]) for event in events} == set(NAMES.values())
    assert {str(event["LOCATION"]) for event in events} == set(NAMES.values())
    assert [event for event in events if "ATTENDEE" in event] == []
    told = [str(event["DESCRIPTION"]) for event in events]
    for text in TEXTS.values():
        assert len([words for words in told if text.replace("\r\n", "\n").strip() in words]) == 1


@pytest.mark.usefixtures("said")
def test_contacts_read_back_every_text(client):
    cards = {name: client.get(f"/p/{code}.vcf").text for name, code in CODES.items()}

    read = {name: vobject.readOne(card) for name, card in cards.items()}
    assert {name: card.org.value for name, card in read.items()} == {
        name: [text] for name, text in NAMES.items()
    }
    assert {name: card.title.value for name, card in read.items()} == NAMES


def test_what_the_import_says_of_them_begins_no_line_and_runs_nothing(said):
    assert [line for line in said.splitlines() if line.startswith(("ATTENDEE", "X:", "="))] == []

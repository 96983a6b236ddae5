import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from eventsvc.domain.spelling import clean
from eventsvc.inputs.attendees.mapping import read_mapping
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.errors import FieldUnknown, HeadingsMissing
from eventsvc.inputs.sheets import Row, Sheet, Table
from tests.support.attendee_lists import people, read, skipped
from tests.support.workbooks import xlsx


@pytest.mark.parametrize(
    "headings",
    [
        "Vorname;Nachname;Organisation;E-Mail",
        "FIRST NAME;Last name;Organization;Email",
        "Jméno;Příjmení;Organizace;E-mail",
        "Imię;Nazwisko;Instytucja;Adres e-mail",
        "Vorname*;Name;Kommune / Institution;E-Mail (dienstlich)",
    ],
)
def test_headings_are_known_in_four_languages(headings):
    (person,) = read(f"{headings}\nAnna;Muster;Stadt Gera;anna@example.org\n").rows

    assert (person.given, person.family, person.organisation, person.email) == (
        "Anna", "Muster", "Stadt Gera", "anna@example.org",
    )  # fmt: skip


def test_headings_may_stand_in_any_order():
    (person,) = read(
        "E-Mail;Funktion;Nachname;Tel.;Vorname\na@example.org;Leitung;Muster;+49 1;Anna\n"
    ).rows

    assert (person.given, person.family, person.email, person.function, person.phone) == (
        "Anna", "Muster", "a@example.org", "Leitung", "+49 1",
    )  # fmt: skip


def test_a_second_heading_line_may_stand_below():
    outcome = read("Name;Organisation;Fotos\n;;ja/nein\nAnna Muster;Gera;ja\n")

    assert [column.heading for column in outcome.columns] == [
        "Name",
        "Organisation",
        "Fotos ja/nein",
    ]
    assert [str(c.answer) for c in outcome.rows[0].consents.values()] == ["granted"]


def test_a_list_without_headings_can_be_mapped_by_letters():
    table = "Muster;Anna;Stadt Gera\nBeispiel;Max;Weida\n"

    outcome = read(table, A="family", B="given", C="organisation")

    assert people(outcome) == ["Anna Muster", "Max Beispiel"]
    assert outcome.organisations == ("Stadt Gera", "Weida")


def test_a_mapping_goes_before_what_is_found_out():
    (person,) = read("Name;Ort\nAnna Muster;Gera\n", Ort="organisation").rows

    assert person.organisation == "Gera"


def test_a_mapping_is_written_as_heading_and_field():
    assert read_mapping(["a=b=photo", " Behörde = organisation"]) == {
        "a=b": "photo",
        "Behörde": "organisation",
    }
    with pytest.raises(FieldUnknown):
        read_mapping(["Behörde"])


def test_a_second_column_for_one_field_is_asked_about_and_not_read():
    outcome = read("Name;E-Mail;Mail;Telefon;Mobil\nAnna Muster;a@example.org;b@example.org;1;2\n")

    assert [(c.letters, c.guess) for c in outcome.unsure] == [("C", "email")]
    assert (outcome.rows[0].email, outcome.rows[0].phone) == ("a@example.org", "1")


def test_addresses_under_an_unknown_heading_are_asked_about():
    outcome = read("Name;Rückantwort an;Vorname\nMuster;a@example.org;Anna\n")

    assert [(c.heading, c.guess) for c in outcome.unsure] == [("Rückantwort an", "email")]


def test_titles_in_the_wrong_column_reach_the_title():
    outcome = read("Titel;Vorname;Nachname\n;Dr. Anna;Muster\n;;Prof. Beispiel\nDr.;;Probe, Paul\n")

    assert [(p.title, p.given, p.family) for p in outcome.rows] == [
        ("Dr.", "Anna", "Muster"),
        ("Prof.", "", "Beispiel"),
        ("Dr.", "Paul", "Probe"),
    ]


@pytest.mark.parametrize(
    ("status", "partstat", "is_waiting"),
    [
        ("zugesagt", "ACCEPTED", False),
        ("Potvrzeno", "ACCEPTED", False),
        ("unter Vorbehalt", "TENTATIVE", False),
        ("eingeladen", "NEEDS-ACTION", False),
        ("auf Warteliste", "NEEDS-ACTION", True),
        ("nicht zugesagt", "NEEDS-ACTION", False),
        ("", "", False),
    ],
)
def test_a_status_is_a_reply(status, partstat, is_waiting):
    (person,) = read(f"Name;Status\nAnna Muster;{status}\n").rows

    assert (person.partstat, person.is_waiting) == (partstat, is_waiting)


@pytest.mark.parametrize(
    ("text", "attends"),
    [("vor Ort", "on_site"), ("Präsenz", "on_site"), ("online (Webex)", "online"), ("", "")],
)
def test_how_people_come_is_read(text, attends):
    (person,) = read(f"Name;Teilnahmeart\nAnna Muster;{text}\n").rows

    assert person.attends == attends


def test_what_is_no_person_is_skipped_with_its_reason():
    outcome = read(
        "Nr;Vorname;Nachname;Bemerkung;Status\n"
        "Stadt Gera:\n1;Anna;Muster;;\n2;N.;N.;;\n3;;;;\n4;Max;Storno;;abgesagt\n"
        "5;Ute;Probe;vertritt Max Storno (abgesagt);\n6;Ulf;Weg;abgesagt;\n"
        "Nr;Vorname;Nachname;Bemerkung;Status\nGäste\n7;Zoë;Probe;;\n"
        "Bitte melden Sie Änderungen an das Büro.\nGesamt: 7\n"
    )

    assert [(p.given, p.organisation) for p in outcome.rows] == [
        ("Anna", "Stadt Gera"),
        ("Ute", "Stadt Gera"),
        ("Zoë", ""),
    ]
    assert [(row.row, row.reason) for row in outcome.skipped] == [
        (1, "heading"),
        (2, "sub-heading"),
        (4, "placeholder"),
        (5, "nothing-read"),
        (6, "cancelled"),
        (8, "cancelled"),
        (9, "heading"),
        (10, "sub-heading"),
        (12, "remark"),
        (13, "total"),
    ]


def test_hidden_sheets_crossed_out_people_and_notes_on_a_sheet_of_their_own_are_skipped():
    def change(book):
        book["alt"].sheet_state = "hidden"
        for cell in book["Liste"][2]:
            cell.font = Font(strike=True)

    rows = [["Vorname", "Nachname"], ["Anna", "Muster"], ["Max", "Muster"]]
    notes, waiting = ("Notizen", [["Raum 3"]]), ("Warteliste", rows[:2])
    outcome = read(xlsx(("Liste", rows), ("alt", rows), notes, waiting, change=change))

    assert [(p.sheet, p.given, p.is_waiting) for p in outcome.rows] == [
        ("Liste", "Max", False),
        ("Warteliste", "Anna", True),
    ]
    assert skipped(outcome) == [
        "Row 2 is crossed out, so the person was left out.",
        *(f"Row {row} of the sheet “alt”: the sheet is hidden." for row in (1, 2, 3)),
        "Row 1 of the sheet “Notizen”: no row of the sheet names the columns.",
    ]


def test_a_person_may_be_all_a_list_of_names_has():
    assert people(read("Teilnehmende\nAnna Muster\nProbe, Paul\nMüßig\n")) == [
        "Anna Muster", "Paul Probe", "Müßig",
    ]  # fmt: skip


WORDS = st.sampled_from(
    [
        "Vorname",
        "Nachname",
        "Name",
        "E-Mail",
        "Foto",
        "Status",
        "Gera",
        "Stadt Gera",
        "Anna",
        "Muster, Anna",
        "N.N.",
        "Summe",
        "x",
        "1",
        "ja",
        "a@example.org",
        "b@@",
        "abgesagt",
        "=1+1",
        "'",
        '"',
        ";",
        "Nr",
        "Zeile\nzwei",
        "-",
    ]
) | st.text(max_size=4)
GRID = st.lists(st.lists(WORDS, max_size=5), max_size=12)


@given(GRID)
@settings(max_examples=300, deadline=None)
def test_no_row_of_a_table_disappears(grid):
    rows = [
        Row(number, tuple(cells))
        for number, cells in enumerate(grid, start=1)
        if any(cell.strip() for cell in cells)
    ]
    try:
        outcome = read_attendees(Table("csv", (Sheet("", tuple(rows)),)))
    except HeadingsMissing:
        return

    found = [row.row for part in (outcome.rows, outcome.held, outcome.skipped) for row in part]
    assert sorted(found) == [row.number for row in rows]
    assert {held.row for held in outcome.held} == {p.row for p in outcome.problems if p.blocks}


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_row_of_a_file_disappears(grid):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([["Vorname", "Nachname", "Foto"], *grid])

    outcome = read(text.getvalue().replace("\x00", ""))

    filled = [number for number, cells in enumerate(grid, start=2) if any(map(clean, cells))]
    found = [row.row for part in (outcome.rows, outcome.held, outcome.skipped) for row in part]
    assert set(filled) <= set(found)
    assert len(found) == len(set(found))

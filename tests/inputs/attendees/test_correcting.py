from eventsvc.inputs.attendees.correcting import rows_to_correct
from eventsvc.outputs.tables import csv_bytes, xlsx_bytes
from tests.support.attendee_lists import people, read
from tests.support.workbooks import xlsx

DATA = (
    "Nr;Vorname;Nachname;E-Mail;Tel.\n;Max;Gut;max@example.org;\nStadt Gera\n"
    "1;Anna;Muster;kaputt@@;+49 365 838-0\n2;;;info@example.org;=1+1\n"
)


def test_the_rows_held_back_come_as_they_stood_with_their_sub_heading_and_problem():
    assert rows_to_correct(read(DATA), sentence=lambda problem: problem.code) == (
        ("Nr", "Vorname", "Nachname", "E-Mail", "Tel.", "Organisation", "Problem"),
        ("1", "Anna", "Muster", "kaputt@@", "+49 365 838-0", "Stadt Gera", "email-unusable"),
        ("2", "", "", "info@example.org", "=1+1", "Stadt Gera", "name-missing"),
    )


def test_the_problem_is_told_in_whole_sentences():
    assert rows_to_correct(read("Name;E-Mail\n;info@example.org\n"))[1][-1] == (
        "Row 2 has no name. Write first and last name into the row, or remove the row."
    )


def test_a_list_without_mistakes_gives_no_file_to_correct():
    assert rows_to_correct(read("Name\nAnna Muster\n")) == ()


def test_rows_of_two_sheets_share_the_columns():
    data = xlsx(
        ("A", [["Vorname", "Nachname", "E-Mail"], ["Anna", "Muster", "b@@"]]),
        ("B", [["E-Mail", "Name"], ["c@@", "Max Muster"]]),
    )

    assert rows_to_correct(read(data), sentence=lambda problem: problem.code) == (
        ("Vorname", "Nachname", "E-Mail", "Name", "Problem"),
        ("Anna", "Muster", "b@@", "", "email-unusable"),
        ("", "", "c@@", "Max Muster", "email-unusable"),
    )


def test_the_corrected_file_is_read_as_it_is():
    for render in (csv_bytes, xlsx_bytes):
        rows = [list(row) for row in rows_to_correct(read(DATA))]
        rows[1][3], rows[2][1] = "anna@example.org", "Zoë"

        outcome = read(render(rows))

        assert people(outcome) == ["Anna Muster", "Zoë"]
        assert [(p.organisation, p.phone) for p in outcome.rows] == [
            ("Stadt Gera", "+49 365 838-0"),
            ("Stadt Gera", "=1+1"),
        ]
        assert (outcome.held, outcome.unsure) == ((), ())

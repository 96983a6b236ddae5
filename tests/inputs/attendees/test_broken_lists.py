"""Lists with mistakes: each gets one sentence that names the place and the remedy."""

import pytest

from eventsvc.inputs.attendees.correcting import english, held_back, rows_to_correct
from eventsvc.inputs.attendees.problems import PROBLEMS
from eventsvc.inputs.errors import FieldUnknown, HeadingsMissing, MappingMistaken
from tests.support.attendee_lists import people, read, sentences
from tests.support.workbooks import xlsx

HEAD = "Vorname;Nachname;Institution;E-Mail\n"

HELD = {
    "no name": (
        HEAD + ";;Stadt Gera;info@example.org\n",
        "Row 2 has no name. Write first and last name into the row, or remove the row.",
    ),
    "only an organisation": (
        HEAD + ";;Stadt Gera;\n",
        "Row 2 has no name. Write first and last name into the row, or remove the row.",
    ),
    "an address for a name": (
        "Name;E-Mail\nanna@example.org;anna@example.org\n",
        "Row 2 has no name. Write first and last name into the row, or remove the row.",
    ),
    "a lone word": (
        "Name;E-Mail\nGera;\n",
        (
            "Row 2 holds nothing but “Gera”: a person or a sub-heading? Complete the person, "
            "or write "
            "the organisation into a column of its own."
        ),
    ),
    "two people": (
        "Name;E-Mail\nAnna und Max Muster;\n",
        (
            "Row 2, column “Name”: “Anna und Max Muster” names several people. Give each "
            "person a row "
            "of their own."
        ),
    ),
    "a person and one more": (
        "Name;E-Mail\nAnna Muster +1;\n",
        (
            "Row 2, column “Name”: “Anna Muster +1” names several people. Give each person a "
            "row of "
            "their own."
        ),
    ),
    "two at signs": (
        HEAD + "Anna;Muster;Gera;kaputt@@example\n",
        (
            "Row 2, column “E-Mail”: “kaputt@@example” is no e-mail address. Write one like "
            "name@example.org, or leave the cell empty."
        ),
    ),
    "no domain": (
        HEAD + "Anna;Muster;Gera;anna@example\n",
        (
            "Row 2, column “E-Mail”: “anna@example” is no e-mail address. Write one like "
            "name@example.org, or leave the cell empty."
        ),
    ),
    "a spelt-out at sign": (
        HEAD + "Anna;Muster;Gera;anna (at) example.org\n",
        (
            "Row 2, column “E-Mail”: “anna (at) example.org” is no e-mail address. Write one "
            "like "
            "name@example.org, or leave the cell empty."
        ),
    ),
    "two addresses": (
        HEAD + "Anna;Muster;Gera;a@example.org, b@example.org\n",
        (
            "Row 2, column “E-Mail”: “a@example.org, b@example.org” holds several addresses. "
            "Leave "
            "the one that is meant."
        ),
    ),
    "an endless name": (
        HEAD + f"{'A' * 501};Muster;Gera;\n",
        "Row 2, column “Vorname” has more than 500 characters. Shorten the text.",
    ),
    "letters decoded twice": (
        HEAD + "JÃ¶rg;Muster;Gera;\n",
        (
            "Row 2, column “Vorname”: the letters of “JÃ¶rg” are damaged. Write the text "
            "again and "
            "save the list as “CSV UTF-8” or XLSX."
        ),
    ),
    "letters lost": (
        HEAD + "J\ufffdrg;Muster;Gera;\n",
        (
            "Row 2, column “Vorname”: the letters of “J\ufffdrg” are damaged. Write the text "
            "again "
            "and save the list as “CSV UTF-8” or XLSX."
        ),
    ),
    "a separator too many": (
        HEAD + "Anna;Muster;Amt 1;Gera;anna@example.org\nMax;Muster;Gera;max@example.org\n",
        (
            "Row 2, column “E-Mail”: “Gera” is no e-mail address. Write one like "
            "name@example.org, "
            "or leave the cell empty."
        ),
    ),
    "an error in a cell": (
        xlsx(("A", [["Vorname", "Nachname"], ["Anna", "#REF!"]])),
        "Row 2, column “Nachname” shows the error #REF!. Write the text itself into the cell.",
    ),
    "a formula without a result": (
        xlsx(("A", [["Vorname", "Nachname"], ["Anna", "=B9"]])),
        (
            "Row 2, column “Nachname” holds the formula =B9 without a result. Open the list "
            "in your "
            "spreadsheet program and save it again, or write the text itself."
        ),
    ),
}

TAKEN = {
    "an address twice": (
        HEAD + "Anna;Muster;Gera;info@example.org\nMax;Muster;Gera;INFO@example.org\n",
        (
            "Row 3: the address info@example.org also stands in row 2. Nothing is to be done "
            "if it is "
            "a shared mailbox."
        ),
    ),
    "a person twice": (
        HEAD + "Anna;Muster;Gera;anna@example.org\nANNA;Muster;Gera;anna@example.org\n",
        (
            "Row 3: ANNA Muster is in row 2 already. Remove one of the two rows if it is the "
            "same "
            "person."
        ),
    ),
    "no address": (
        HEAD + "Anna;Muster;Gera;k. A.\n",
        "Row 2: Anna Muster has no e-mail address and gets no mails. Add one if there is one.",
    ),
    "a reply nobody knows": (
        "Name;Status\nAnna Muster;blau\n",
        (
            "Row 2, column “Status”: “blau” is no known reply. Write accepted, tentative or "
            "declined; "
            "until then the reply counts as open."
        ),
    ),
    "both ways of coming": (
        "Name;Teilnahmeart\nAnna Muster;online oder vor Ort\n",
        (
            "Row 2, column “Teilnahmeart”: “online oder vor Ort” says neither on site nor "
            "online. "
            "Write one of the two."
        ),
    ),
    "a consent with a condition": (
        "Name;Fotoerlaubnis\nAnna Muster;ja, aber nur Gruppenbild\n",
        (
            "Row 2, column “Fotoerlaubnis”: “ja, aber nur Gruppenbild” is no clear yes or no "
            "to what "
            "the heading asks, so no consent is recorded. Write yes or no, or ask the person."
        ),
    ),
    "a cancellation in the notes": (
        "Name;Bemerkung\nAnna Muster;hat evtl. abgesagt, bitte klären\n",
        (
            "Row 2, column “Bemerkung” says “hat evtl. abgesagt, bitte klären”, and yet the "
            "person "
            "was taken. Remove the row if the person does not come."
        ),
    ),
}


@pytest.mark.parametrize("name", HELD)
def test_a_bad_row_is_held_back_with_its_sentence(name):
    data, sentence = HELD[name]
    outcome = read(data)

    first = outcome.held[0]
    assert (first.row, english(first.problems[-1])) == (2, sentence)
    assert all(problem.blocks for problem in first.problems)


@pytest.mark.parametrize("name", TAKEN)
def test_a_doubtful_row_is_taken_with_a_hint(name):
    data, sentence = TAKEN[name]
    outcome = read(data)

    assert (outcome.held, sentences(outcome)) == ((), [sentence])
    assert outcome.hints == outcome.problems


def test_a_separator_too_many_is_told_before_what_follows_from_it():
    outcome = read(HELD["a separator too many"][0])

    assert sentences(outcome)[0] == (
        "Row 2 has more cells than the list has headings; “anna@example.org” stands "
        "under none. "
        "Remove the additional separator or put the text into quotation marks."
    )
    assert people(outcome) == ["Max Muster"]


def test_good_rows_are_taken_beside_bad_ones():
    outcome = read(HEAD + "Anna;Muster;Gera;a@example.org\nMax;Muster;Gera;b@@\nZoë;Muster;Gera;\n")

    assert people(outcome) == ["Anna Muster", "Zoë Muster"]
    assert [held.row for held in outcome.held] == [3]


def test_every_problem_has_an_example_here():
    told = {problem.code for data, _ in (HELD | TAKEN).values() for problem in read(data).problems}

    assert told == PROBLEMS.keys() - {"organisation-unknown"}  # known only beside a network


def test_rows_of_an_unknown_organisation_come_back_whole_with_names_that_could_be_meant():
    outcome = read(HEAD + "Anna;Muster;Gerra;a@example.org\nMax;Muster;Gera;b@example.org\n")

    held = held_back(outcome, outcome.rows[:1], suggestions={"Gerra": ["Stadt Gera"]})

    assert people(held) == ["Max Muster"]
    assert rows_to_correct(held)[1] == (
        "Anna",
        "Muster",
        "Gerra",
        "a@example.org",
        PROBLEMS["organisation-unknown"]
        % {"row": 2, "value": "Gerra", "suggestions": "Stadt Gera"},
    )


def test_a_table_without_headings_is_refused_with_the_number_of_rows_looked_at():
    with pytest.raises(HeadingsMissing) as caught:
        read("Anna;Muster;Gera\nMax;Beispiel;Weida\n")
    assert caught.value.facts == {"rows": 40}


def test_a_mapping_to_an_unknown_column_is_refused_with_the_columns_there_are():
    with pytest.raises(MappingMistaken) as caught:
        read(HEAD + "Anna;Muster;Gera;\n", Mail="email")
    assert caught.value.facts == {
        "column": "Mail",
        "columns": "Vorname, Nachname, Institution, E-Mail",
    }


def test_a_mapping_to_an_unknown_field_is_refused_with_the_fields_there_are():
    with pytest.raises(FieldUnknown) as caught:
        read(HEAD + "Anna;Muster;Gera;\n", Vorname="rufname")
    assert caught.value.facts["field"] == "rufname"
    assert "given, middle, family" in caught.value.facts["fields"]

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from eventsvc.outputs.tables import csv_bytes, defused, xlsx_bytes

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_run_as_a_formula_gets_an_apostrophe(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Anna", "a=b", "1-2", "'=1", "anna@example.org", "–", "Žďár"])
def test_other_text_stays_as_it_is(text):
    assert defused(text) == text


def test_a_csv_opens_in_excel_with_its_letters_and_columns():
    assert csv_bytes([["Name", "Notiz"], ["Łucja", 'a;"b"\nc']]) == (
        b'\xef\xbb\xbfName;Notiz\r\n\xc5\x81ucja;"a;""b""\nc"\r\n'
    )


def test_a_phone_number_stays_readable():
    assert "+49 365 838-0" in csv_bytes([["+49 365 838-0"]]).decode()
    assert _xlsx([["+49 365 838-0"]]) == [["+49 365 838-0"]]
    assert _xlsx([["+1+cmd|' /C calc'!A0"]]) == [["'+1+cmd|' /C calc'!A0"]]


@given(st.lists(st.lists(st.text(max_size=5) | st.sampled_from(DANGEROUS), min_size=1, max_size=3)))
def test_no_cell_of_a_csv_begins_like_a_formula(rows):
    text = csv_bytes(rows).decode("utf-8-sig")

    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        assert not [cell for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠") - {""}]


def test_a_workbook_holds_text_only_and_keeps_its_headings_in_view():
    data = xlsx_bytes([["Nr", "Name"], ["007", "=1+1\x01"]], title="Zu/korrigieren")

    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] == [
        [("Nr", "s"), ("Name", "s")],
        [("007", "s"), ("'=1+1", "s")],
    ]
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.bold) == (
        "Zu korrigieren",
        "A2",
        True,
    )


def _xlsx(rows):
    sheet = load_workbook(io.BytesIO(xlsx_bytes(rows))).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]

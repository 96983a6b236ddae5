import io
import re
import zipfile

import pytest
from openpyxl.styles import Font

from eventsvc.domain.errors import DomainError
from eventsvc.inputs import errors
from eventsvc.inputs.errors import REFUSALS, FileRefused
from eventsvc.inputs.sheets import MAX_BYTES, cell_ref
from eventsvc.inputs.tables import read_table
from tests.support.workbooks import repacked, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64
LIST = [["Vorname", "Nachname"], ["Anna", "Muster"]]


def rows(data, **options):
    (sheet,) = read_table(data, **options).sheets
    return [(row.number, *row.cells) for row in sheet.rows]


def zipped(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("encoding", "seen_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_any_encoding_and_with_any_delimiter(encoding, seen_as, delimiter):
    data = f"Name{delimiter}Ort\r\nJörg{delimiter}Süß\r\n".encode(encoding)

    assert rows(data) == [(1, "Name", "Ort"), (2, "Jörg", "Süß")]
    assert read_table(data).encoding == seen_as


def test_the_caller_may_name_the_encoding():
    assert rows("Příjmení;Jméno\r\nVzorný;Jiří".encode("cp1250"), encoding="cp1250") == [
        (1, "Příjmení", "Jméno"),
        (2, "Vzorný", "Jiří"),
    ]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    data = b'Name;Notiz\r\n\r\nAnna;"eins\r\nzwei"\r\n;;\r\nMax;drei\r\n'

    assert rows(data) == [
        (1, "Name", "Notiz"),
        (3, "Anna", "eins\nzwei"),
        (5, "Max", "drei"),
    ]


def test_a_heading_line_may_have_another_delimiter_than_the_data():
    data = b'Name,E-Mail\n"Probe, Paul";paul@example.org\nAnna;anna@example.org\n'

    assert rows(data) == [
        (1, "Name", "E-Mail"),
        (2, "Probe, Paul", "paul@example.org"),
        (3, "Anna", "anna@example.org"),
    ]


def test_a_line_that_names_the_delimiter_is_obeyed():
    assert rows(b"sep=,\nName,Ort;Teil\nAnna,Gera\n") == [
        (2, "Name", "Ort;Teil"),
        (3, "Anna", "Gera"),
    ]


def test_old_line_ends_are_line_ends():
    assert rows(b"Name;Ort\rAnna;Gera\r") == [(1, "Name", "Ort"), (2, "Anna", "Gera")]


def test_a_workbook_gives_plain_text_and_places():
    import datetime as dt

    when = dt.datetime(2022, 8, 30, 9, 30)  # noqa: DTZ001 -- as a cell holds it
    data = xlsx(("A", [[], ["x", 1, 2.0, 0.5, True, when, dt.date(2022, 8, 30), None]]))

    assert rows(data) == [
        (2, "x", "1", "2", "0.5", "TRUE", "2022-08-30 09:30", "2022-08-30"),
    ]
    assert cell_ref(column=27, row=3) == "AB3"


def test_a_formula_without_a_stored_result_is_reported_and_not_evaluated():
    (sheet,) = read_table(xlsx(("A", [["a", "=1+1"]]))).sheets

    assert [(row.cells, dict(row.formulas)) for row in sheet.rows] == [(("a",), {1: "=1+1"})]


def test_a_formula_with_a_stored_result_gives_the_result():
    data = xlsx(("A", [["a", "=1+1"]]))
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(part).decode()
    content = re.sub(r"<v ?/>|<v></v>", "<v>2</v>", content)

    (sheet,) = read_table(repacked(data, {part: content})).sheets

    assert [(row.cells, dict(row.formulas)) for row in sheet.rows] == [(("a", "2"), {})]


def test_a_cell_merged_downwards_counts_for_each_row():
    def merge(book):
        book["A"].merge_cells("A1:A2")

    data = xlsx(("A", [["Gera", "Anna"], [None, "Max"], [None, "Zoë"]]), change=merge)

    assert rows(data) == [(1, "Gera", "Anna"), (2, "Gera", "Max"), (3, "", "Zoë")]


def test_hidden_sheets_and_crossed_out_rows_are_marked():
    def change(book):
        book["B"].sheet_state = "hidden"
        for cell in book["A"][2]:
            cell.font = Font(strike=True)

    table = read_table(xlsx(("A", LIST), ("B", LIST), change=change))

    assert [sheet.is_hidden for sheet in table.sheets] == [False, True]
    assert [row.is_struck for row in table.sheets[0].rows] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "Muster, Anna <anna@example.org>; Probe, Paul <paul@example.org>",
        '"Muster, Anna" <anna@example.org>, "Probe, Paul" <paul@example.org>',
        "Muster, Anna <anna@example.org>\nProbe, Paul <paul@example.org>\n",
    ],
)
def test_a_pasted_line_of_recipients_is_read_whatever_separates_them(text):
    table = read_table(text.encode())

    assert table.kind == "recipients"
    assert [row.cells for row in table.sheets[0].rows] == [
        ("Muster, Anna", "anna@example.org"),
        ("Probe, Paul", "paul@example.org"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Name;E-Mail\nAnna;anna@example.org\n", "Anna;Muster;Gera;anna@example.org\n"],
)
def test_a_table_with_addresses_is_no_line_of_recipients(text):
    assert read_table(text.encode()).kind == "csv"


@pytest.mark.parametrize(
    ("data", "error", "facts"),
    [
        (b"", errors.FileEmpty, {}),
        (b"\xef\xbb\xbf \r\n", errors.FileEmpty, {}),
        (xlsx(("A", [])), errors.FileEmpty, {}),
        (b";" * (MAX_BYTES + 1), errors.FileTooLarge, {"megabytes": 10}),
        (b"%PDF-1.7", errors.FileIsNoTable, {"kind": "PDF"}),
        (b"\x89PNG\r\n", errors.FileIsNoTable, {"kind": "PNG"}),
        (b"\xff\xd8\xff\xe0", errors.FileIsNoTable, {"kind": "JPEG"}),
        (b"BEGIN:VCARD\r\n", errors.FileIsNoTable, {"kind": "vCard"}),
        (b"<html><table>", errors.FileIsNoTable, {"kind": "HTML"}),
        (b'{"a": 1}', errors.FileIsNoTable, {"kind": "JSON"}),
        (b"a\x00\x01\x02bcdefghij", errors.FileIsNoTable, {"kind": "binary"}),
        (b"\x81\x8d\x8f", errors.EncodingUnknown, {"encoding": "cp1252"}),
        (zipped(word__document_xml=""), errors.FileIsNoTable, {"kind": "DOCX"}),
        (zipped(a_txt=""), errors.FileIsNoTable, {"kind": "ZIP"}),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            errors.FileIsOpenDocument,
            {},
        ),
        (OLE + "EncryptedPackage".encode("utf-16-le"), errors.FileIsEncrypted, {}),
        (OLE + "Workbook".encode("utf-16-le"), errors.FileIsOldExcel, {}),
        (OLE + "WordDocument".encode("utf-16-le"), errors.FileIsNoTable, {"kind": "DOC"}),
        (OLE, errors.FileIsNoTable, {"kind": "OLE"}),
        (b'Name;Ort\nAnna;"Gera\nMax;Weida\n', errors.QuoteNeverClosed, {"row": 2}),
        (b";".join([b"x"] * 300), errors.TooManyCells, {"rows": 50_000, "columns": 256}),
        (b"x;y\n" * 50_001, errors.TooManyCells, {"rows": 50_000, "columns": 256}),
        (xlsx(("A", [["x"] * 300])), errors.TooManyCells, {"rows": 50_000, "columns": 256}),
    ],
)
def test_a_wrong_file_is_refused_by_what_it_is(data, error, facts):
    with pytest.raises(FileRefused) as caught:
        read_table(data)

    assert (type(caught.value), caught.value.facts) == (error, facts)
    assert "%" not in REFUSALS[caught.value.code] % caught.value.facts


def test_a_truncated_workbook_is_damaged():
    with pytest.raises(errors.FileIsDamaged):
        read_table(xlsx(("A", LIST))[:-200])


def test_a_workbook_that_lacks_its_parts_is_damaged():
    with pytest.raises(errors.FileIsDamaged):
        read_table(zipped(**{"[Content_Types].xml": "<Types/>"}))


def test_a_bomb_is_refused_before_it_unpacks():
    data = repacked(xlsx(("A", LIST)), {"xl/media/bomb.xml": b" " * 61_000_000})

    assert len(data) < 100_000
    with pytest.raises(errors.FileUnpacksTooLarge) as caught:
        read_table(data)
    assert caught.value.facts == {"megabytes": 60}


def test_entities_are_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst>&a;</sst>'

    with pytest.raises(errors.FileIsDamaged) as caught:
        read_table(repacked(xlsx(("A", LIST)), {"xl/sharedStrings.xml": bomb}))
    assert caught.value.facts == {"reason": "xl/sharedStrings.xml: <!DOCTYPE"}


def test_every_refusal_of_a_file_has_its_sentence():
    codes = {
        kind.code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, DomainError) and kind is not DomainError
    }

    assert codes == REFUSALS.keys() - {"picture-refused", "picture-too-large"}  # no tables

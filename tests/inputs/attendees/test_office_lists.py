"""The lists of tests/data/office: exactly what is taken, what is not, and why."""

from pathlib import Path

from eventsvc.inputs.attendees.consents import Answer, Consent, Purpose
from eventsvc.inputs.attendees.lists import AttendeeRow
from eventsvc.inputs.attendees.problems import Skipped
from tests.support.attendee_lists import OFFICE, consents, office, people, sentences, skipped

PHOTO_SENTENCE = "Ich bin einverstanden, dass bei der Veranstaltung Fotos von mir gemacht werden"
PASS_ON = "Datenschutz: Weitergabe im Netzwerkverteiler"


def test_every_list_of_the_folder_is_tested_here():
    text = Path(__file__).read_text(encoding="utf-8")

    names = {path.name for path in OFFICE.iterdir()} - {"README.md"}

    assert names == {name for name in names if f'"{name}"' in text}
    assert len(names) == 6


def test_the_export_of_a_webinar_tool():
    read = office("1-webinar-export.csv")

    assert read.rows == (
        AttendeeRow(
            "", 7, "", "Erika", "Mustermann", "Stadt Gera", "", "Projektleitung Smart City",
            "erika.mustermann@example.org", partstat="ACCEPTED",
        ),
        AttendeeRow(
            "", 8, "", "Max", "Beispiel", 'Zweckverband Allianz "Thüringer Becken"', "",
            "Geschäftsführung", "max.beispiel@example.org", partstat="ACCEPTED",
        ),
        AttendeeRow(
            "", 10, "", "Jiří", "Vzorný", "Město Cheb", email="jiri.vzorny@example.org",
            partstat="ACCEPTED",
        ),
    )  # fmt: skip
    assert [(row.row, row.reason) for row in read.skipped] == [
        (1, "preamble"),
        (2, "preamble"),
        (3, "preamble"),
        (5, "preamble"),
        (6, "heading"),
        (9, "cancelled"),
    ]
    assert skipped(read) == ["Row 9: “denied”, so the person was left out."]
    assert (read.held, read.problems, read.unsure) == ((), (), ())


def test_the_workbook_with_two_heading_lines_and_sub_headings():
    read = office("2-stand-25-08.xlsx")

    sheet = "Stand 25.08."
    yes = Consent(Answer.GRANTED, "ja", "Foto ja/nein")
    no = Consent(Answer.REFUSED, "nein", "Foto ja/nein")
    assert read.rows == (
        AttendeeRow(
            sheet, 6, "Dr.", "Anna", "Muster", "Gera", email="anna.muster@example.org",
            phone="0365 / 838-0", consents={Purpose.PHOTO: yes},
        ),
        AttendeeRow(
            sheet, 7, "", "Björn", "Süßmilch-Beispiel", "Gera", email="info@example.org",
            consents={Purpose.PHOTO: no},
        ),
        AttendeeRow(sheet, 8, "", "Sören", "Beispiel", "Gera", email="info@example.org"),
        AttendeeRow(
            sheet, 10, "Prof. Dr.-Ing.", "Zoë", "von Muster", "Ilmenau", email="zoe@example.org",
        ),
    )  # fmt: skip
    assert sentences(read) == [
        (
            "Row 8: the address info@example.org also stands in row 7. Nothing is to be done if "
            "it is a shared mailbox."
        ),
        (
            "Row 10, column “Foto ja/nein”: “x” is no clear yes or no to what the heading asks, so "
            "no consent is recorded. Write yes or no, or ask the person."
        ),
    ]
    assert [(row.sheet, row.row, row.reason) for row in read.skipped] == [
        (sheet, 1, "preamble"),
        (sheet, 3, "heading"),
        (sheet, 4, "heading"),
        (sheet, 5, "sub-heading"),
        (sheet, 9, "sub-heading"),
        (sheet, 11, "placeholder"),
        (sheet, 12, "total"),
        ("abgesagt", 1, "heading"),
        ("abgesagt", 2, "cancelled-sheet"),
    ]
    assert read.skipped[-1] == Skipped("cancelled-sheet", "abgesagt", 2, "", ("Klaus", "Abgesagt"))
    assert (read.held, read.unsure) == ((), ())


def test_the_contacts_of_outlook_in_windows_1252():
    read = office("3-outlook-1252.csv")

    assert read.rows == (
        AttendeeRow(
            "", 2, "", "Jörg-Änne", "Weiß", "Stadt Dingelstädt", "Stabsstelle", "Sachbearbeitung",
            "weiss@example.org", "036075 000",
        ),
        AttendeeRow(
            "", 3, "", "", "Müßig jun.", "Region Seltenrain", email="muessig@example.org",
        ),
    )  # fmt: skip
    assert [(row.row, row.reason) for row in read.skipped] == [(1, "heading")]
    assert (read.held, read.problems, read.unsure) == ((), (), ())


def test_the_replies_with_whole_names_in_both_orders():
    read = office("4-rueckmeldungen.csv")

    def passes_on(answer, words):
        return {Purpose.DISTRIBUTION_LIST: Consent(answer, words, PASS_ON)}

    assert read.rows == (
        AttendeeRow(
            "", 2, "Dr.", "Petra", "Probe", "Stadt Weida", email="petra@example.org",
            consents=passes_on(Answer.GRANTED, "ja, gerne"),
        ),
        AttendeeRow(
            "", 3, "", "Paul", "Probe", "Weida", email="paul@example.org",
            consents=passes_on(Answer.REFUSED, "nein"),
        ),
        AttendeeRow(
            "", 4, "", "Hans Peter", "von der Probe", "Stadtverwaltung Weida (Thür.)",
            email="hp@example.org",
        ),
        AttendeeRow(
            "", 5, "", "Łucja", "Przykładowa-Żółkiewska", "Urząd Miasta Zgorzelec",
            email="lucja@example.org", consents=passes_on(Answer.GRANTED, "tak"),
        ),
    )  # fmt: skip
    assert [(row.row, row.reason) for row in read.skipped] == [(1, "heading")]
    assert (read.held, read.problems, read.unsure) == ((), (), ())


def test_the_ticket_shop_asks_whether_the_orderers_address_is_the_attendees():
    read = office("5-ticketshop.xlsx")

    assert [(column.letters, column.heading, column.guess) for column in read.unsure] == [
        ("E", "E-Mail (Besteller*in)", "email")
    ]
    assert [(row.row, row.given, row.family, row.email, row.partstat) for row in read.rows] == [
        (2, "Ute", "Muster", "", "ACCEPTED"),
        (3, "Uwe", "Muster", "", "ACCEPTED"),
    ]
    assert [row.consents for row in read.rows] == [
        {Purpose.PHOTO: Consent(Answer.GRANTED, "1", PHOTO_SENTENCE)},
        {Purpose.PHOTO: Consent(Answer.REFUSED, "0", PHOTO_SENTENCE)},
    ]
    assert read.organisations == ("FH Erfurt",)
    assert skipped(read) == ["Row 4: “storniert”, so the person was left out."]
    assert (read.held, read.problems) == ((), ())


def test_the_ticket_shop_with_the_column_confirmed():
    read = office("5-ticketshop.xlsx", {"E-Mail (Besteller*in)": "email"})

    assert [row.email for row in read.rows] == ["bestellung@example.org"] * 2
    assert [(problem.code, problem.place, problem.blocks) for problem in read.problems] == [
        ("email-doubled", "E3", False)
    ]
    assert read.unsure == ()


def test_the_line_of_recipients_from_a_mail():
    read = office("6-pasted-recipients.txt")

    assert people(read) == ["Anna Muster", "Max Beispiel", "Dr. Zoë von Muster", "Paul Probe"]
    assert [row.email for row in read.rows] == [
        "anna.muster@example.org",
        "max.beispiel@example.org",
        "zoe@example.org",
        "paul@example.org",
    ]
    assert read.organisations == ("Stadt Gera",)
    assert consents(read) == [{}, {}, {}, {}]
    assert [held.cells for held in read.held] == [
        ("", "weiss@example.org"),
        ("", "info@example.org"),
        ("", "kaputt@@example"),
    ]
    assert sentences(read) == [
        "Row 3 has no name. Write first and last name into the row, or remove the row.",
        "Row 5 has no name. Write first and last name into the row, or remove the row.",
        "Row 7 has no name. Write first and last name into the row, or remove the row.",
        (
            "Row 7, column “E-Mail”: “kaputt@@example” is no e-mail address. Write one like "
            "name@example.org, or leave the cell empty."
        ),
    ]
    assert skipped(read) == ["Row 8 has nothing in the columns that are read."]

"""Paper for the door: what it says, its form, and that it stays one file for equal input."""

import io

import pytest
from pypdf import PdfReader

from eventsvc.outputs.certificates import Participation, certificate_pdf
from eventsvc.outputs.lists import Heading, Signer, photographer_pdf, signatures_pdf
from tests.support.prints import page_texts

HEADING = Heading(
    meeting="4. Netzwerktreffen in Gera",
    when="Dienstag, 30. August 2022, 10:00–15:00 Uhr",
    place="Rathaus, Gera",
    organiser="Digitalagentur Thüringen",
    on_behalf_of="Freistaat Thüringen",
    made="30. August 2022, 08:10 Uhr",
)
ERIKA = Signer("Mustermann, Erika", "Stadt Gera")


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).split())


@pytest.fixture(scope="module")
def forty() -> bytes:
    people = [Signer(f"Mustermann {number}", "Stadt Gera") for number in range(1, 41)]
    return signatures_pdf(people, heading=HEADING, language="en")


def test_the_signature_list_says_what_meeting_it_proves(forty):
    text = words(forty)

    assert (
        "Signature list 4. Netzwerktreffen in Gera Dienstag, 30. August 2022, 10:00–15:00 Uhr · "
        "Rathaus, Gera Organiser: Digitalagentur Thüringen on behalf of Freistaat Thüringen "
        "Made on 30. August 2022, 08:10 Uhr No. Full name Organisation Signature "
        "1 Mustermann 1 Stadt Gera 2 Mustermann 2 Stadt Gera"
    ) in text


def test_the_signature_list_repeats_its_header_and_numbers_each_row_once(forty):
    pages = [page.splitlines() for page in page_texts(forty)]
    header = "No. Full name Organisation Signature"
    rows = [line for page in pages for line in page[page.index(header) + 1 : -1]]

    assert [page.count(header) for page in pages] == [1, 1, 1, 1]
    assert [int(row.split()[0]) for row in rows] == list(range(1, 51))


def test_the_signature_list_lies_on_its_side(forty):
    boxes = {
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in PdfReader(io.BytesIO(forty)).pages
    }

    assert boxes == {(842, 595)}


def test_a_list_without_anybody_is_still_one_to_sign():
    text = words(signatures_pdf([], heading=HEADING, language="en", blank=3))

    assert text.endswith("Signature 1 2 3 1 / 1")


@pytest.mark.parametrize(
    "made",
    [
        lambda: signatures_pdf([ERIKA], heading=HEADING),
        lambda: photographer_pdf([ERIKA], heading=HEADING),
        lambda: certificate_pdf(Participation(name="Erika Mustermann"), heading=HEADING),
    ],
)
def test_paper_is_tagged_has_a_language_and_a_title_and_equal_input_gives_equal_bytes(made):
    pdf = made()
    document = PdfReader(io.BytesIO(pdf))

    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.root_object["/Lang"] == "de"
    assert document.metadata.title
    assert made() == pdf


def test_the_photographers_sheet_says_when_it_was_true():
    text = words(photographer_pdf([Signer("Erika", "Gera")], heading=HEADING, language="en"))

    assert "As of 30. August 2022, 08:10 Uhr First name Organisation Erika Gera" in text


def test_the_photographers_sheet_says_that_there_is_nobody():
    assert "Nobody so far." in words(photographer_pdf([], heading=HEADING, language="en"))


def test_the_certificate_says_who_took_part_in_what():
    participation = Participation(name="Dr. Erika Mustermann", organisation="Stadt Gera")
    text = words(certificate_pdf(participation, heading=HEADING, language="en"))

    assert (
        "Certificate of attendance Dr. Erika Mustermann Stadt Gera took part in this meeting: "
        "4. Netzwerktreffen in Gera Dienstag, 30. August 2022, 10:00–15:00 Uhr Rathaus, Gera "
        "The meeting was held on behalf of Freistaat Thüringen."
    ) in text


def test_letters_of_our_neighbours_and_signs_of_html_stay_themselves():
    person = Signer("Żółć, Łukasz <b>&", "Město Děčín")
    text = words(signatures_pdf([person], heading=HEADING))

    assert "Żółć, Łukasz <b>& Město Děčín" in text

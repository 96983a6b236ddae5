"""Sheets that the office measures itself, and printers whose shift is remembered."""

from urllib.parse import parse_qs, urlsplit

import pytest

from eventsvc.db.models import LabelSheetRow, NetworkRow, PrinterRow, PrintRow
from eventsvc.db.transaction import session
from eventsvc.services.badges.sheets import sheet_of
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_person,
    saved_sheet,
)
from tests.support.forms import form_in, send
from tests.support.html import assert_valid
from tests.support.prints import lines_of_text, page_texts

SHEETS = "/o/ours/sheets"
PAGE = "/o/ours/meetings/gera/badges"
PAPER = f"{PAGE}/paper"


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera")


def test_a_sheet_is_measured_drawn_and_printed_on(organiser, office, gera):
    saved_attendance(gera, saved_person(office, given="Anna"))
    asked = f"{SHEETS}/new?like=herma-4418"
    measures = {"label": "Haus-Etiketten", "size_x": "60,5", "pitch_x": "66", "first_x": "7.5"}

    drawn = send(organiser, asked, measures | {"do": "draw"})
    saved = send(organiser, asked, measures)
    again = organiser.post(asked, data={"csrf_token": "x"})
    listed = organiser.get(SHEETS)
    printed = organiser.get(f"{PAGE}/preview.pdf?sheet=haus-etiketten&start=3")

    row = session().query(LabelSheetRow).one()
    assert 'width="60.5"' in drawn.text
    assert "27 labels on the page." in drawn.text
    assert (saved.status_code, saved.headers["Location"]) == (303, SHEETS)
    assert again.status_code == 400
    assert (row.key, row.measures["x"]["size"]) == ("haus-etiketten", 60.5)
    assert row.measures["y"] == {
        "page": 297,
        "size": 29.63,
        "grid": 9,
        "first": 15.15,
        "pitch": 29.63,
    }
    assert_valid(listed.text)
    assert "LibreOffice labels.xml L146, L147" in listed.text
    assert "One source: print the test page first" in listed.text
    left = min(place[0] for _, *place in lines_of_text(printed.data))
    assert left == pytest.approx(7.5 + 2 * 66 + 3, abs=0.5)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("size_x", "breit", "“breit” is no length here."),
        ("size_x", "nan", "“nan” is no length here."),
        ("grid_y", "6", "The labels do not fit on the page."),
        ("pitch_x", "70", "The labels do not fit on the page."),
        ("grid_x", "0", "“0” does not fit here. Write a whole number from 1 to 50."),
        ("label", "", "This is missing."),
    ],
)
def test_what_cannot_be_a_sheet_is_said_at_its_field(organiser, office, name, typed, words):
    answer = send(organiser, f"{SHEETS}/new", {"label": "Etiketten", name: typed})

    assert answer.status_code == 422
    assert f'href="#{name}"' in answer.text
    assert words in answer.text
    assert session().query(LabelSheetRow).count() == 0


def test_a_sheet_is_changed_and_deleted_and_what_was_printed_stays(organiser, office, gera):
    key = saved_sheet(office, key="ours-60").key
    saved_attendance(gera, saved_person(office))
    page = organiser.get(f"{PAGE}?sheet={key}")

    changed = send(organiser, f"{SHEETS}/{key}", {"grid_y": "2", "fold": "butterfly"})
    deleted = send(organiser, f"{SHEETS}/{key}/delete")
    gone = organiser.get(f"{PAGE}?sheet={key}")

    assert "Unsere Etiketten" in page.text
    assert (changed.status_code, deleted.status_code) == (303, 303)
    assert gone.status_code == 422
    assert "There is no such sheet of labels." in gone.text
    assert session().query(LabelSheetRow).count() == 0
    assert session().query(PrintRow).count() == 0


def paper(client, **changes):
    token = client.get(PAGE).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    usual = {"printer": "", "start": "1", "x": "0", "y": "0", "order": "name"}
    return client.post(PAPER, data={"csrf_token": token, **usual, **changes})


@pytest.mark.one_engine
@pytest.mark.usefixtures("gera")
def test_each_network_prints_on_its_own_sheets_and_printers_only(organiser, office):
    other = saved_network(slug="theirs")
    saved_sheet(other, label="Fremde Etiketten")
    saved(PrinterRow(network_id=other.id, name="Fremd", sheet="avery-l4785", x=0, y=0, used_at=NOW))
    saved_sheet(office)

    for page in (organiser.get(SHEETS).text, organiser.get(PAGE).text):
        assert "Unsere Etiketten" in page
        assert "Fremd" not in page


@pytest.mark.one_engine
def test_two_labels_are_one_badge_on_a_sheet_of_cards_to_fold(office):
    measures = saved_sheet(office).measures
    butterfly = saved_sheet(office, measures=measures | {"fold": "butterfly"})

    assert (sheet_of(butterfly).per_page, sheet_of(butterfly).faces) == (6, (0, 180))


def test_sheet_and_shift_of_a_printer_are_remembered(organiser, office, gera):
    saved_attendance(gera, saved_person(office, given="Anna"))
    paper(organiser, printer="Büro", sheet="herma-4412", x="1,5", y="-0.5", start="3")
    taken = paper(organiser, printer="Einlass", sheet="brother-62x100", x="0", y="0")
    latest = organiser.get(PAGE)
    office_printer = organiser.get(f"{PAGE}?printer=Büro")
    plain, shifted = (
        {words: place for words, *place in lines_of_text(organiser.get(address).data)}
        for address in (
            f"{PAGE}/preview.pdf?sheet=herma-4412&start=1",
            f"{PAGE}/preview.pdf?printer=Büro",
        )
    )
    paper(organiser, forget="Einlass")

    assert taken.headers["Location"].startswith(f"{PAGE}?printer=Einlass&sheet=brother-62x100")
    assert 'value="brother-62x100" selected' in latest.text
    assert 'value="herma-4412" selected' in office_printer.text
    assert 'value="1.5"' in office_printer.text
    moved = [round(b - a, 1) for a, b in zip(plain["Anna"], shifted["Anna"], strict=True)]
    assert moved == [1.5, -0.5]
    assert [row.name for row in session().query(PrinterRow)] == ["Büro"]


def test_the_desk_prints_one_badge_on_the_label_printer_that_the_office_named(
    organiser, office, gera
):
    person = saved_attendance(gera, saved_person(office, given="Anna"), public_id="anna")
    paper(organiser, printer="Einlass", sheet="brother-62x100", x="1", y="0")
    desk = f"/o/ours/meetings/gera/desk/people/{person.public_id}"

    page = organiser.get(desk)
    badge = send(organiser, desk, {"sheet": "printer:Einlass"}, action=f"{desk}/badge")
    after = organiser.get(desk)

    assert '<option value="printer:Einlass">Einlass: Brother' in page.text
    assert len(page_texts(badge.data)) == 1
    assert "Anna" in page_texts(badge.data)[0]
    assert 'value="printer:Einlass" selected' in after.text
    shifted = organiser.get(f"{PAGE}/preview.pdf?sheet=brother-62x100&x=1&y=0").data
    assert list(lines_of_text(badge.data)) == list(lines_of_text(shifted))


@pytest.mark.one_engine
def test_a_shift_that_is_no_length_is_refused_in_words(organiser, office, gera):
    answer = organiser.get(f"{PAGE}?x=viel")

    assert answer.status_code == 422
    assert "“viel” is no length here." in answer.text


def test_new_looks_keep_printer_and_shift_and_another_design_takes_its_own_sheet(
    organiser, office, gera
):
    paper(organiser, printer="Büro", sheet="herma-4412", x="1,5", y="-0.5", start="3")
    shown = form_in(organiser.get(f"{PAGE}?printer=Büro").text, f"{PAGE}/style")

    same = organiser.post(f"{PAGE}/style", data=shown | {"cut_marks": "1"})
    other = organiser.post(f"{PAGE}/style", data=shown | {"design": "roll"})

    kept = parse_qs(urlsplit(same.headers["Location"]).query)
    assert (kept["printer"], kept["x"], kept["y"]) == (["Büro"], ["1.5"], ["-0.5"])
    assert 'value="-0.5"' in organiser.get(same.headers["Location"]).text
    assert parse_qs(urlsplit(other.headers["Location"]).query) == {
        "sheet": ["brother-62x100"],
        "open": ["looks"],
    }


@pytest.mark.one_engine
@pytest.mark.parametrize("page", [SHEETS, PAGE])
def test_sheets_are_called_as_the_reader_says_it(organiser, gera, page):
    saved_sheet(session().get(NetworkRow, gera.network_id), key="ours", label="Four A6 of ours")

    shown = organiser.get(page, headers={"Accept-Language": "de"}).text

    assert "A4, vier A6 hoch" in shown
    assert "A4, four A6" not in shown
    assert "Four A6 of ours" in shown

"""The page of badges: what it says is to print, and one click that prints exactly that."""

import re
from datetime import timedelta

import html5lib
import pytest

from eventsvc.db.models import AttendanceRow, MeetingHostRow, PrintRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.outputs.badges import Concern, LegibilityWarning
from eventsvc.services.acts import Act
from eventsvc.services.badges import badges
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_organisation,
    saved_person,
)
from tests.support.prints import page_texts

PAGE = "/o/ours/meetings/gera/badges"


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera")


def comes(office, gera, family: str, **changes) -> AttendanceRow:
    return saved_attendance(gera, saved_person(office, family=family), **changes)


def printed(office, gera, *, at=NOW) -> None:
    job = badges.print_job(office, gera, public_url=PUBLIC_URL)
    badges.record_print(
        job, sheet=sheet_named(DEFAULT_SHEET), act=Act(network_id=office.id, by="test", at=at)
    )


def change(row: AttendanceRow, **values: object) -> None:
    with transaction() as writing:
        for name, value in values.items():
            setattr(writing.get(AttendanceRow, row.id), name, value)


def forms(page) -> dict[str, dict[str, str]]:
    """Return what each button of the page sends, by its words."""
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    return {
        words_in(form.find(".//button")): {
            field.get("name"): field.get("value") for field in form.iter("input")
        }
        for form in tree.iter("form")
        if form.get("method") == "post" and form.find(".//button") is not None
    }


def words_in(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_one_click_prints_exactly_what_is_no_longer_true(organiser, office, gera):
    stale = comes(office, gera, "Stale")
    comes(office, gera, "Same")
    gone = comes(office, gera, "Gone")
    printed(office, gera, at=NOW - timedelta(days=1))
    change(stale, function="Leiterin")
    change(gone, partstat=PartStat.DECLINED, seat=Seat.NONE)
    comes(office, gera, "New")

    page = organiser.get(PAGE)
    offered = forms(page)
    reprint = organiser.post(PAGE, data=offered["Reprint (1 sheet)"])
    again = organiser.post(PAGE, data=offered["Reprint (1 sheet)"])
    stickers = organiser.post(PAGE, data=offered["As stickers (1 sheet)"])
    new = organiser.post(PAGE, data=offered["Only what is new (1 sheet)"])
    after = organiser.get(PAGE)

    words = words_in(html5lib.parse(page.text, namespaceHTMLElements=False).find(".//main"))
    assert "1 badge is no longer true" in words
    assert re.search(r"Stale, \w+: function changed", words)
    assert "they do not come any more: Gone," in words
    assert "1 badge is printed already and still true." in words
    assert ["Stale" in text for text in page_texts(reprint.data)] == [True]
    assert (again.status_code, stickers.status_code) == (303, 303)  # nothing is stale any more
    assert ["New" in text for text in page_texts(new.data)] == [True]
    assert session().query(PrintRow).filter(PrintRow.printed_at == NOW).count() == 2
    assert "no longer true" not in after.text
    assert "3 badges are printed already and still true." in after.text


@pytest.mark.parametrize("opened", ["", "paper", "looks", "nonsense"])
def test_settings_are_folded_and_say_what_is_chosen_until_one_is_wanted(
    organiser, office, gera, opened
):
    comes(office, gera, "Abel")
    page = organiser.get(PAGE, query_string={"start": "3", "open": opened})
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    parts = {one.get("id"): one for one in tree.iter("details") if one.get("id")}

    assert {name: words_in(one.find("summary")) for name, one in parts.items()} == {
        "paper": "Paper Avery Zweckform L4785, 80 × 50 mm, from label 3",
        "looks": "How they look Classic, for labels of 80 by 50 mm",
    }
    assert [name for name, one in parts.items() if one.get("open") is not None] == [
        name for name in parts if name == opened
    ]


def test_once_all_is_printed_the_page_says_so_and_folds_printing_it_again(organiser, office, gera):
    comes(office, gera, "Abel")
    before = organiser.get(PAGE)
    printed(office, gera)
    page = organiser.get(PAGE)
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    again = next(one for one in tree.iter("details") if one.get("id") == "everybody")

    assert "All badges are printed and true." not in before.text
    assert "All badges are printed and true." in page.text
    assert "1 badge is printed already and still true." in words_in(again)
    assert "Print everything (1 sheet)" in words_in(again)


def test_of_many_badges_that_are_no_longer_true_the_first_are_read_at_once(organiser, office, gera):
    rows = [comes(office, gera, f"Abel{number:02}") for number in range(11)]
    printed(office, gera, at=NOW - timedelta(days=1))
    for row in rows:
        change(row, function="Leiterin")
    page = organiser.get(PAGE)
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    [rest] = [one for one in tree.iter("details") if "more" in words_in(one.find("summary"))]

    assert words_in(rest.find("summary")) == "3 more"
    assert re.findall(r"Abel\d\d", words_in(rest)) == ["Abel08", "Abel09", "Abel10"]
    assert re.findall(r"Abel\d\d", page.text) == [f"Abel{number:02}" for number in range(11)]


def test_the_first_sheet_is_a_picture_in_the_order_chosen(organiser, office, gera):
    for family, town, table in (("Abel", "Zittau", "Tisch 10"), ("Zorn", "Apolda", "Tisch 2")):
        organisation = saved_organisation(office, name={"de": town}, sort_key=town.lower())
        comes(office, gera, family, organisation_id=organisation.id, table_name=table)

    picture = organiser.get(f"{PAGE}/sheet.png")
    pdfs = [
        organiser.get(f"{PAGE}/preview.pdf?order={order}").data
        for order in ("name", "organisation", "table")
    ]
    page = organiser.get(PAGE)

    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    assert picture.headers["Cache-Control"] == "no-store"
    orders = [page_texts(pdf)[0].index("Abel") < page_texts(pdf)[0].index("Zorn") for pdf in pdfs]
    assert orders == [True, False, False]
    assert "QR codes: version 2" in page.text


def test_sheets_without_names_bear_the_hosts_code_and_record_nothing(organiser, office, gera):
    organisation = saved_organisation(office, code="H2K4M")
    saved(MeetingHostRow(meeting_id=gera.id, organisation_id=organisation.id, position=1))

    blank = organiser.get(f"{PAGE}/blank.pdf?start=9")
    test_page = organiser.get(f"{PAGE}/test-page.pdf?x=1")

    assert page_texts(blank.data)[0].count("/P/H2K4M") == 2
    assert len(page_texts(test_page.data)) == 1
    assert session().query(PrintRow).count() == 0


def test_the_office_chooses_how_badges_look(organiser, office, gera):
    comes(office, gera, "Abel", function="Leiterin")
    page = organiser.get(PAGE)
    values = {"csrf_token": forms(page)["Save and show"]["csrf_token"], "design": "roll"}

    saved = organiser.post(f"{PAGE}/style", data=values | {"fields": ["function"]})
    shown = organiser.get(saved.headers["Location"])
    picture = r'<img class="choice-picture"\s+src="([^"]+)"\s+alt="([^"]+)"'
    samples = re.findall(picture, page.text)
    text = page_texts(organiser.get(f"{PAGE}/preview.pdf?sheet=brother-62x100").data)[0]

    assert saved.headers["Location"] == f"{PAGE}?sheet=brother-62x100&open=looks#looks"
    assert 'value="brother-62x100" selected' in shown.text
    assert len(samples) == 4
    assert {organiser.get(address).status_code for address, _ in samples} == {200}
    assert samples[0][1].startswith("Classic, for labels of 80 by 50 mm: badges of a short")
    assert "Leiterin" in text
    assert "example" not in text  # neither address nor title of the meeting


@pytest.mark.parametrize(("sheet", "is_cut"), [("brother-62", True), ("a4-8xa7", False)])
def test_a_title_that_badges_cut_is_told_as_they_bear_it(organiser, office, sheet, is_cut):
    title = "4. Netzwerktreffen Smart Cities und Smart Regions in Thüringen, zu Gast in Gera"
    gera = saved_meeting(office, slug="gera", title={"de": title})
    comes(office, gera, "Abel")
    page = organiser.get(PAGE, query_string={"sheet": sheet})

    assert ("Each badge bears “4. Netzwerktreffen Smart Cities" in page.text) is is_cut


@pytest.mark.one_engine
def test_texts_that_are_cut_are_named_in_the_language_of_the_reader(organiser, office, gera):
    comes(office, gera, "M" * 200, function="M" * 200)
    page = organiser.get(PAGE, query_string={"lang": "de"})

    assert "ein Text passt nicht und wird gekürzt (Nachname, Funktion)" in page.text


@pytest.mark.one_engine
def test_a_character_that_no_font_has_is_named_and_printed_only_when_asked_for(
    organiser, office, gera
):
    saved_attendance(gera, saved_person(office, given="Zo\ue123", family="Weiß"))
    page = organiser.get(PAGE)
    offered = forms(page)["Print everything (1 sheet)"]
    offered.pop("replace")

    refused = organiser.post(PAGE, data=offered)
    printed = organiser.post(PAGE, data=offered | {"replace": "yes"})

    assert "Zo\ue123 Weiß: \ue123 (U+E123)" in page.text
    assert (refused.status_code, "Zo\ue123 Weiß" in refused.text) == (422, True)
    assert "Zo?" in page_texts(printed.data)[0]
    assert session().query(PrintRow).count() == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "size 14.3"), ("de", "Größe 14,3"), ("cs", "velikost 14,3"), ("pl", "rozmiar 14,3")],
)
def test_the_size_of_a_small_first_name_is_written_as_the_reader_writes_numbers(
    organiser, office, gera, monkeypatch, language, words
):
    comes(office, gera, "Freiherr")
    small = LegibilityWarning(
        index=0, name="Freiherr", concern=Concern.FIRST_NAME_SMALL, detail="14.3"
    )
    monkeypatch.setattr(badges, "warnings", lambda *_args, **_options: [small])

    page = organiser.get(PAGE, query_string={"lang": language})

    assert f"({words})" in page.text

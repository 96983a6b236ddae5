import io
import subprocess
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pikepdf
import pytest
import zxingcpp

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.domain.sheets import Offset, StartOutsideSheet
from eventsvc.outputs import badge_template
from eventsvc.outputs.badges import (
    Concern,
    LegibilityWarning,
    PrintOptions,
    badges_pdf,
    cut_heading,
    legibility,
)
from tests.support.badges import ANNA, people
from tests.support.prints import (
    codes_by_zbar,
    codes_by_zxing,
    cut_out,
    ink,
    lines_of_text,
    page_texts,
    pictures,
)

DEFAULT = SHEETS[DEFAULT_SHEET]
HOSTILE = {
    "markup": ("<script>", "alert(1)</script>", "Stadt &amp; Land"),
    "endless word": ("A" * 300, "B" * 300, "C" * 300),
    "endless text": ("An na " * 50, "We iß " * 50, "Stadt " * 50),
    "right to left": ("محمد", "הכהן", "بلدية \u202eeniltem"),
    "emoji": ("Zoë 🦄", "👩‍🚀", "Stadt 🏛️"),
    "towers of accents": ("Z" + "\u0301" * 40, "a" + "\u0316" * 40, "Gera"),
    "czech": ("Přemysl", "Křížová-Šťastná", "Žďár nad Sázavou"),
    "polish": ("Świętosława", "Żółkiewska", "Urząd Miasta Jelenia Góra"),
    "controls": ("An\x00na\r\n", "We\u200bi\u2028ß", "\tGera"),
}


def hostile(name: str) -> Badge:
    given, family, organisation = HOSTILE[name]
    return replace(
        ANNA,
        given=given,
        family=family,
        organisation=organisation,
        second_line=organisation,
        function=organisation,
        no_photo=True,
    )


TITLE = "4. Netzwerktreffen Smart Cities und Smart Regions in Thüringen, zu Gast in Gera"


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("decode", [codes_by_zxing, codes_by_zbar])
def test_every_code_is_read_back(decode, dpi):
    printed = people(13)

    found = [decode(picture) for picture in pictures(badges_pdf(printed, sheet=DEFAULT), dpi=dpi)]

    assert found == [
        sorted(badge.address for badge in page) for page in (printed[:10], printed[10:])
    ]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_codes_of_every_sheet_are_read_at_150_dpi(sheet):
    picture = pictures(badges_pdf([ANNA], sheet=sheet), dpi=150)[0]

    expected = [ANNA.address] * len(sheet.faces)
    assert (codes_by_zxing(picture), codes_by_zbar(picture)) == (expected, expected)


def test_codes_are_read_under_a_proof_mark():
    pdf = badges_pdf([ANNA], sheet=DEFAULT, options=PrintOptions(proof=True))

    assert codes_by_zxing(pictures(pdf, dpi=150)[0]) == [ANNA.address]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_text_and_code_keep_the_safe_margin_of_every_label(sheet):
    badges = [replace(ANNA, given="Hy", family="Äpfel")] * sheet.per_page
    inked = ink(badges_pdf(badges, sheet=sheet), dpi=150)
    safe = 5 if sheet.size[1] >= 46 else 4 if sheet.size[1] >= 38 else 3

    for box in sheet.boxes():
        inner = (box.left + safe, box.top + safe)
        right, bottom = box.left + box.width - safe, box.top + box.height - safe
        assert cut_out(inked, box=(*inner, right, bottom)).any()
        cut_out(inked, box=(inner[0] - 0.3, inner[1] - 0.3, right + 0.3, bottom + 0.3))[:] = False
    assert not inked.any()


def test_the_code_is_20_mm_wide_in_the_lower_right_corner_of_its_label():
    picture = pictures(badges_pdf([ANNA], sheet=DEFAULT), dpi=300)[0]
    [code] = zxingcpp.read_barcodes(np.asarray(picture))
    mm = 25.4 / 300
    corners = (code.position.top_left, code.position.bottom_right)

    assert [round(corner.x * mm) for corner in corners] == [72, 93]
    assert [round(corner.y * mm) for corner in corners] == [38, 59]


def test_no_ink_touches_the_quiet_zone_of_a_code():
    badge = replace(ANNA, given="Jürgen-Jyrki", family="Großmüller " * 3, organisation="Stadt " * 9)
    inked = ink(badges_pdf([badge], sheet=DEFAULT), dpi=300)
    right, bottom, side = 92.5, 58.5, 20.5
    quiet = 4 * side / 25
    zone = cut_out(
        inked,
        box=(right - side - quiet, bottom - side - quiet, right + quiet, bottom + quiet),
        dpi=300,
    ).copy()
    edge = round((quiet - 0.2) / 25.4 * 300)
    zone[edge:-edge, edge:-edge] = False

    assert not zone.any()


@pytest.mark.parametrize("sheet", ["avery-l4785", "herma-4418", "brother-62", "a4-4xa6"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_on_their_label(name, sheet):
    sheet = SHEETS[sheet]
    start = min(2, sheet.per_page)
    options = PrintOptions(start=start)

    inked = ink(badges_pdf([hostile(name)], sheet=sheet, options=options))

    box = sheet.boxes()[start - 1]
    own = (box.left, box.top, box.left + box.width, box.top + box.height)
    assert cut_out(inked, box=own).any()
    cut_out(inked, box=own)[:] = False
    assert not inked.any()


@pytest.mark.parametrize("name", ["markup", "czech", "polish"])
def test_names_can_be_copied_from_the_page_as_they_are_written(name):
    [text] = page_texts(badges_pdf([hostile(name)], sheet=SHEETS["a4-4xa6"]))

    assert [words in text for words in HOSTILE[name][:2]] == [True, True]


def test_every_name_is_on_its_page():
    printed = people(12)

    first, second = page_texts(badges_pdf(printed, sheet=DEFAULT))

    assert [badge.given in first for badge in printed[:10]] == [True] * 10
    assert [badge.given in second for badge in printed[10:]] == [True] * 2
    assert first.count("netz.example.de/P/") == 10


def test_a_started_sheet_and_an_offset_move_the_first_badge():
    options = PrintOptions(start=4, offset=Offset(x=2, y=-1))
    plain = {words: place for words, *place in lines_of_text(badges_pdf([ANNA], sheet=DEFAULT))}
    moved = {
        words: place
        for words, *place in lines_of_text(badges_pdf([ANNA], sheet=DEFAULT, options=options))
    }

    assert {
        words: [round(after - before, 2) for before, after in zip(plain[words], place, strict=True)]
        for words, place in moved.items()
    } == {words: [97.0, 54.0] for words in plain}
    assert "Anna" in plain


def test_a_start_beyond_the_sheet_is_refused():
    with pytest.raises(StartOutsideSheet):
        badges_pdf([ANNA], sheet=DEFAULT, options=PrintOptions(start=11))


def test_each_badge_of_a_proof_says_so_in_the_language_of_the_print():
    printed = badges_pdf([ANNA] * 3, sheet=DEFAULT, options=PrintOptions(proof=True))
    real = badges_pdf([ANNA] * 3, sheet=DEFAULT)

    words = badge_template.translations("de").gettext("TEST PRINT")
    assert [page_texts(pdf)[0].count(words) for pdf in (printed, real)] == [3, 0]


def test_no_photo_is_said_in_words_and_drawn_in_black():
    plain, marked = (
        badges_pdf([replace(ANNA, no_photo=no_photo)], sheet=DEFAULT) for no_photo in (False, True)
    )
    words = badge_template.translations("de").gettext("No photos")
    stripes = (17.5, 13.5, 22, 63.5)
    camera = (22.5, 18.5, 28.5, 23.5)

    assert [page_texts(pdf)[0].count(words) for pdf in (plain, marked)] == [0, 1]
    assert not cut_out(ink(plain), box=stripes).any()
    assert 0.25 < cut_out(ink(marked), box=stripes).mean() < 0.4
    assert 0.4 < cut_out(ink(marked), box=camera).mean() < 0.8
    darkness = np.asarray(pictures(marked, dpi=300)[0])
    assert cut_out(darkness, box=stripes, dpi=300).min() == 0


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("avery-l4785", "Keine Fotos · No photos · Nefotografovat · Bez zdjęć"),
        ("brother-62", "Keine Fotos · No photos"),
    ],
)
def test_no_photo_is_said_in_as_many_languages_as_stay_readable(sheet, words, monkeypatch):
    said = {"de": "Keine Fotos", "en": "No photos", "cs": "Nefotografovat", "pl": "Bez zdjęć"}
    monkeypatch.setattr(
        badge_template,
        "translations",
        lambda language: SimpleNamespace(
            gettext=lambda text: {"No photos": said[language]}.get(text, text)
        ),
    )
    options = PrintOptions(languages=tuple(said), title="Gera")

    pdf = badges_pdf([replace(ANNA, no_photo=True)], sheet=SHEETS[sheet], options=options)

    assert words in page_texts(pdf)[0].split("\n")


def test_a_badge_without_a_code_has_the_whole_width_for_its_text():
    guest = replace(ANNA, address="", short_address="", organisation="Verwaltungsgemeinschaft")
    pdf = badges_pdf([guest], sheet=DEFAULT)

    assert codes_by_zxing(pictures(pdf, dpi=150)[0]) == []
    assert "Verwaltungsgemeinschaft" in [words for words, *_ in lines_of_text(pdf)]


def test_both_faces_of_a_butterfly_bear_the_badge_the_lower_one_upside_down():
    picture = pictures(badges_pdf([ANNA], sheet=SHEETS["butterfly-82x203"]), dpi=150)[0]

    found = zxingcpp.read_barcodes(np.asarray(picture))

    assert sorted((code.text, abs(code.orientation)) for code in found) == [
        (ANNA.address, 0),
        (ANNA.address, 180),
    ]


def test_equal_badges_give_equal_bytes():
    options = PrintOptions(heading="4. Netzwerktreffen", title="Gera", proof=True)
    once, again = (
        badges_pdf(people(11), sheet=DEFAULT, options=options),
        badges_pdf(people(11), sheet=DEFAULT, options=options),
    )

    assert once == again


def test_the_document_is_sound_tagged_and_named(tmp_path):
    path = tmp_path / "badges.pdf"
    path.write_bytes(badges_pdf(people(3), sheet=DEFAULT, options=PrintOptions(title="Gera")))

    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    with pikepdf.open(path) as document:
        assert str(document.docinfo.Title) == "Gera"
        assert str(document.Root.Lang) == "de"
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert "/SMask" not in path.read_bytes().decode("latin-1")


def test_a_printable_badge_has_no_warning():
    assert legibility(people(4), sheet=DEFAULT) == ()


def test_the_people_whose_names_are_too_long_for_the_label_are_named():
    long = replace(ANNA, given="Karl-Theodor Maria Nikolaus Johann", family="Freiherr")

    [warning] = legibility([ANNA, long, ANNA], sheet=DEFAULT)

    assert (warning.index, warning.name) == (1, "Karl-Theodor Maria Nikolaus Johann Freiherr")
    assert warning.concern is Concern.FIRST_NAME_SMALL
    assert 12 <= float(warning.detail) < 24


def test_the_same_name_has_room_on_a_larger_label():
    long = replace(ANNA, given="Karl-Theodor Maria Nikolaus Johann", family="Freiherr")

    assert legibility([long], sheet=SHEETS["a4-4xa6"]) == ()


def test_texts_that_had_to_be_cut_are_named():
    warnings = legibility([hostile("endless word")], sheet=DEFAULT)

    assert [(warning.concern, warning.detail) for warning in warnings] == [
        (Concern.TEXT_CUT, "given, family, organisation, second_line, function")
    ]


@pytest.mark.parametrize(
    ("sheet", "heading", "printed"),
    [
        ("brother-62", "4. Netzwerktreffen", ""),
        ("brother-62", TITLE, "4. Netzwerktreffen Smart Cities und Smart Regio…"),
        ("a4-8xa7", TITLE, ""),
        ("herma-4418", TITLE, ""),  # so low that it bears none
        ("brother-62", "", ""),
    ],
)
def test_a_title_that_is_cut_on_all_badges_is_told_as_it_is_printed(sheet, heading, printed):
    options = PrintOptions(heading=heading)
    pdf = badges_pdf([ANNA], sheet=SHEETS[sheet], options=options)

    assert cut_heading(sheet=SHEETS[sheet], options=options) == printed
    assert legibility([ANNA], sheet=SHEETS["brother-62"], options=options) == ()
    assert printed in page_texts(pdf)[0]


def test_a_character_that_no_font_has_is_named_and_never_printed_as_a_box():
    badge = replace(ANNA, given="Zo\U0010fffd", organisation="Gera \ue123")

    [warning] = legibility([ANNA, badge], sheet=DEFAULT)
    [text] = page_texts(badges_pdf([badge], sheet=DEFAULT))

    assert warning == LegibilityWarning(
        index=1,
        name="Zo\U0010fffd Weiß",
        concern=Concern.GLYPH_MISSING,
        detail="\ue123 (U+E123), \U0010fffd (U+10FFFD)",
    )
    assert ("Zo?" in text, "Gera ?" in text) == (True, True)


def test_a_long_address_is_reported():
    long = "https://" + "A" * 60 + ".EXAMPLE.DE/P/7KXQF"
    badge = replace(ANNA, function="", address=long)

    warnings = legibility([badge], sheet=SHEETS["herma-4418"])

    assert [(warning.concern, warning.detail) for warning in warnings] == [
        (Concern.CODE_TOO_DENSE, long),
        (Concern.CODE_TOO_SMALL, "0.44"),
    ]


def test_two_hundred_badges_take_less_than_ten_seconds_of_processor_time():
    badges_pdf(people(1), sheet=DEFAULT)  # imports and fonts, once per process
    started = time.process_time()

    pdf = badges_pdf(people(200), sheet=DEFAULT)

    assert time.process_time() - started < 10
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 20

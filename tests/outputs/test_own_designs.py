"""Designs that somebody wrote: their look, what is wrong with them, what they cannot do."""

import time
from dataclasses import replace

import pytest

from eventsvc.domain.badge_styles import SHEET_OF, DesignName
from eventsvc.domain.badges import SAMPLES, Sign
from eventsvc.domain.own_designs import OwnDesign, Part, Reason
from eventsvc.domain.sheet_presets import SHEETS
from eventsvc.outputs import apart
from eventsvc.outputs.apart import PrintingEnded
from eventsvc.outputs.badges import Concern, PrintOptions, badges_pdf, cut_heading, legibility
from eventsvc.outputs.engine.pages import Press
from eventsvc.outputs.own_badges import faults_of
from eventsvc.outputs.own_start import copied
from eventsvc.outputs.own_template import OwnTemplate
from eventsvc.outputs.pdf import html_to_pdf
from tests.support.badges import ANNA, people
from tests.support.confined import limits_here
from tests.support.looks import differences, unlike
from tests.support.prints import codes_by_zxing, lines_of_text, page_texts, pictures

CLASSIC = SHEETS["avery-l4785"]
OPTIONS = PrintOptions(heading="5. Netzwerktreffen", languages=("de", "en"))
HTML = '<p class="a" data-slot="given"></p><b data-if="function">mit Aufgabe</b>'
CSS = ".a { left: 5mm; top: 5mm; width: 70mm; height: 20mm; font-size: 32pt }"
SIGNED = [replace(badge, mark=sign) for badge in SAMPLES for sign in Sign]


@pytest.fixture(scope="module", autouse=True)
def child():
    """End the confined child, which the tests start."""
    yield
    apart.stop_using_child()


def options(html: str = HTML, css: str = CSS) -> PrintOptions:
    return replace(OPTIONS, own=OwnDesign(html, css))


@pytest.mark.parametrize("design", DesignName)
def test_each_of_our_designs_can_be_copied_and_the_copy_is_sound_and_reads_well(design):
    sheet = SHEETS[SHEET_OF[design]]
    own = replace(OPTIONS, own=copied(sheet, OPTIONS))
    badges = SIGNED[: sheet.per_page]

    pdf = badges_pdf([ANNA, *badges], sheet=sheet, options=own)

    assert faults_of(sheet, options=own) == ()
    assert not {one.concern for one in legibility([ANNA], sheet=sheet, options=own)}
    assert ANNA.address in codes_by_zxing(pictures(pdf, dpi=200)[0])
    said = page_texts(pdf)[0]
    assert [words in said for words in ("Anna", "Weiß", "Stadt", "Gera")] == [True] * 4


def test_texts_of_a_copy_stand_where_a_full_layout_puts_them():
    own = replace(OPTIONS, own=copied(CLASSIC, OPTIONS))
    label = replace(CLASSIC, page=CLASSIC.size, grid=(1, 1), first=(0, 0))
    template = OwnTemplate(label, own)

    for badge in [replace(one, address="") for one in (*SIGNED, *people(4))]:
        stamped = badges_pdf([badge], sheet=label, options=own)
        laid_out = html_to_pdf(template.whole(template.lay_out(badge)), tagged=False)

        assert differences(stamped, laid_out) == []
        assert unlike(stamped, laid_out) < 0.002


def test_what_the_stamp_cannot_draw_is_laid_out_in_the_same_design(monkeypatch):
    monkeypatch.setattr(apart._Place, "is_child", True)  # here, where the patch holds
    own = replace(OPTIONS, own=copied(CLASSIC, OPTIONS))
    plain = badges_pdf(people(3), sheet=CLASSIC, options=own)
    original = Press.line
    monkeypatch.setattr(
        Press,
        "line",
        lambda self, slot, text, **sizes: (
            None if text == "Jiří" else original(self, slot, text, **sizes)
        ),
    )

    assert differences(badges_pdf(people(3), sheet=CLASSIC, options=own), plain) == []


def test_long_texts_get_smaller_then_break_then_are_cut_and_the_person_is_named():
    css = CSS.replace("20mm", "9mm")
    badges = [replace(ANNA, given=name) for name in ("Anna", "Maximilian-Alexander", "M" * 90)]

    pdf = badges_pdf(badges, sheet=CLASSIC, options=options(css=css))
    found = legibility(badges, sheet=CLASSIC, options=options(css=css))

    sizes = {words: size for words, _, size in map(_sized, lines_of_text(pdf))}
    assert "Anna" in sizes
    assert [(one.index, one.concern) for one in found if one.concern is Concern.TEXT_CUT] == [
        (2, Concern.TEXT_CUT)
    ]


def test_a_title_that_a_design_cuts_is_told_once_and_not_for_each_person():
    own = replace(OPTIONS, heading=100 * "M", own=copied(CLASSIC, OPTIONS))
    short = replace(own, heading="Gera")

    assert cut_heading(sheet=CLASSIC, options=own).startswith("MMM")
    assert cut_heading(sheet=CLASSIC, options=own).endswith("…")
    assert cut_heading(sheet=CLASSIC, options=short) == ""
    assert legibility([ANNA], sheet=CLASSIC, options=own) == ()


def _sized(line):
    words, *place = line
    return words, place, place[1]


def test_an_element_is_there_only_for_those_of_whom_its_condition_is_true():
    badges = [ANNA, replace(ANNA, given="Otto", function="")]

    text = page_texts(badges_pdf(badges, sheet=CLASSIC, options=options()))[0]

    assert text.count("mit Aufgabe") == 1


@pytest.mark.parametrize(
    ("css", "part", "line", "reason"),
    [
        ("\n.b { colour: red }", Part.CSS, 2, Reason.PROPERTY),
        ("\n\n.b { color: bluish }", Part.CSS, 3, Reason.VALUE),
        ("\n.a { background: url(http://example.org/x.png) }", Part.CSS, 2, Reason.ADDRESS),
        ("\n@import url(file:///etc/passwd);", Part.CSS, 2, Reason.RULE),
        ("\n.a { transform: rotate(9deg) }", Part.HTML, 0, Reason.SLOT_TURNED),
        ("\n.a { width: 0 }", Part.CSS, 0, Reason.NO_ROOM),
    ],
)
def test_a_fault_of_the_style_sheet_has_its_line_and_its_reason(css, part, line, reason):
    [fault] = faults_of(CLASSIC, options=options(css=CSS + css))

    assert (fault.part, fault.line, fault.reason) == (part, line, reason)


@pytest.mark.proof
def test_a_design_that_takes_everything_is_ended_and_the_next_print_is_drawn():
    greedy = "".join(f"<div class='g{n % 7}'>" for n in range(2000)) + "</div>" * 2000
    started = time.monotonic()

    with pytest.raises(PrintingEnded):
        badges_pdf([ANNA], sheet=CLASSIC, options=options(html=HTML + greedy))

    assert time.monotonic() - started < 60
    assert "Anna" in page_texts(badges_pdf([ANNA], sheet=CLASSIC, options=options()))[0]


def test_a_confined_child_has_no_network_and_little_of_all_else(tmp_path):
    confined = apart.Child(apart.CONFINED)
    try:
        found = confined.call(limits_here)
    finally:
        confined.end()

    assert found["memory"] == 768 * 1024**2
    assert found["cpu"] <= 25
    assert found["network"] is False

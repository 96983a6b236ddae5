"""The stamp draws what WeasyPrint's own full layout draws."""

import subprocess
from dataclasses import replace

import pikepdf
import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.domain.sheets import Offset, pages
from eventsvc.outputs import qr
from eventsvc.outputs.badge_layout import lay_out
from eventsvc.outputs.badge_template import BadgeTemplate
from eventsvc.outputs.badges import PrintOptions, badges_pdf
from eventsvc.outputs.engine.pages import Press
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.qr import symbol
from eventsvc.outputs.stamp import Stamp
from tests.support.badges import ANNA, people
from tests.support.looks import differences, unlike
from tests.support.names import NAMES, pairs
from tests.support.prints import page_texts

DEFAULT = SHEETS[DEFAULT_SHEET]
OPTIONS = PrintOptions(heading="4. Netzwerktreffen – Gera")


def full_layout(badges, *, sheet=DEFAULT, options=OPTIONS) -> bytes:
    template = BadgeTemplate(sheet, options)
    layouts = [lay_out(badge, template.design) for badge in badges]
    placed = pages(layouts, sheet, start=options.start, offset=options.offset)
    return html_to_pdf(template.html(placed, page=sheet.page))


@pytest.mark.parametrize("language", NAMES)
def test_names_look_as_in_a_full_layout(language):
    badges = [
        replace(ANNA, given=given, family=family, organisation=f"{family} {given} {family}")
        for given, family in pairs(language)
    ]

    assert (
        differences(badges_pdf(badges, sheet=DEFAULT, options=OPTIONS), full_layout(badges)) == []
    )


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_sheet_looks_as_in_a_full_layout(sheet):
    options = replace(OPTIONS, proof=True, start=sheet.per_page, offset=Offset(x=-1, y=2))
    badges = people(4)

    stamped = badges_pdf(badges, sheet=sheet, options=options)

    laid_out = full_layout(badges, sheet=sheet, options=options)
    assert differences(stamped, laid_out) == []
    assert unlike(stamped, laid_out) < 0.002


def test_what_the_stamp_cannot_draw_is_laid_out_with_the_same_look(monkeypatch):
    badges = people(7)
    original = Press.line
    drawn = []

    def line(self, slot, text, **sizes):
        drawn.append(text)
        return None if text == "Jiří" else original(self, slot, text, **sizes)

    monkeypatch.setattr(Press, "line", line)

    stamped = badges_pdf(badges, sheet=DEFAULT, options=OPTIONS)

    assert "Jiří" in drawn
    assert differences(stamped, full_layout(badges)) == []
    assert "Jiří" in page_texts(stamped)[0]


CSS = """
@page { size: 80mm 50mm; margin: 0 }
body { margin: 0; font: 12pt "Fira Sans", sans-serif }
p { position: absolute; margin: 0; left: 5mm; width: 60mm; white-space: pre }
.given { text-align: center; letter-spacing: .08em; color: #a3123a; font-weight: 600 }
.family { text-align: right; left: 12mm; color: rgb(0 80 40 / .8) }
.organisation { text-align: end; font-style: italic; text-transform: uppercase }
.second_line { direction: rtl; text-align: left; font-variant-caps: small-caps }
.function { text-align: start; word-spacing: 2mm; font-feature-settings: "onum" }
.address { text-align: justify; text-transform: capitalize }
"""


def designed(layout, *, slots: bool) -> str:
    """A design of another kind: what an editor might write."""
    return f"<html lang=de><title>Badges</title><style>{CSS}</style>" + "".join(
        f"<p class={text.kind} {f'data-slot={text.kind}' * slots} style='top: {text.top}mm;"
        f" font-size: {9 if slots else text.size}pt; line-height: {text.leading}mm'>"
        f"{'<br>'.join(text.lines)}</p>"
        for text in layout.texts
    )


def test_alignment_spacing_and_colour_come_from_the_design():
    badge = replace(
        ANNA,
        given="Karl-Theodor Maria",
        second_line="Amt für Stadtentwicklung",
        organisation="Verwaltungsgemeinschaft Seltenrain",
    )
    sheet = replace(DEFAULT, page=(80, 50), grid=(1, 1), first=(0, 0))
    layout = replace(lay_out(badge, BadgeTemplate(sheet, OPTIONS).design), symbol=None)
    stamp = Stamp(
        lay_out=lambda _badge: layout,
        blank=lambda layout: designed(layout, slots=True),
        whole=lambda layout: designed(layout, slots=False),
        page=sheet.page,
        alternative=str,
    )

    stamped = stamp.pdf(pages([badge], sheet), title="Badges", language="de")

    laid_out = html_to_pdf(designed(layout, slots=False))
    assert [len(text.lines) > 1 for text in layout.texts].count(True) > 0
    assert differences(stamped, laid_out) == []
    assert unlike(stamped, laid_out) < 0.001


def test_the_structure_tells_each_badge_in_reading_order(tmp_path):
    path = tmp_path / "badges.pdf"
    path.write_bytes(
        badges_pdf([ANNA, replace(ANNA, no_photo=True)], sheet=DEFAULT, options=OPTIONS)
    )

    found = subprocess.run(
        ["pdfinfo", "-struct-text", path], check=True, capture_output=True, text=True
    ).stdout
    with pikepdf.open(path) as document:
        root = document.Root.StructTreeRoot
        [tree] = root.K
        mapped = list(root.ParentTree.Nums)[1::2]
        kids = [kid for badge in tree.K for kid in badge.K]
        alternatives = [str(kid.Alt) for kid in kids if kid.S == "/Figure"]
        said = str(tree.K[1].K[0].ActualText)

    texts = ["4. Netzwerktreffen – Gera", "Anna", "Weiß", "Stadt Gera", "Referentin"]
    spoken = [line.strip()[1:-1] for line in found.splitlines() if line.strip().startswith('"')]
    assert spoken[:6] == [*texts, "netz.example.de/P/7KXQF"]
    assert [[mark.K for mark in page] for page in mapped] == [list(range(len(kids)))]
    assert alternatives == [f"QR-Code: {ANNA.address}"] * 2
    assert said == "Keine Fotos, 4. Netzwerktreffen – Gera"


def test_fonts_are_embedded_as_subsets_and_codes_are_plain_black(tmp_path):
    path = tmp_path / "badges.pdf"
    path.write_bytes(badges_pdf(people(12), sheet=DEFAULT, options=OPTIONS))

    with pikepdf.open(path) as document:
        things = [thing for thing in document.objects if isinstance(thing, pikepdf.Object)]
        fonts = [thing for thing in things if "/FontDescriptor" in dict_keys(thing)]
        forms = [thing for thing in things if str(dict_keys(thing).get("/Subtype")) == "/Form"]
        codes = [form.read_bytes() for form in forms if b" re f 0 g " in form.read_bytes()]
        pictured = [thing for thing in things if "/SMask" in dict_keys(thing)]
        grouped = [form for form in forms if "/Group" in form]

    assert {str(font.FontDescriptor.FontName)[7:8] for font in fonts} == {"+"}
    assert len(codes) == 5
    assert {code.partition(b" 0 g ")[0] for code in codes} == {b"1 g 0 0 33 33 re f"}
    assert (pictured, grouped) == ([], [])


def dict_keys(thing):
    return thing if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else {}


def test_a_stored_symbol_is_drawn_and_not_computed(monkeypatch):
    stored = {badge.address: symbol(badge.address) for badge in people(12)}
    expected = badges_pdf(people(12), sheet=DEFAULT)
    monkeypatch.setattr(qr, "symbol", None)

    assert badges_pdf(people(12), sheet=DEFAULT, symbols=stored) == expected

"""docs/badges.md: its pictures show what is printed. EVENTSVC_WRITE_PICTURES=1 makes them anew."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from eventsvc.domain.badge_styles import SHEET_OF, DesignName
from eventsvc.domain.badges import SAMPLES, Badge, Sign
from eventsvc.domain.own_designs import OwnDesign
from eventsvc.domain.sheet_presets import SHEETS
from eventsvc.domain.sheets import Backs
from eventsvc.outputs.apart import stop_using_child
from eventsvc.outputs.badge_picture import badge_png
from eventsvc.outputs.badges import PrintOptions, badges_pdf
from eventsvc.outputs.calibration import calibration_pdf
from eventsvc.outputs.own_start import copied
from eventsvc.paths import STATIC
from tests.support.badges import people
from tests.support.guide import ROOT
from tests.support.pictures import IMG, kept
from tests.support.prints import pictures

AGENDA = (
    ("09:30", "Begrüßung"),
    ("09:45", "Offene Aussprache über Fehlschläge"),
    ("12:00", "Mittagessen"),
    ("13:00", "Arbeitsgruppen"),
)
LARGE = {"name_share": (0.48, 72.0), "most_code": 22.0}
EDGES = (
    *SAMPLES,
    Badge(given="", family="Suharto", organisation="Nur ein Name"),
    Badge(given="Anna", family="Weiß", organisation="Ohne Code"),
    Badge(given="فاطمة", family="الزهراء", organisation="بلدية تونس"),
    Badge(given="小明", family="王", organisation="Stadt Xuzhou"),
)
DRAWN = {
    "badge-classic": ("avery-l4785", (*SAMPLES, *people(4)), {}, 0),
    "badge-first-name": ("a4-8xa7", (*SAMPLES, *people(6)), LARGE, 0),
    "badge-back": ("a4-8xa7", people(8), LARGE | {"agenda": AGENDA, "backs": Backs.LONG}, 1),
    "badge-fold": ("a5-fold-a6", SAMPLES, LARGE, 0),
    "badge-roll": ("brother-62x100", SAMPLES, {"colour": "#000000"}, 1),
    "badge-signs": (
        "avery-l4785",
        [replace(badge, mark=sign) for badge, sign in zip(people(4), Sign, strict=True)],
        {},
        0,
    ),
    "badge-edges": ("avery-l4785", EDGES, {}, 0),
}
"""Picture → sheet, badges, options, page."""


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_of_the_guide_shows_what_is_printed(name):
    sheet, badges, options, page = DRAWN[name]
    pdf = badges_pdf(
        badges, sheet=SHEETS[sheet], options=PrintOptions(heading="5. Netzwerktreffen", **options)
    )

    named_in_the_guide(name, pictures(pdf, dpi=60)[page])


def test_the_guide_shows_every_sheet():
    shown = Image.new("RGB", (5 * 190, 3 * 260), "#888")
    for number, sheet in enumerate(SHEETS.values()):
        pdf = badges_pdf(people(sheet.per_page), sheet=sheet, options=PrintOptions(heading="Gera"))
        picture = pictures(pdf, dpi=60)[0].convert("RGB")
        picture.thumbnail((180, 250))
        shown.paste(picture, (5 + number % 5 * 190, 5 + number // 5 * 260))

    named_in_the_guide("badge-sheets", shown)


def test_the_guide_shows_a_design_of_ones_own_and_the_test_page():
    sheet, options = SHEETS["avery-l4785"], PrintOptions(heading="5. Netzwerktreffen")
    ours = copied(sheet, options)
    crest = "M0 0H10V7Q10 11 5 13Q0 11 0 7Z"
    own = OwnDesign(
        f'<svg class="crest" viewBox="0 0 10 13"><path fill="#1b6e53" d="{crest}"/></svg>'
        + ours.html,
        ours.css + ".crest { position: absolute; right: 5mm; top: 4mm; height: 6mm }",
    )

    pdf = badges_pdf((*SAMPLES, *people(4)), sheet=sheet, options=replace(options, own=own))
    stop_using_child()

    named_in_the_guide("badge-own", pictures(pdf, dpi=60)[0])
    named_in_the_guide("badge-test-page", pictures(calibration_pdf(sheet), dpi=60)[0])


@pytest.mark.parametrize("design", DesignName)
def test_each_design_is_shown_where_it_is_chosen_with_a_short_and_a_long_name(design):
    """The page of badges has these pictures ready: made once, here."""
    sheet = SHEETS[SHEET_OF[design]]
    options = PrintOptions(
        heading="5. Netzwerktreffen",
        most_code=22.0 if design in {DesignName.FIRST_NAME, DesignName.FOLD} else 26.0,
        colour="#000000" if design is DesignName.ROLL else "#1a3f7a",
    )
    drawn = [
        Image.open(io.BytesIO(badge_png(badge, sheet=sheet, options=options))) for badge in SAMPLES
    ]
    shown = beside_each_other(drawn, height=220)
    kept(f"badge-{design}", shown, STATIC / "img")

    with Image.open(STATIC / "img" / f"badge-{design}.png") as there:
        assert there.size == shown.size
        difference = ImageStat.Stat(ImageChops.difference(there.convert("RGB"), shown)).mean
    assert max(difference) < 3


def beside_each_other(drawn, *, height):
    """Return labels in a frame: they are white, and pages may be white or dark."""
    labels = [label.convert("RGB") for label in drawn]
    for label in labels:
        label.thumbnail((2 * height, height), Image.Resampling.LANCZOS)
    width = sum(label.width + 4 for label in labels) + 4
    shown = Image.new("RGB", (width, labels[0].height + 8), "#767676")
    left = 4
    for label in labels:
        shown.paste(label, (left, 4))
        left += label.width + 4
    return shown


def named_in_the_guide(name, picture):
    assert f"img/{name}.png" in (ROOT / "docs" / "badges.md").read_text(encoding="utf-8")
    kept(name, picture)
    assert (IMG / f"{name}.png").exists()


def test_each_label_of_each_sheet_lies_where_its_data_says():
    """Measured on the PDF: the rectangle that each badge is clipped to, within 0.1 mm."""
    for sheet in SHEETS.values():
        count = sheet.per_page
        pdf = badges_pdf(people(count), sheet=sheet)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            page = document.pages[0]
            paper = [float(side) / 72 * 25.4 for side in page.MediaBox[2:]]
            found = list(clips(pikepdf.parse_content_stream(page), paper[1]))

        boxes = [(box.left, box.top, box.width, box.height) for box in sheet.boxes()]
        assert paper == pytest.approx(sheet.page, abs=0.1), sheet.name
        assert len(found) == len(boxes), sheet.name
        for ours, theirs in zip(found, boxes, strict=True):
            assert ours == pytest.approx(theirs, abs=0.1), sheet.name


def clips(operators, height):
    """Yield left, top, width and height in mm of each rectangle that is clipped to."""
    matrices, current, rectangle = [], pikepdf.Matrix(), None
    for operands, operator in operators:
        match str(operator):
            case "q":
                matrices.append(current)
            case "Q":
                current = matrices.pop()
            case "cm":
                current = pikepdf.Matrix(*map(float, operands)) @ current
            case "re":
                rectangle = [float(side) for side in operands]
            case "W":
                x, y, width, tall = rectangle
                corners = [current.transform(at) for at in ((x, y), (x + width, y + tall))]
                (left, right), (low, high) = (sorted(pair) for pair in zip(*corners, strict=True))
                points = left, 0, right - left, high - low
                mm = [point / 72 * 25.4 for point in points]
                yield mm[0], height - high / 72 * 25.4, mm[2], mm[3]

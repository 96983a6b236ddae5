"""docs/badges.md: its pictures show what is printed. EVENTSVC_WRITE_PICTURES=1 makes them anew."""

import io
from dataclasses import replace

import pikepdf
import pytest

from eventsvc.domain.badges import SAMPLES, Badge, Sign
from eventsvc.domain.sheet_presets import SHEETS
from eventsvc.domain.sheets import Backs
from eventsvc.outputs.badges import PrintOptions, badges_pdf
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

    assert f"img/{name}.png" in (ROOT / "docs" / "badges.md").read_text(encoding="utf-8")
    kept(name, pictures(pdf, dpi=60)[page])
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

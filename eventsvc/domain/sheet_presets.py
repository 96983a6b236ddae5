# ruff: noqa: RUF001 -- the multiplication sign is how sizes are written
"""The sheets of labels we ship, with how well their numbers are known.

All lengths are millimetres. A new sheet is one entry here; the test measures it.
"""

from eventsvc.domain.errors import DomainError
from eventsvc.domain.sheets import Confidence, Sheet


class UnknownSheet(DomainError):
    """No sheet has that name."""

    code = "unknown-sheet"


STICKER_SHEET = "herma-4418"
"""For correcting what is printed: small enough to stick over a name."""
DEFAULT_SHEET = "avery-l4785"

# Left out until somebody measures them: DURABLE 8334 (its published numbers leave the page) and
# Avery 4784 (its sources contradict each other).
_PRESETS = (
    Sheet(
        name="avery-l4785",
        label="Avery Zweckform L4785, 80 × 50 mm",
        size=(80, 50),
        grid=(2, 5),
        first=(17.5, 13.5),
        pitch=(95, 55),
        corner=4,
        confidence=Confidence.TWO_SOURCES_ADJUSTED,
        source="gLabels avery-iso-templates.xml (rounded to 18/13), centred like HERMA 4412",
    ),
    Sheet(
        name="herma-4412",
        label="HERMA 4412, 80 × 50 mm",
        size=(80, 50),
        grid=(2, 5),
        first=(17.5, 13.5),
        pitch=(95, 55),
        confidence=Confidence.ONE_SOURCE,
        source="pretix badges/exporters.py",
    ),
    Sheet(
        name="herma-4418",
        label="HERMA 4418, 4419, 63.5 × 29.6 mm",
        size=(63.5, 29.63),
        grid=(3, 9),
        first=(7.21, 15.15),
        pitch=(66.04, 29.63),
        confidence=Confidence.ONE_SOURCE,
        source="LibreOffice labels.xml L146, L147",
    ),
    Sheet(
        name="durable-1445",
        label="DURABLE BADGEMAKER 1445-02, 90 × 54 mm",
        size=(90, 54),
        grid=(2, 5),
        first=(15, 12),
        pitch=(90, 54),
        confidence=Confidence.TWO_SOURCES,
        source="pretix badges/exporters.py; a Perl LaTeX label script with the same numbers",
    ),
    Sheet(
        name="durable-1453",
        label="DURABLE BADGEMAKER 1453-02, 75 × 40 mm",
        size=(75, 40),
        grid=(2, 6),
        first=(30, 28.5),
        pitch=(75, 40),
        confidence=Confidence.ONE_SOURCE,
        source="pretix badges/exporters.py",
    ),
    Sheet(
        name="durable-1456",
        label="DURABLE BADGEMAKER 1456-02, 90 × 60 mm",
        size=(90, 60),
        grid=(2, 4),
        first=(15, 28.5),
        pitch=(90, 60),
        confidence=Confidence.ONE_SOURCE,
        source="pretix badges/exporters.py",
    ),
    Sheet(
        name="avery-32011",
        label="Avery Zweckform 32010, 32011, C32011, 85 × 54 mm",
        size=(85, 54),
        grid=(2, 5),
        first=(15, 13.5),
        pitch=(95, 54),
        confidence=Confidence.TWO_SOURCES,
        source="LibreOffice labels.xml 32010, 32011; gLabels C32011-10",
    ),
    Sheet(
        name="avery-c32015",
        label="Avery Zweckform C32015, 85 × 54 mm",
        size=(85, 54),
        grid=(2, 4),
        first=(17, 31.5),
        pitch=(91, 60),
        confidence=Confidence.TWO_SOURCES,
        source="gLabels avery-iso and zweckform-iso",
    ),
    Sheet(
        name="avery-l7418",
        label="Avery L7418, 86 × 55 mm",
        size=(86, 55),
        grid=(2, 4),
        first=(19, 38.5),
        pitch=(86, 55),
        confidence=Confidence.ONE_SOURCE,
        source="LibreOffice labels.xml",
    ),
    Sheet(
        name="a4-4xa6",
        label="A4, four A6 portrait",
        size=(105, 148.5),
        grid=(2, 2),
        first=(0, 0),
        pitch=(105, 148.5),
        confidence=Confidence.OWN,
        source="ISO 216",
    ),
    Sheet(
        name="a4-8xa7",
        label="A4, eight A7 landscape",
        size=(105, 74.25),
        grid=(2, 4),
        first=(0, 0),
        pitch=(105, 74.25),
        confidence=Confidence.OWN,
        source="ISO 216",
    ),
    Sheet(
        name="a5-fold-a6",
        label="A5 landscape, folded once to A6 portrait",
        page=(210, 148),
        size=(105, 148),
        grid=(2, 1),
        first=(0, 0),
        pitch=(105, 148),
        faces=(0, 0),
        confidence=Confidence.OWN,
        source="ISO 216",
    ),
    Sheet(
        name="butterfly-82x203",
        label="Butterfly 82 × 203 mm, folded once",
        page=(82, 203),
        size=(82, 101.5),
        grid=(1, 2),
        first=(0, 0),
        pitch=(82, 101.5),
        faces=(0, 180),
        confidence=Confidence.ONE_SOURCE,
        source="pretix badges/templates.py",
    ),
    Sheet(
        name="brother-62",
        label="Brother DK 62 mm continuous roll, 100 mm long",
        page=(62, 100),
        size=(58.9, 90),
        grid=(1, 1),
        first=(1.5, 5),
        pitch=(0, 0),
        confidence=Confidence.ONE_SOURCE,
        source="brother_ql 0.9.4 labels.py (696 of 732 dots at 300 dpi); length and margins chosen",
    ),
    Sheet(
        name="brother-62x100",
        label="Brother DK 62 × 100 mm",
        page=(62, 100),
        size=(58.9, 93.9),
        grid=(1, 1),
        first=(1.5, 3),
        pitch=(0, 0),
        confidence=Confidence.TWO_SOURCES_ADJUSTED,
        source="brother_ql 0.9.4 labels.py; gLabels DK-1202",
    ),
)
SHEETS = {sheet.name: sheet for sheet in _PRESETS}
"""Sheets we ship, the default first."""


def sheet_named(name: str) -> Sheet:
    """Return the preset ``name``.

    Raises:
        UnknownSheet: There is none; its facts list those there are.
    """
    if name not in SHEETS:
        raise UnknownSheet(sheet=name, known=", ".join(SHEETS))
    return SHEETS[name]

"""Documents that must follow the code."""

import re
from itertools import takewhile
from pathlib import Path

import pytest

from tests.support.settings_table import OPERATING, with_table

DOCS = Path(__file__).parents[2] / "docs"
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
STATUS = re.compile(r"^Status: (accepted|replaced by \d{4}), \d{4}-\d{2}-\d{2}$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
PAGES = sorted([*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")])


def test_the_table_of_settings_is_current():
    page = OPERATING.read_text(encoding="utf-8")

    assert page == with_table(page), "run: python -m tests.support.settings_table"


def test_decisions_are_numbered_without_gaps():
    numbers = [path.name[:4] for path in DECISIONS]

    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decision_has_its_form_on_one_page(path):
    text = path.read_text(encoding="utf-8")

    assert text.startswith(f"# {path.name[:4]} ")
    assert len(STATUS.findall(text)) == 1
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS.parent).as_posix())
def test_links_between_documents_lead_somewhere(page):
    named = LINK.findall(page.read_text(encoding="utf-8"))

    assert [name for name in named if not (page.parent / name).exists()] == []


@pytest.mark.parametrize(("page", "fewest"), [("security.md", 26), ("privacy.md", 40)])
def test_every_claim_names_a_test_that_is_there(page, fewest):
    text = (DOCS / page).read_text(encoding="utf-8")
    named = re.findall(r"`(tests/\S+\.py)::(\w+)`", text)
    missing = [
        (file, name)
        for file, name in named
        if f"def {name}(" not in (DOCS.parent / file).read_text(encoding="utf-8")
    ]

    assert len(named) >= fewest
    assert missing == []


def test_no_claim_about_privacy_goes_without_a_test():
    lines = (DOCS / "privacy.md").read_text(encoding="utf-8").splitlines()
    heads = [at for at, line in enumerate(lines) if line == "| claim | test |"]
    claims = [
        line
        for at in heads
        for line in takewhile(lambda line: line.startswith("|"), lines[at + 2 :])
    ]

    assert len(heads) == 7
    assert [line for line in claims if "::test_" not in line] == []


def test_privacy_fits_on_two_pages():
    words = (DOCS / "privacy.md").read_text(encoding="utf-8").split()

    assert len([word for word in words if word.strip("|-")]) <= 1250

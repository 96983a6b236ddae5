"""One thing is called one word, in each language."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from eventsvc.paths import TRANSLATIONS

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
GERMAN, CZECH, POLISH = 1, 2, 3
"""Columns."""
COLUMNS = 5
LEAST = 30
"""Texts that are nothing but a term: with fewer, the test would have lost its object."""


def catalogue(language: str) -> Catalog:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def rows() -> list[list[str]]:
    lines = [line for line in GLOSSARY.read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def terms(column: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each German term with the forms of the one beside it."""
    for row in rows():
        pairs = zip(row[GERMAN].split(", "), row[column].split(", "), strict=False)
        yield from ((german, re.split("; ?", other)) for german, other in pairs)


def test_every_term_is_there_in_each_language():
    assert [row for row in rows() if len(row) != COLUMNS or not all(row[:-1])] == []


@pytest.mark.parametrize(("language", "column"), [("cs", CZECH), ("pl", POLISH)])
def test_the_catalogues_use_the_terms_of_the_glossary(language, column):
    known = dict(terms(column))
    other = catalogue(language)
    used = [
        (message.id, other.get(message.id).string, known[message.string])
        for message in catalogue("de")
        if isinstance(message.string, str) and message.id and message.string in known
    ]

    assert len(used) > LEAST
    assert [one for one in used if one[1].casefold() not in one[2]] == []

"""Every text of the program is there in each language, whole, with the same placeholders."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from eventsvc.domain.placeholders import NAMES, filled
from eventsvc.domain.texts import LANGUAGES
from eventsvc.paths import TRANSLATIONS

ROOT = Path(__file__).parents[2]
TRANSLATED = tuple(one for one in LANGUAGES if one != "en")
"""English is the language of the msgids."""
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
TO_FILL_IN = re.compile(r"\{\w+\}")
TAG = re.compile(r"</?[a-z][^>]*>")
EDGES = re.compile(r"^\s*|\s*$")


@cache
def texts_of_the_program() -> set[str]:
    """Return every msgid in code and templates; of a plural pair the singular."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request) -> Catalog:
    path = TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=request.param)


def translated(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Yield each form of each translation with the English text it stands for."""
    for message in messages(catalogue):
        for form in filter(None, forms(message.string)):
            yield forms(message.id)[-1], form


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def test_content_and_program_speak_the_same_languages():
    folders = {path.name for path in TRANSLATIONS.iterdir() if path.is_dir()}

    assert folders == set(TRANSLATED)


def test_no_text_is_missing_and_none_is_left_over(catalogue):
    known = {forms(message.id)[0] for message in messages(catalogue)}

    assert known == texts_of_the_program()


def test_no_translation_is_empty_or_guessed(catalogue):
    unfinished = [
        message.id
        for message in messages(catalogue)
        if message.fuzzy or not all(forms(message.string))
    ]

    assert unfinished == []


def test_placeholders_are_the_same(catalogue):
    different = [
        message.id
        for message in messages(catalogue)
        for form in forms(message.string)
        if form
        if set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall(" ".join(forms(message.id))))
        or set(PLACEHOLDER.findall(forms(message.id)[-1]))
        - set(PLACEHOLDER.findall(form))
        - {"num"}
    ]

    assert different == []


def test_each_plural_has_the_forms_of_its_language(catalogue):
    counts = {len(message.string) for message in messages(catalogue) if message.pluralizable}

    assert counts == {catalogue.num_plurals}


def test_spaces_at_the_edges_markup_and_percent_signs_are_the_same(catalogue):
    def shape(text: str) -> tuple[list[str], list[str], int]:
        return EDGES.findall(text), sorted(TAG.findall(text)), text.count("%%")

    assert [pair for pair in translated(catalogue) if shape(pair[0]) != shape(pair[1])] == []


def test_what_is_filled_in_for_each_person_is_the_same(catalogue):
    own = {key: f"{{{key}}}" for key in NAMES}

    def names(text: str) -> list[str]:
        return sorted(TO_FILL_IN.findall(filled(text, own)))

    assert [pair for pair in translated(catalogue) if names(pair[0]) != names(pair[1])] == []

"""Every text of the program is there in German, whole, with the same placeholders."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from eventsvc.paths import TRANSLATIONS

ROOT = Path(__file__).parents[2]
LANGUAGES = ("de",)
"""Complete languages. English is the language of the msgids."""
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def texts_of_the_program() -> set[str]:
    """Return every msgid in code and templates; of a plural pair the singular."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request) -> Catalog:
    path = TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=request.param)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def test_no_text_is_missing_and_none_is_left_over(catalogue):
    translated = {forms(message.id)[0] for message in messages(catalogue)}

    assert translated == texts_of_the_program()


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

import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import UndefinedError

from eventsvc.outputs import templating


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """The folder of compiled catalogues, empty."""
    monkeypatch.setattr(templating, "TRANSLATIONS", tmp_path)
    templating.translations.cache_clear()
    templating.environment.cache_clear()
    yield tmp_path
    templating.translations.cache_clear()
    templating.environment.cache_clear()


def compiled(folder, language, source):
    path = folder / language / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, read_po(io.BytesIO(source)))


def test_a_text_is_translated_from_the_compiled_catalogue(catalogues):
    compiled(catalogues, "de", b'msgid "No photos"\nmsgstr "Keine Fotos"\n')

    template = templating.environment("de").from_string("{{ gettext('No photos') }}")

    assert template.render() == "Keine Fotos"


def test_a_text_without_a_catalogue_stays_english(catalogues):
    assert templating.translations("cs").gettext("No photos") == "No photos"
    template = templating.environment("cs").from_string(
        "{{ ngettext('%(num)s badge', '%(num)s badges', 2) }}"
    )
    assert template.render() == "2 badges"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["0 Personen", "1 Person", "2 Personen", "5 Personen", "22 Personen"]),
        ("cs", ["0 osob", "1 osoba", "2 osoby", "5 osob", "22 osob"]),
        ("pl", ["0 osób", "1 osoba", "2 osoby", "5 osób", "22 osoby"]),
    ],
)
def test_numbers_take_the_plural_of_the_language(language, said):
    template = templating.environment(language).from_string(
        "{{ ngettext('%(num)s person', '%(num)s people', count) }}"
    )

    assert [template.render(count=count) for count in (0, 1, 2, 5, 22)] == said


def test_markup_in_a_value_is_text():
    template = templating.environment("de").from_string("{{ name }}")

    assert template.render(name="<script>") == "&lt;script&gt;"


def test_a_name_that_was_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        templating.render("badges.html", language="de")


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1.0, "1"), (0.0, "0"), (12.34567, "12.346"), (100, "100"), (-0.5, "-0.5")],
)
def test_numbers_for_css_are_short(value, printed):
    template = templating.environment("de").from_string("{{ value|number }}")

    assert template.render(value=value) == printed

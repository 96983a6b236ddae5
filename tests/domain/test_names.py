import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.name_words import is_placeholder
from eventsvc.domain.names import Name, display_name, index_name, sort_name, split_name
from eventsvc.domain.spelling import clean, fold


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Probe, Paul", Name(given="Paul", family="Probe")),
        ("Dr. Petra Probe", Name(title="Dr.", given="Petra", family="Probe")),
        ("Hans Peter von der Probe", Name(given="Hans Peter", family="von der Probe")),
        (
            "Muster, Anna (Stadt Gera)",
            Name(given="Anna", family="Muster", organisation="Stadt Gera"),
        ),
        (
            "Muster, Anna, Stadt Gera",
            Name(given="Anna", family="Muster", organisation="Stadt Gera"),
        ),
        ("Prof. Dr.-Ing. Zoë von Muster", Name("", "Prof. Dr.-Ing.", "Zoë", "von Muster")),
        ("Dr. med. dent. Petra Probe", Name("", "Dr. med. dent.", "Petra", "Probe")),
        ("Dipl.-Verw. (FH) Max Muster", Name("", "Dipl.-Verw. (FH)", "Max", "Muster")),
        ("Ing. Jiří Novák, Ph.D.", Name("", "Ing.", "Jiří", "Novák", "Ph.D.")),
        ("Doc. Ing. arch. Jan Novák, CSc.", Name("", "Doc. Ing. arch.", "Jan", "Novák", "CSc.")),
        ("dr hab. inż. Jan Kowalski", Name("", "dr hab. inż.", "Jan", "Kowalski")),
        ("Probe, Dr. Paul", Name("", "Dr.", "Paul", "Probe")),
        ("Probe, Paul, Dr.", Name("", "Dr.", "Paul", "Probe")),
        ("Frau Dr. Muster", Name("Frau", "Dr.", "", "Muster")),
        ("Oberbürgermeister Dr. Max Muster", Name("", "Oberbürgermeister Dr.", "Max", "Muster")),
        ("MUSTER Anna", Name(given="Anna", family="MUSTER")),
        ("Anna MUSTER", Name(given="Anna", family="MUSTER")),
        ("ANNA MUSTER", Name(given="ANNA", family="MUSTER")),
        ("Goethe, Johann Wolfgang von", Name(given="Johann Wolfgang", family="von Goethe")),
        ("zu Probe, Karl", Name(given="Karl", family="zu Probe")),
        ("Anna De Luca", Name(given="Anna", family="De Luca")),
        ("Anna (Anni) Muster", Name(given="Anna (Anni)", family="Muster")),
        ("Anna Muster - Beispiel", Name(given="Anna", family="Muster - Beispiel")),
        ("Łucja Przykładowa-Żółkiewska", Name(given="Łucja", family="Przykładowa-Żółkiewska")),
        ("Müßig jun.", Name(family="Müßig", suffix="jun.")),
        ("Max Muster MBA", Name(given="Max", family="Muster", suffix="MBA")),
        ("Muster", Name(family="Muster")),
        ("von Muster", Name(family="von Muster")),
        ("  Anna\u00a0\n Muster ", Name(given="Anna", family="Muster")),
        ("", Name()),
    ],
)
def test_a_whole_name_is_split_in_either_order(text, name):
    assert split_name(text) == name


@given(
    st.lists(
        st.sampled_from(
            [
                "Anna",
                "Dr.",
                "von",
                "der",
                "Muster",
                ",",
                "(",
                ")",
                "(FH)",
                "Ph.D.",
                "jun.",
                "Prof.",
                "zu",
                "-",
                "MUSTER",
                "Żółć",
                "N.N.",
                "李",
                "X'",
            ]
        )
        | st.text(max_size=6),
        max_size=9,
    ).map(" ".join)
)
def test_splitting_a_name_loses_no_letter_and_adds_none(text):
    name = split_name(text)

    parts = (name.salutation, name.title, name.given, name.family, name.suffix, name.organisation)
    assert sorted(_letters(" ".join(parts))) == sorted(_letters(clean(text)))


def _letters(text):
    return re.findall(r"[^\W_]", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Mueller"),
        ("Müller", "MULLER"),
        ("Weiß", "Weiss"),
        ("Dingelstädt", "Dingelstaedt"),
        ("Anna-Maria", "Anna Maria"),
        ("O'Neill", "O’Neill"),
        ("Przykładowa", "przykladowa"),
        ("Bauhaus.MobilityLab", "Bauhaus.Mobility.Lab"),
        ("Zoë", "Zoe"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Michael", "Michal"), ("Bauer", "Baur"), ("Neue", "Neu"), ("Gera", "Greiz"), ("Mann", "Man")],
)
def test_different_names_have_different_keys(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["N.N.", "N. N.", "NN", "tba", "n.n.", "wird nachgemeldet"])
def test_a_person_not_yet_named_is_seen(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["Nanna", "Nn-Muster", "", "Ann N."])
def test_a_name_is_no_placeholder(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (Name(family="Müßig", suffix="jun."), "Müßig jun."),
        (Name(family="Novák", suffix="Ph.D."), "Novák, Ph.D."),
        (Name(family="Novák"), "Novák"),
        (Name(suffix="Ph.D."), "Ph.D."),
    ],
)
def test_what_stands_behind_the_family_name_is_shown_with_it(name, shown):
    assert name.family_and_suffix == shown


def test_names_are_shown_in_the_order_of_the_language():
    parts = {"title": "Dr.", "given": "Anna", "family": "Muster"}

    assert display_name(**parts, language="cs") == "Dr. Anna Muster"
    assert display_name(**parts, language="hu") == "Dr. Muster Anna"
    assert display_name(title="", given="", family="Muster") == "Muster"
    assert index_name(**parts) == "Muster, Dr. Anna"


def test_small_particles_do_not_count_when_sorting():
    assert sort_name(given="Petra", family="von der Probe") == "Probe Petra"
    assert sort_name(given="Petra", family="Van Probe") == "Van Probe Petra"
    assert sort_name(given="", family="von") == "von"

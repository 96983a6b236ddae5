import pytest

from eventsvc.domain.search import find, fold

NAMES = {
    "gera": ["Stadt Gera", "Gera"],
    "ilmenau": ["Stadt Ilmenau", "Ilmenau"],
    "tu": ["Technische Universität Ilmenau", "TU Ilmenau"],
    "muehlhausen": ["Stadt Mühlhausen"],
    "seltenrain": ["Region Seltenrain"],
    "bauhaus": ["Bauhaus.MobilityLab (NT.AG)", "Bauhaus.Mobility.Lab"],
    "lodz": ["Łódź"],
    "usti": ["Ústí nad Labem"],
    "giessen": ["Gießen"],
    "neue": ["Neue Mühle"],
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Gera", ["gera"]),
        ("ilmenau", ["ilmenau", "tu"]),
        ("tu ilmenau", ["tu"]),
        ("Mühlhausen", ["muehlhausen"]),
        ("Muehlhausen", ["muehlhausen"]),
        ("Muhlhausen", ["muehlhausen"]),
        ("muehl", ["muehlhausen", "neue"]),
        ("neu", ["neue"]),
        ("Mülhausen", ["muehlhausen"]),
        ("Seltenrein", ["seltenrain"]),
        ("iilmena", ["ilmenau", "tu"]),
        ("mobility lab", ["bauhaus"]),
        ("lodz", ["lodz"]),
        ("USTI", ["usti"]),
        ("giessen", ["giessen"]),
        ("rx", []),
        ("<script>", []),
        ("\u0660\u202e🙂", []),
        ("  ", list(NAMES)),
        ("gera " * 80, ["gera"]),
    ],
)
def test_a_name_is_found_however_it_is_typed(query, found):
    assert find(query, NAMES.items()) == found


def test_who_bears_the_name_comes_before_who_only_contains_it():
    names = {"in": ["Regera"], "is": ["Gera"]}

    assert find("gera", names.items()) == ["is", "in"]


def test_what_only_resembles_is_left_out_when_something_fits():
    names = {"gera": ["Geraberg"], "gerau": ["Garaberg"]}

    assert find("geraberg", names.items()) == ["gera"]


def test_letters_of_all_our_languages_lose_their_marks():
    assert fold("Äußerst Žluťoučký ŁÓDŹ, Ø-Æ!") == "ausserst zlutoucky lodz  o ae"

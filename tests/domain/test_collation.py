"""Names stand where readers of each language look for them."""

import pytest

from eventsvc.domain.collation import sort_key

ORDERS = {
    "de": "Ähre Altenburg Aue Čáslav Cham Chemnitz Citov Dresden Łódź Lübeck Überlingen Ufa",
    "cs": "Cuxhaven Čáslav Dresden Hradec Cham Cheb Jihlava Rumburk Řím Zlín Zwickau Žatec",
    "pl": "Cuxhaven Ćmielów Lublin Łódź Oława Ópole Pi Sz Śrem Zgorzelec Zwickau Źródło Żary",
}


@pytest.mark.parametrize("language", ORDERS)
def test_each_language_has_its_own_order(language):
    names = ORDERS[language].split()

    assert sorted(sorted(names), key=lambda name: sort_key(name, language=language)) == names


def test_case_and_accents_decide_only_between_equal_letters():
    names = ["Řepa", "řepa", "repa", "Ořech", "Orech"]

    assert sorted(names, key=lambda name: sort_key(name, language="cs")) == [
        "Orech",
        "Ořech",
        "repa",
        "řepa",
        "Řepa",
    ]


def test_a_letter_written_as_two_signs_is_the_same():
    assert sort_key("Z\u030catec", language="cs") == sort_key("Žatec", language="cs")

from random import Random

import pytest

from eventsvc.domain.codes import ALPHABET, code_address, new_code, normalise, short_address

LOOK_ALIKES = ("0OQ", "1IL", "2Z", "5S", "8B", "UV")


def test_the_alphabet_holds_at_most_one_of_each_group_of_look_alikes():
    assert [len(set(group) & set(ALPHABET)) for group in LOOK_ALIKES] == [1, 0, 1, 1, 1, 1]


def test_a_new_code_has_five_signs_of_the_alphabet():
    code = new_code(Random(1))

    assert len(code) == 5
    assert set(code) <= set(ALPHABET)


def test_new_codes_differ():
    random = Random(1)

    assert len({new_code(random, length=6) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("typed", ["7kxqf", " 7KX QF ", "7kx-qf", "７ＫＸＱＦ"])
def test_a_typed_code_is_found_however_it_is_written(typed):
    assert normalise(typed) == "7KXQF"


@pytest.mark.parametrize(
    ("public_url", "address"),
    [
        ("https://netz.example.de", "https://NETZ.EXAMPLE.DE/P/7KXQF"),
        ("HTTPS://Netz.example.de", "https://NETZ.EXAMPLE.DE/P/7KXQF"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/P/7KXQF"),
        ("https://münchen.example.de", "https://XN--MNCHEN-3YA.EXAMPLE.DE/P/7KXQF"),
    ],
)
def test_the_address_in_a_code_is_capital_but_for_its_scheme(public_url, address):
    assert code_address(public_url, "7kxqf") == address


def test_the_printed_address_has_no_scheme():
    assert short_address("https://Netz.example.de", "7kxqf") == "netz.example.de/P/7KXQF"

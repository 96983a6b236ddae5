from dataclasses import fields, replace

import pytest

from eventsvc.domain.badges import Badge, Sign, content_hash, table_key

BADGE = Badge(
    given="Anna",
    family="Weiß",
    title="Dr.",
    organisation="Stadt Gera",
    second_line="Amt für Stadtentwicklung",
    function="Referentin",
    address="https://NETZ.EXAMPLE.DE/P/7KXQF",
    short_address="netz.example.de/P/7KXQF",
)


@pytest.mark.parametrize("name", [field.name for field in fields(Badge)])
def test_every_field_of_a_badge_changes_its_hash(name):
    others = {"no_photo": True, "mark": Sign.ASK}
    value = others.get(name) or getattr(BADGE, name) + "x"

    assert content_hash(replace(BADGE, **{name: value})) != content_hash(BADGE)


def test_equal_badges_have_equal_hashes_in_every_process():
    assert content_hash(replace(BADGE)) == content_hash(BADGE)
    assert len(content_hash(BADGE)) == 64
    assert content_hash(Badge(given="A", family="B")) == (
        "19f92073a31bf0fb806cde5bd5821048cf5bc7baa8b1fdee2efb61b80574d22d"
    )


def test_words_that_move_to_the_next_field_change_the_hash():
    one, other = Badge(given="Anna B", family="C"), Badge(given="Anna", family="B C")

    assert content_hash(one) != content_hash(other)


def test_a_name_for_lists_leaves_out_what_is_missing():
    assert BADGE.name == "Dr. Anna Weiß"
    assert Badge(given=" ", family="Weiß").name == "Weiß"


def test_tables_follow_each_other_by_number_then_by_name_and_nobody_sits_first_without_one():
    names = ["", "Tisch 10", "tisch 2", "Fenster", "10", "2"]

    assert sorted(names, key=table_key) == ["Fenster", "tisch 2", "Tisch 10", "2", "10", ""]

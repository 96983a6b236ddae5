from dataclasses import fields, replace

import pytest

from eventsvc.domain.badges import (
    Badge,
    Change,
    Sign,
    changes_since,
    content_hash,
    part_digests,
    table_key,
)

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


@pytest.mark.parametrize("name", [field.name for field in fields(Badge)])
def test_every_field_of_a_badge_belongs_to_a_part_that_is_told(name):
    others = {"no_photo": True, "mark": Sign.ASK}
    value = others.get(name) or f"{getattr(BADGE, name)} neu"

    assert since_a_print_of(BADGE, replace(BADGE, **{name: value})) != (Change.TEXT,)


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


def since_a_print_of(badge: Badge, now: Badge, **changes) -> tuple[Change, ...]:
    """Return what changed from ``badge`` on paper to ``now``."""
    printed = content_hash(badge)
    record = {"no_photo": badge.no_photo, "parts": part_digests(badge, printed=printed)}
    return changes_since(now, printed=printed, **(record | changes))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"title": "Prof."}, (Change.NAME,)),
        ({"given": "Erica", "family": "Maier"}, (Change.NAME,)),
        ({"organisation": "Stadt Suhl"}, (Change.ORGANISATION,)),
        ({"second_line": "Stabsstelle"}, (Change.SECOND_LINE,)),
        ({"function": "Leiterin"}, (Change.FUNCTION,)),
        ({"address": "https://EXAMPLE.ORG/P/OTHER"}, (Change.CODE,)),
        ({"mark": Sign.PHOTOS}, (Change.SIGN,)),
        ({"no_photo": True}, (Change.MARK_MISSING,)),
        (
            {"no_photo": True, "mark": Sign.NO_PHOTOS, "function": "Leiterin"},
            (Change.MARK_MISSING, Change.FUNCTION),
        ),
        (
            {"function": "Leiterin", "organisation": "Stadt Suhl"},
            (Change.ORGANISATION, Change.FUNCTION),
        ),
    ],
)
def test_a_print_knows_which_parts_changed_since(changes, found):
    assert since_a_print_of(BADGE, replace(BADGE, **changes)) == found


def test_a_print_of_before_parts_were_kept_knows_only_that_something_changed():
    now = replace(BADGE, function="Leiterin")

    assert since_a_print_of(BADGE, now, parts={}) == (Change.TEXT,)
    assert since_a_print_of(BADGE, replace(now, no_photo=True), parts={}) == (Change.MARK_MISSING,)


def test_where_the_byte_of_a_part_is_the_same_by_chance_something_is_told_to_have_changed():
    told = [since_a_print_of(BADGE, replace(BADGE, function=f"Amt {n}")) for n in range(2000)]

    assert set(told) == {(Change.FUNCTION,), (Change.TEXT,)}
    assert told.count((Change.TEXT,)) < 20


def test_the_same_name_has_another_byte_on_another_badge():
    names = {
        part_digests(badge, printed=content_hash(badge))["name"]
        for badge in (replace(BADGE, organisation=f"Stadt {number}") for number in range(20))
    }
    assert len(names) > 10
    assert {len(one) for one in names} == {2}

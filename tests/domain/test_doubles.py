"""Possible doubles: found with two signs, told with the reason, forgotten once decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.doubles import Double, Entry, Reason, is_near, mailbox, possible_doubles


def entry(key, name, *addresses, at=()):
    given_name, _, family = name.partition(" ")
    return Entry(
        key=key,
        given=given_name,
        family=family,
        mailboxes=frozenset(map(mailbox, addresses)),
        organisations=frozenset(at),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna.Muster@Gera.example", "anna-muster@gera.example"),
        ("anna.muster+treffen@gera.example", "annamuster@gera.example"),
        ("mueller@gera.example", "müller@gera.example"),
        ("anna@googlemail.com", "a.nna@gmail.com"),
    ],
)
def test_two_spellings_of_one_address_are_equal(one, other):
    assert mailbox(one) == mailbox(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@gera.example", "anna@weida.example"),
        ("anna@gera.example", "anne@gera.example"),
        ("+@gera.example", "-@gera.example"),
    ],
)
def test_two_addresses_stay_two(one, other):
    assert mailbox(one) != mailbox(other)


def test_what_is_no_address_is_no_mailbox():
    assert [mailbox(text) for text in ("", "anna", "@gera.example")] == ["", "", ""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muster Anna", "Anna Muster"),
        ("Hans Probe", "Hans Peter Probe"),
        ("A. Muster", "Anna Muster"),
        ("Anna Muster", "Anna Mutser"),
        ("Anna Mustermann", "Anna Musterman"),
        ("Anna Schmitt", "Anna Schmidt"),
        ("Petra Müller-Lang", "Petra Müller"),
    ],
)
def test_near_names(one, other):
    assert is_near(entry(1, one), entry(2, other))
    assert is_near(entry(2, other), entry(1, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Muster", "Bernd Muster"),
        ("Anna Muster", "Anna Schulz"),
        ("Jan Muster", "Jana Muster"),
        ("Otto Probe jun.", "Otto Probe sen."),
        ("Otto Probe", "Otto Probe jun."),
        ("Anna", "Anna Muster"),
        ("Anna Mustermann", "Anna Meisterfrau"),
    ],
)
def test_names_that_are_two(one, other):
    assert not is_near(entry(1, one), entry(2, other))


def test_each_reason_needs_two_signs_and_the_surest_comes_first():
    people = [
        entry(1, "Anna Muster", at=(7,)),
        entry(2, "Anna Muster", "anna@new.example", at=(7, 8)),
        entry(3, "Hans Probe", "hans@gera.example", at=(7,)),
        entry(4, "Hans Prohe", "info@gera.example", at=(7,)),
        entry(5, "Hans Lang", "h.ans@gera.example"),
        entry(6, "Hans Probe", "Hans@gera.example", at=(9,)),
        entry(7, "Bernd Muster", "info@gera.example", at=(7,)),
        entry(8, "Anna Muster", at=(12,)),
        entry(9, "Anna Muster"),
        entry(10, "Eva Lang", "post@x.example", at=(20,)),
        entry(11, "Eva Lang", "post@y.example", at=(21,)),
    ]

    assert possible_doubles(people) == [
        Double(3, 6, Reason.SAME_NAME_SAME_MAILBOX),
        Double(1, 2, Reason.SAME_NAME_SAME_ORGANISATION),
        Double(3, 5, Reason.NEAR_NAME_SAME_MAILBOX),
        Double(5, 6, Reason.NEAR_NAME_SAME_MAILBOX),
        Double(3, 4, Reason.NEAR_NAME_SAME_ORGANISATION),
        Double(1, 9, Reason.SAME_NAME_NO_ORGANISATION),
        Double(2, 9, Reason.SAME_NAME_NO_ORGANISATION),
        Double(8, 9, Reason.SAME_NAME_NO_ORGANISATION),
    ]


def test_those_who_were_said_to_be_two_people_are_not_named_again():
    people = [entry(key, "Anna Muster", at=(7,)) for key in (1, 2, 3)]

    found = possible_doubles(people, different=[frozenset({1, 2})])

    assert [(one.one, one.other) for one in found] == [(1, 3), (2, 3)]


NAMES = st.sampled_from(["Anna Muster", "A. Muster", "Muster Anna", "Hans Probe", "Hans Prohe"])
ENTRIES = st.lists(
    st.tuples(NAMES, st.sampled_from(["", "a@x.example", "b@x.example"]), st.integers(0, 2)),
    max_size=8,
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_in_whatever_order_people_come_the_answer_is_the_same(rows, chance):
    people = [
        entry(key, name, address, at=[place] if place else [])
        for key, (name, address, place) in enumerate(rows)
    ]
    expected = possible_doubles(people)
    chance.shuffle(people)

    assert possible_doubles(people) == expected
    assert all(one.one < one.other for one in expected)

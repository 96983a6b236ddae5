from datetime import timedelta

import pytest

from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.same_address import Word, carried_over, spellings
from tests.conftest import NOW

HERE = (None, Purpose.CONTACT_NETWORK)
EARLIER, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)


def word(state, said_at=NOW, number=1, **changes) -> Word:
    return Word(state=state, said_at=said_at, number=number, **changes)


@pytest.mark.parametrize(
    "typed",
    [
        "erika@exämple.org",
        " Erika@EXÄMPLE.org ",
        "erika@xn--exmple-cua.org",
        "ERIKA@XN--EXMPLE-CUA.ORG",
    ],
)
def test_one_address_is_one_however_it_is_spelt(typed):
    assert spellings(typed) == {"erika@exämple.org", "erika@xn--exmple-cua.org"}


def test_what_is_no_address_is_like_nothing():
    assert spellings("") == spellings("erika") == frozenset()
    assert spellings(f"erika@{'ä' * 80}.org") == {f"erika@{'ä' * 80}.org"}
    assert spellings("erika@example.org") != spellings("erika@example.com")


@pytest.mark.parametrize(
    ("own", "no", "counts"),
    [
        (None, {}, True),
        (word(State.GRANTED, EARLIER), {}, True),
        (word(State.GRANTED, LATER), {}, False),
        (word(State.GRANTED, LATER, is_of_list=True), {}, True),
        (word(State.UNKNOWN, LATER), {}, False),
        (word(State.REFUSED, EARLIER), {}, False),
        (word(State.GRANTED, NOW, number=0), {}, True),
        (word(State.GRANTED, NOW, number=2), {}, False),
        (None, {"is_farewell": True}, True),
        (word(State.GRANTED, EARLIER), {"is_farewell": True}, False),
    ],
)
def test_a_no_counts_where_nobody_said_yes_after_it(own, no, counts):
    mine = {HERE: own} if own else {}

    found = carried_over(mine, [{HERE: word(State.REFUSED, **no)}, {}])

    assert found == ({HERE} if counts else set())


def test_a_yes_of_others_counts_for_nobody():
    assert carried_over({}, [{HERE: word(State.GRANTED)}, {HERE: word(State.UNKNOWN)}]) == set()

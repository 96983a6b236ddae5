"""What holds once two entries are one: never more than either allowed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import ALLOWING, Basis, Decision, Purpose, State, latest_state
from eventsvc.domain.merging import Outcome, Standing, outcome, seat_of
from tests.conftest import NOW

PURPOSE = Purpose.PHOTO_WEB
NO = {State.REFUSED, State.OBJECTED}


def said(state, minute=0, number=1):
    return Decision(
        purpose=PURPOSE, state=state, decided_at=NOW + timedelta(minutes=minute), number=number
    )


@pytest.mark.parametrize("no", sorted(NO))
@pytest.mark.parametrize("is_later", [False, True])
def test_a_no_of_either_entry_beats_a_yes_of_the_other(no, is_later):
    yes, refused = said(State.GRANTED, 1, 1), said(no, 2 if is_later else 0, 2)

    assert outcome([yes], [refused], PURPOSE) == Outcome(no, refused)
    assert outcome([refused], [yes], PURPOSE) == Outcome(no, refused)


def test_where_both_say_the_same_nothing_is_said_again():
    yes, no = said(State.GRANTED), said(State.REFUSED, number=2)

    assert outcome([yes], [said(State.GRANTED, 1)], PURPOSE) == Outcome(State.GRANTED)
    assert outcome([no], [said(State.OBJECTED, 1)], PURPOSE) == Outcome(State.OBJECTED)
    assert outcome([], [], PURPOSE) == Outcome(State.UNKNOWN)


def test_silence_is_no_conflict_but_where_both_stand_on_the_list():
    no = said(State.OBJECTED)

    assert outcome([], [said(State.GRANTED)], PURPOSE) == Outcome(State.GRANTED)
    assert outcome([], [no], PURPOSE) == Outcome(State.OBJECTED)
    assert outcome([], [no], PURPOSE, both_there=True) == Outcome(State.OBJECTED, no)


def test_never_share_takes_a_yes_back():
    yes = said(State.GRANTED)

    assert outcome([yes], [], PURPOSE, never=True) == Outcome(State.REFUSED, yes)
    assert outcome([], [said(State.UNKNOWN)], PURPOSE, never=True) == Outcome(State.UNKNOWN)


HISTORIES = st.lists(st.tuples(st.sampled_from(State), st.integers(0, 9)), max_size=5)


@given(HISTORIES, HISTORIES, st.booleans(), st.sampled_from(Basis))
def test_nothing_is_allowed_that_a_decision_of_either_entry_forbids(mine, theirs, both, basis):
    one = [said(state, at, 2 * number) for number, (state, at) in enumerate(mine)]
    other = [said(state, at, 2 * number + 1) for number, (state, at) in enumerate(theirs)]
    found = outcome(one, other, PURPOSE, both_there=both)
    ledger = [*one, *other]
    if found.again is not None:
        ledger.append(said(found.state, 10, 99))

    after = latest_state(ledger, PURPOSE)

    assert after is found.state
    states = [latest_state(entry, PURPOSE) for entry in (one, other) if entry]
    assert (after in NO) == any(state in NO for state in states)
    if after in ALLOWING[basis] and states:
        assert after in states


def test_the_stronger_reply_stays_with_the_surer_seat_and_the_older_place_in_line():
    earlier, later = NOW, NOW + timedelta(hours=1)
    held = Standing(partstat=PartStat.ACCEPTED, seat=Seat.HELD)
    offered = Standing(partstat=PartStat.ACCEPTED, seat=Seat.HELD, offered_until=later)
    first, second = (
        Standing(partstat=PartStat.ACCEPTED, seat=Seat.WAITING, waiting_since=moment)
        for moment in (earlier, later)
    )
    declined = Standing(partstat=PartStat.DECLINED, seat=Seat.NONE)
    silent = Standing(partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)

    assert seat_of(declined, held) == held
    assert seat_of(second, first) == first
    assert seat_of(first, held) == held
    assert seat_of(offered, held) == held
    assert seat_of(silent, declined) == declined

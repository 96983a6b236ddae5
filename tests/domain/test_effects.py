"""The record of effects follows what is wrong out there: each once, ended for good."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.consents import Decision, Purpose, State
from eventsvc.domain.effects import (
    Cause,
    CauseKind,
    EffectKind,
    Known,
    Touched,
    changes,
    decided,
    latest_no,
    limited,
)
from eventsvc.domain.limits import Limit, Reason
from tests.conftest import NOW

HOUR = timedelta(hours=1)
CAUSE = st.builds(
    Cause,
    at=st.sampled_from([NOW + number * HOUR for number in range(2)]),
    kind=st.sampled_from(CauseKind),
    number=st.integers(1, 2),
)
TOUCHED = st.builds(
    Touched,
    kind=st.sampled_from(EffectKind),
    subject=st.sampled_from(("a", "b")),
    person_id=st.integers(1, 2),
    cause=CAUSE,
)
STEPS = st.lists(
    st.tuples(st.lists(TOUCHED, max_size=4), st.integers(0, 3)), min_size=1, max_size=8
)
"""What is wrong at each step, and the place on the record that a person ends by hand after it."""


@given(STEPS)
def test_the_record_never_shrinks_repeats_nothing_and_leaves_nothing_open_that_is_right(steps):
    record: list[Known] = []
    for touched, by_hand in steps:
        found = changes(touched, record)
        before = {(one.touched.place, one.touched.cause) for one in record}
        assert all(
            cause < new.cause for new in found.new for place, cause in before if place == new.place
        )
        record = [
            Known(number=one.number, touched=one.touched, is_open=False)
            if one.number in found.ended
            else one
            for one in record
        ] + [
            Known(number=len(record) + place, touched=one, is_open=True)
            for place, one in enumerate(found.new)
        ]
        keys = [(*one.touched.place, one.touched.cause) for one in record]
        open_places = [one.touched.place for one in record if one.is_open]

        assert len(keys) == len(set(keys))
        assert len(open_places) == len(set(open_places))
        assert set(open_places) <= {one.place for one in touched}
        # Once more changes nothing.
        again = changes(touched, record)
        assert [one for one in again.new if one.place not in set(open_places)] == []
        assert again.ended == ()
        if by_hand < len(record):
            one = record[by_hand]
            record[by_hand] = Known(number=one.number, touched=one.touched, is_open=False)
            assert (*one.touched.place, one.touched.cause) not in {
                (*new.place, new.cause) for new in changes(touched, record).new
            }


def test_silence_is_a_no_while_it_is_limited_and_a_word_counts_for_itself():
    web = Purpose.PHOTO_WEB
    child = Limit(number=7, at=NOW, purposes=frozenset({web}), reason=Reason.CHILD)

    def said(state, *, hours):
        at = NOW + hours * HOUR
        return Decision(purpose=web, state=state, decided_at=at, number=3)

    assert latest_no([], [web], []) is None
    assert latest_no([], [web], [child]) == limited(child)
    assert latest_no([], [Purpose.PHOTO_PRINT], [child]) is None
    assert latest_no([said(State.GRANTED, hours=-1)], [web], [child]) is None
    refused = said(State.REFUSED, hours=-1)
    assert latest_no([refused], [web], [child]) == latest_no([refused], [web], [])
    assert latest_no([refused], [web], []) == decided(refused)
    # An objection that was taken back is silence, since the later of the two.
    earlier, later = (said(State.UNKNOWN, hours=hours) for hours in (-1, 1))
    assert latest_no([earlier], [web], []) is None
    assert latest_no([earlier], [web], [child]) == limited(child)
    assert latest_no([later], [web], [child]) == decided(later)

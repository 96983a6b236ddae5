"""The record of effects follows what is wrong out there: each once, ended for good."""

from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.effects import EffectKind, Known, Touched, changes

TOUCHED = st.builds(
    Touched,
    kind=st.sampled_from(EffectKind),
    subject=st.sampled_from(("a", "b")),
    person_id=st.integers(1, 2),
    decision_id=st.integers(1, 3),
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
        record = [
            Known(number=one.number, touched=one.touched, is_open=False)
            if one.number in found.ended
            else one
            for one in record
        ] + [
            Known(number=len(record) + place, touched=one, is_open=True)
            for place, one in enumerate(found.new)
        ]
        keys = [(*one.touched.place, one.touched.decision_id) for one in record]
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
            assert (*one.touched.place, one.touched.decision_id) not in {
                (*new.place, new.decision_id) for new in changes(touched, record).new
            }

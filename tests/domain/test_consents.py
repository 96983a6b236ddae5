import contextlib
from datetime import UTC, datetime

import pytest

from eventsvc.domain.consents import (
    PHOTO,
    AnswerDoesNotFit,
    Basis,
    Decision,
    Purpose,
    State,
    asked_at_meeting,
    counts_at_once,
    latest_state,
    may_photograph,
    may_share_contact,
    refusal,
    require_fitting,
)

MORNING, NOON = (datetime(2022, 8, 30, hour, tzinfo=UTC) for hour in (9, 12))


def said(state: State, *purposes: Purpose, at: datetime = MORNING, number: int = 0):
    return tuple(
        Decision(purpose=purpose, state=state, decided_at=at, number=number)
        for purpose in purposes or PHOTO
    )


@pytest.mark.parametrize(
    ("decisions", "basis", "expected"),
    [
        pytest.param((), Basis.CONSENT, False, id="silence is no consent"),
        pytest.param((), Basis.LEGITIMATE_INTEREST, True, id="silence is no objection"),
        pytest.param((), Basis.PUBLIC_TASK, True, id="nor to a public task"),
        pytest.param(said(State.GRANTED), Basis.CONSENT, True, id="granted"),
        pytest.param(said(State.REFUSED), Basis.CONSENT, False, id="refused"),
        pytest.param(said(State.OBJECTED), Basis.LEGITIMATE_INTEREST, False, id="objected"),
        pytest.param(said(State.REFUSED), Basis.PUBLIC_TASK, False, id="a no is a no"),
        pytest.param(
            said(State.REFUSED, at=NOON) + said(State.GRANTED),
            Basis.CONSENT,
            False,
            id="withdrawn later, read first",
        ),
        pytest.param(
            said(State.GRANTED, number=1) + said(State.REFUSED, number=2),
            Basis.CONSENT,
            False,
            id="two at one moment: the later number counts",
        ),
        pytest.param(
            said(State.GRANTED) + said(State.REFUSED, Purpose.PHOTO_SOCIAL, at=NOON),
            Basis.CONSENT,
            False,
            id="one channel refused marks the badge",
        ),
    ],
)
def test_who_may_be_in_pictures(decisions, basis, expected):
    assert (
        may_photograph(decisions, bases=dict.fromkeys(PHOTO, basis), never_share=False) is expected
    )
    assert not may_photograph(decisions, bases=dict.fromkeys(PHOTO, basis), never_share=True)


def test_a_channel_without_a_named_basis_needs_consent():
    assert (
        may_photograph((), bases={Purpose.PHOTO_PRINT: Basis.PUBLIC_TASK}, never_share=False)
        is False
    )


@pytest.mark.parametrize("state", State)
def test_contact_data_goes_out_only_after_a_grant(state):
    decisions = said(state, Purpose.CONTACT_NETWORK)

    assert may_share_contact(decisions, audience=Purpose.CONTACT_NETWORK) is (
        state is State.GRANTED
    )


def test_a_grant_for_one_audience_is_none_for_another():
    decisions = said(State.GRANTED, Purpose.CONTACT_NETWORK)

    assert latest_state(decisions, Purpose.CONTACT_PUBLIC) is State.UNKNOWN
    assert may_share_contact(decisions, audience=Purpose.CONTACT_PUBLIC) is False


def test_a_no_is_an_objection_where_nobody_was_asked():
    assert [refusal(basis) for basis in Basis] == [
        State.REFUSED,
        State.OBJECTED,
        State.OBJECTED,
    ]


def test_a_meeting_asks_what_it_names_and_what_every_meeting_needs():
    named = {Purpose.NEWSLETTER: Basis.CONSENT, Purpose.PHOTO_WEB: Basis.PUBLIC_TASK}

    assert list(asked_at_meeting(named).items()) == [
        (Purpose.PHOTO_PRINT, Basis.CONSENT),
        (Purpose.PHOTO_WEB, Basis.PUBLIC_TASK),
        (Purpose.PHOTO_SOCIAL, Basis.CONSENT),
        (Purpose.CONTACT_ATTENDEES, Basis.CONSENT),
        (Purpose.NEWSLETTER, Basis.CONSENT),
    ]


@pytest.mark.parametrize(
    ("basis", "fitting"),
    [
        (Basis.CONSENT, {State.GRANTED, State.REFUSED}),
        (Basis.LEGITIMATE_INTEREST, {State.OBJECTED, State.UNKNOWN}),
        (Basis.PUBLIC_TASK, {State.OBJECTED, State.UNKNOWN}),
    ],
)
def test_only_answers_that_the_basis_has_a_question_for_are_taken(basis, fitting):
    taken = set()
    for state in State:
        with contextlib.suppress(AnswerDoesNotFit):
            require_fitting(state, basis=basis)
            taken.add(state)

    assert taken == fitting


def test_a_no_counts_at_once_and_a_yes_does_not():
    assert {state for state in State if counts_at_once(state)} == {State.REFUSED, State.OBJECTED}

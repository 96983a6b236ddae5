"""Who is still to be asked about their data, and how answers stand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsvc.domain.asking import Candidate, Unasked, tallies, unanswered, unasked
from eventsvc.domain.consents import Basis, Decision, Purpose, State
from eventsvc.domain.receipts import WINDOW, due, window_of
from tests.conftest import NOW

ASKED = {Purpose.PHOTO_WEB: Basis.PUBLIC_TASK, Purpose.CONTACT_NETWORK: Basis.CONSENT}


def said(purpose, *states) -> list[Decision]:
    return [
        Decision(purpose=purpose, state=state, decided_at=NOW, number=number)
        for number, state in enumerate(states)
    ]


def test_each_person_counts_once_by_the_latest_decision():
    people = [
        said(Purpose.CONTACT_NETWORK, State.GRANTED, State.REFUSED),
        said(Purpose.CONTACT_NETWORK, State.GRANTED),
        said(Purpose.PHOTO_WEB, State.OBJECTED),
        (),
    ]
    photo, contact = tallies(people, asked=ASKED)

    assert (photo.states[State.GRANTED], photo.said_no, photo.states[State.UNKNOWN]) == (0, 1, 3)
    assert (contact.states[State.GRANTED], contact.said_no) == (1, 1)
    assert contact.states[State.UNKNOWN] == 2


def test_only_what_wants_a_yes_is_asked():
    assert unanswered((), asked=ASKED) == (Purpose.CONTACT_NETWORK,)
    assert unanswered(said(Purpose.CONTACT_NETWORK, State.REFUSED), asked=ASKED) == ()
    taken_back = said(Purpose.CONTACT_NETWORK, State.REFUSED, State.UNKNOWN)
    assert unanswered(taken_back, asked=ASKED) == (Purpose.CONTACT_NETWORK,)


USUAL = Candidate(
    email="erika@example.org",
    is_disowned=False,
    is_restricted=False,
    never_share=False,
    was_asked_today=False,
    has_open=True,
)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"email": ""}, Unasked.NO_ADDRESS),
        ({"is_disowned": True}, Unasked.DISOWNED),
        ({"never_share": True}, Unasked.NEVER_SHARE),
        ({"never_share": True, "is_restricted": True}, Unasked.RESTRICTED),
        ({"was_asked_today": True}, Unasked.ASKED_TODAY),
        ({"has_open": False, "email": ""}, Unasked.NOTHING_OPEN),
    ],
)
def test_nobody_is_asked_whom_no_mail_may_reach_and_the_reason_is_told(changes, why):
    assert unasked(replace(USUAL, **changes)) is why


def test_decisions_of_ten_minutes_are_confirmed_together_once_these_are_over():
    begin = window_of(NOW)
    decided = [
        ("erika", begin),
        ("erika", begin + WINDOW - timedelta(seconds=1)),
        ("max", begin + WINDOW),
    ]
    assert due(decided, now=begin + WINDOW - timedelta(seconds=1)) == ()
    assert due(decided, now=begin + WINDOW) == (("erika", begin),)
    assert due(decided, now=begin + 2 * WINDOW) == (("erika", begin), ("max", begin + WINDOW))

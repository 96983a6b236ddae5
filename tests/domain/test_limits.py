"""What is limited while people say nothing: by whom they are, and by the basis."""

from datetime import timedelta

from eventsvc.domain.consents import PHOTO, Basis, Purpose
from eventsvc.domain.limits import Limit, Reason, is_new, limited, since
from tests.conftest import NOW

WEB, PRINT = Purpose.PHOTO_WEB, Purpose.PHOTO_PRINT


def seen(*purposes: frozenset[Purpose]) -> list[Limit]:
    return [
        Limit(
            number=number,
            at=NOW + timedelta(hours=number),
            purposes=one,
            reason=Reason.BASIS,
        )
        for number, one in enumerate(purposes)
    ]


def test_silence_is_a_no_where_the_basis_is_consent_and_for_children_and_guests_everywhere():
    bases = {WEB: Basis.PUBLIC_TASK, PRINT: Basis.CONSENT}

    assert limited(PHOTO, bases, must_agree=False) == {PRINT, Purpose.PHOTO_SOCIAL}
    assert limited(PHOTO, bases, must_agree=True) == set(PHOTO)
    assert limited((WEB,), {WEB: Basis.LEGITIMATE_INTEREST}, must_agree=False) == set()


def test_a_limit_counts_from_when_it_holds_without_a_break():
    both, one, none = frozenset({WEB, PRINT}), frozenset({WEB}), frozenset()
    history = seen(one, both, one, both)

    assert since(history, WEB) == history[0]
    assert since(history, PRINT) == history[3]
    assert since(history[:3], PRINT) is None
    assert since(seen(one, none), WEB) is None
    assert since([], WEB) is None


def test_a_look_is_kept_when_it_differs_from_the_one_before_or_from_the_usual():
    one, none = frozenset({WEB}), frozenset()

    assert not is_new([], none, usual=none)
    assert is_new([], one, usual=none)
    assert not is_new(seen(none, one), one, usual=none)
    assert is_new(seen(one), none, usual=none)

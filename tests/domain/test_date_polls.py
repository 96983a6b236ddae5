from datetime import UTC, date, datetime

import pytest

from eventsvc.domain.date_polls import (
    FEW,
    Answer,
    Shown,
    Tally,
    best,
    closes_at,
    reminded_at,
    seen_by_others,
    tally,
)

YES, MAYBE, NO = Answer.YES, Answer.IF_NEED_BE, Answer.NO


def test_answers_are_counted_by_kind():
    assert tally([YES, NO, MAYBE, YES]) == Tally(yes=2, if_need_be=1, no=1)
    assert tally([YES, MAYBE, NO]).can == 2


def test_on_the_best_date_most_can_and_of_two_equal_ones_more_of_them_gladly():
    thursday, friday = tally([YES, YES, MAYBE, NO]), tally([YES, MAYBE, MAYBE])

    assert best({"tue": tally([YES, YES]), "thu": thursday, "fri": friday}) == {"thu"}
    assert best({"tue": tally([YES]), "wed": tally([YES, NO])}) == {"tue", "wed"}
    assert best({"tue": tally([]), "wed": tally([NO, NO])}) == set()
    assert best({}) == set()


@pytest.mark.parametrize(
    ("shown", "answered", "seen"),
    [
        (Shown.NOTHING, 100, Shown.NOTHING),
        (Shown.NUMBERS, FEW - 1, Shown.NOTHING),
        (Shown.NUMBERS, FEW, Shown.NUMBERS),
        (Shown.NAMES, 1, Shown.NAMES),
    ],
)
def test_numbers_are_seen_only_when_they_give_nobody_away(shown, answered, seen):
    assert seen_by_others(shown, answered=answered) is seen


def test_the_last_day_lasts_until_midnight_in_the_networks_zone_also_when_the_clocks_change():
    assert closes_at(date(2026, 10, 25), tzid="Europe/Berlin") == datetime(
        2026, 10, 25, 23, tzinfo=UTC
    )
    assert closes_at(date(2026, 10, 24), tzid="Europe/Berlin") == datetime(
        2026, 10, 24, 22, tzinfo=UTC
    )
    assert reminded_at(date(2026, 10, 27), days_before=2, tzid="Europe/Berlin") == datetime(
        2026, 10, 25, 8, tzinfo=UTC
    )

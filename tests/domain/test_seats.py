from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.seats import (
    Claim,
    Limits,
    answer_until,
    holds,
    moves_up,
    place_in_line,
    seats_left,
)

NOON = datetime(2022, 8, 9, 12, 0, tzinfo=UTC)
GERA, WEIDA = 1, 2


def claim(key: int, seat: Seat = Seat.WAITING, *, minutes: int = 0, **changes) -> Claim:
    values = {
        "key": key,
        "partstat": PartStat.ACCEPTED,
        "attends": Attends.ON_SITE,
        "seat": seat,
        "since": NOON + timedelta(minutes=minutes),
    }
    return Claim(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"seat": Seat.WAITING}, False),
        ({"seat": Seat.NONE}, False),
        ({"attends": Attends.ONLINE}, False),
        ({"partstat": PartStat.TENTATIVE}, False),
        ({"partstat": PartStat.NEEDS_ACTION}, False),
        ({"partstat": PartStat.DECLINED}, False),
    ],
)
def test_only_who_accepted_and_comes_on_site_holds_a_seat(changes, expected):
    assert holds(claim(1, **({"seat": Seat.HELD} | changes))) is expected


def test_whoever_asked_first_moves_up_first():
    claims = [claim(1, minutes=5), claim(2, minutes=1), claim(3, minutes=9), claim(4, Seat.HELD)]

    assert moves_up(claims, limits=Limits(capacity=3)) == (2, 1)


def test_of_two_who_asked_at_once_the_first_on_the_list_moves_up():
    assert moves_up([claim(8), claim(7)], limits=Limits(capacity=1)) == (7,)


def test_without_a_limit_everybody_gets_a_seat():
    claims = [claim(number) for number in range(100)]

    assert moves_up(claims, limits=Limits()) == tuple(range(100))
    assert seats_left(claims, limits=Limits()) is None


def test_who_comes_online_or_declined_takes_no_seat_and_waits_for_none():
    claims = [
        claim(1, Seat.HELD, attends=Attends.ONLINE),
        claim(2, Seat.HELD, partstat=PartStat.DECLINED),
        claim(3, attends=Attends.ONLINE),
        claim(4, minutes=1),
    ]

    assert seats_left(claims, limits=Limits(capacity=1)) == 1
    assert moves_up(claims, limits=Limits(capacity=1)) == (4,)


def test_an_organisation_with_all_its_seats_is_passed_over_and_keeps_its_place():
    claims = [
        claim(1, Seat.HELD, organisation=GERA),
        claim(2, organisation=GERA, minutes=1),
        claim(3, organisation=WEIDA, minutes=2),
    ]
    limits = Limits(capacity=2, per_organisation=1)

    assert moves_up(claims, limits=limits) == (3,)
    assert place_in_line(claims, 2) == 1


def test_people_without_an_organisation_do_not_share_a_limit():
    claims = [claim(1, Seat.HELD), claim(2), claim(3)]

    assert moves_up(claims, limits=Limits(per_organisation=1)) == (2, 3)


def test_a_meeting_that_its_office_filled_beyond_its_capacity_has_no_seat_left():
    claims = [claim(1, Seat.HELD), claim(2, Seat.HELD), claim(3)]

    assert seats_left(claims, limits=Limits(capacity=1)) == 0
    assert moves_up(claims, limits=Limits(capacity=1)) == ()


def test_a_place_in_line_is_told_to_those_who_wait_alone():
    claims = [claim(1, Seat.HELD), claim(2, minutes=3), claim(3, minutes=2)]

    assert [place_in_line(claims, key) for key in (1, 2, 3)] == [None, 2, 1]


def test_no_meeting_ever_has_more_people_than_seats_whatever_happens():
    random = Random(4)
    for _ in range(300):
        limits = Limits(capacity=random.randint(0, 6), per_organisation=random.choice([None, 1, 2]))
        claims: list[Claim] = []
        for key in range(20):
            claims.append(
                claim(key, minutes=random.randint(0, 9), organisation=random.choice([None, 1, 2]))
            )
            up = moves_up(claims, limits=limits)
            claims = [
                claim(
                    one.key,
                    Seat.HELD if one.key in up else one.seat,
                    organisation=one.organisation,
                    since=one.since,
                )
                for one in claims
                if one.seat is Seat.WAITING or random.random() > 0.1
            ]
            held = [one for one in claims if holds(one)]
            assert len(held) <= limits.capacity
            if limits.per_organisation:
                of_gera = sum(one.organisation == 1 for one in held)
                assert of_gera <= limits.per_organisation


def test_the_deadline_is_never_later_than_the_beginning():
    start = NOON + timedelta(hours=20)

    assert answer_until(NOON, hours=10, dtstart=start) == NOON + timedelta(hours=10)
    assert answer_until(NOON, hours=48, dtstart=start) == start

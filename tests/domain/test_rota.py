from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventsvc.domain.rota import Member, Order, Turn, turns

FIRST = date(2026, 1, 29)
GERA, SUHL, WEIDA = 1, 2, 3
ALL = [Member(key=key) for key in (GERA, SUHL, WEIDA)]


def dates(count: int, **turn_of) -> list[Turn]:
    """``turn_of``: ``n2={"fixed": GERA}`` says something of the second date."""
    return [
        Turn(key=n, day=FIRST + timedelta(days=28 * n), **turn_of.get(f"n{n}", {}))
        for n in range(1, count + 1)
    ]


def hosts(found, members=ALL, *, order=Order.HAND, hosted=None) -> list[int | None]:
    return list(turns(found, members, order=order, hosted=hosted or {}).values())


def test_members_host_one_after_the_other_and_go_on_after_the_last():
    assert hosts(dates(4)) == [GERA, SUHL, WEIDA, GERA]
    assert hosts(dates(3), hosted={GERA: FIRST}) == [SUHL, WEIDA, GERA]


def test_fairly_those_come_first_who_never_hosted_then_who_did_longest_ago():
    hosted = {GERA: FIRST, SUHL: FIRST - timedelta(days=400)}

    assert hosts(dates(4), order=Order.FAIR, hosted=hosted) == [WEIDA, SUHL, GERA, WEIDA]


def test_a_fixed_host_has_had_its_turn_and_who_passes_has_the_next_one():
    assert hosts(dates(4, n2={"fixed": GERA})) == [GERA, GERA, SUHL, WEIDA]
    assert hosts(dates(4, n1={"fixed": WEIDA})) == [WEIDA, GERA, SUHL, WEIDA]
    assert hosts(dates(4, n1={"passed": {GERA}})) == [SUHL, GERA, WEIDA, SUHL]


def test_two_who_swap_leave_the_others_alone():
    swap = {
        "n1": {"fixed": WEIDA, "instead_of": GERA},
        "n3": {"fixed": GERA, "instead_of": WEIDA},
    }

    assert hosts(dates(5, **swap)) == [WEIDA, SUHL, GERA, GERA, SUHL]


def test_members_join_and_leave_on_their_days():
    joins = [*ALL[:2], Member(key=WEIDA, since=FIRST + timedelta(days=28 * 3))]
    leaves = [Member(key=GERA, until=FIRST + timedelta(days=28 * 2)), *ALL[1:]]

    assert hosts(dates(5), joins) == [GERA, SUHL, WEIDA, GERA, SUHL]
    assert hosts(dates(5), leaves) == [GERA, SUHL, WEIDA, SUHL, WEIDA]
    assert hosts(dates(2), []) == [None, None]
    assert hosts(dates(1, n1={"passed": {GERA, SUHL, WEIDA}})) == [None]


@given(
    st.integers(1, 12),
    st.integers(1, 60),
    st.sampled_from(Order),
    st.dictionaries(st.integers(1, 12), st.dates(date(2020, 1, 1), FIRST)),
)
def test_nobody_hosts_twice_before_everybody_did_once(members, count, order, hosted):
    everybody = [Member(key=key) for key in range(1, members + 1)]

    found = hosts(dates(count), everybody, order=order, hosted=hosted)

    for begin in range(count - members + 1):
        assert set(found[begin : begin + members]) == set(range(1, members + 1))

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventsvc.domain.tables import SAME, Guest, best_edges, met, pair_of, seated
from tests.support import source_002

FEW = settings(max_examples=60, deadline=None)
ORGANISATIONS = st.one_of(st.none(), st.integers(1, 6))
GUESTS = st.lists(ORGANISATIONS, max_size=16).map(
    lambda found: [Guest(number, one) for number, one in enumerate(found)]
)
WORTH = st.dictionaries(
    st.tuples(st.integers(1, 6), st.integers(1, 6))
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: pair_of(*pair)),
    st.integers(1, 9),
)
SIZES = st.integers(2, 8)


def total(tables, worth) -> int:
    points = 0
    for table in tables:
        there = [one.organisation for one in table if one.organisation is not None]
        points += sum(worth.get(pair, 0) for pair in combinations(sorted(set(there)), 2))
        points -= sum(SAME * there.count(one) * (there.count(one) - 1) // 2 for one in set(there))
    return points


@FEW
@given(guests=GUESTS, worth=WORTH, size=SIZES)
def test_everybody_sits_once_and_tables_differ_by_one_at_most(guests, worth, size):
    tables = seated(guests, worth=worth, size=size)

    assert sorted(one.number for table in tables for one in table) == list(range(len(guests)))
    sizes = [len(table) for table in tables]
    assert not sizes or (max(sizes) <= size and max(sizes) - min(sizes) <= 1)
    assert len(tables) == -(-len(guests) // size)


@FEW
@given(guests=GUESTS, worth=WORTH, size=SIZES, random=st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing(guests, worth, size, random):
    shuffled = random.sample(guests, len(guests))

    assert seated(shuffled, worth=worth, size=size) == seated(guests, worth=worth, size=size)


@FEW
@given(guests=GUESTS, worth=WORTH, size=SIZES)
def test_no_exchange_of_two_people_makes_the_plan_better(guests, worth, size):
    tables = seated(guests, worth=worth, size=size)
    points = total(tables, worth)

    for one, other in combinations(range(len(tables)), 2):
        for at in range(len(tables[one])):
            for place in range(len(tables[other])):
                changed = [list(table) for table in tables]
                changed[one][at], changed[other][place] = changed[other][place], changed[one][at]
                assert total(changed, worth) <= points


def test_who_could_help_whom_sits_together_and_colleagues_do_not():
    guests = [Guest(number, 1 + number // 2) for number in range(8)]

    tables = seated(guests, worth={(1, 2): 6, (3, 4): 8}, size=4)

    assert met(tables) >= {(1, 2), (3, 4)}
    assert [len({one.organisation for one in table}) for table in tables] == [4, 4]


def test_the_members_of_source_002_meet_their_matches_at_three_tables():
    orgs, _topics = source_002.keys()
    between = best_edges(source_002.matching(with_focus=False).edges())
    worth = {pair: edges[0].points for pair, edges in between.items()}
    there = sorted({one for pair in worth for one in pair})
    guests = [Guest(number, one) for number, one in enumerate(there)]

    pairs = {
        tuple(sorted((orgs[one], orgs[other])))
        for one, other in met(seated(guests, worth=worth, size=4))
    }

    assert ("allianz", "weida") in pairs
    assert ("eu", "seltenrain") in pairs
    assert len({pair for pair in worth if tuple(sorted(orgs[one] for one in pair)) in pairs}) >= 5

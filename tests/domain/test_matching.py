"""Who could help whom: source 002 as it must come out, each rule, and what never fails."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.matches import Around, Basis
from eventsvc.domain.matching import Matching
from eventsvc.domain.statements import Statement
from tests.support import source_002

SEEK, OFFER, FOCUS = StatementKind
ALLIANZ, WEIDA, JENA, SUHL, GERA = range(1, 6)
TRAFFIC, BUSES, ENERGY = 1, 2, 3
PARENTS = {TRAFFIC: None, BUSES: TRAFFIC, ENERGY: None}
NAMES = {ALLIANZ: "a", WEIDA: "w", JENA: "j", SUHL: "s", GERA: "g"}
CLUSTERS = {
    "tourismus": ({"weida"}, {"allianz", "dingelstaedt"}),
    "internationalisierung": (set(), {"tu-ilmenau", "eu"}),
    "finanzierung": ({"seltenrain"}, {"eu"}),
    "mobilitaet": ({"allianz"}, {"bauhaus", "fh-erfurt"}),
    "buergerbeteiligung": ({"allianz"}, {"allianz", "weida"}),
    "konzepte": ({"allianz"}, {"seltenrain"}),
}
EDGES = [
    ("weida", "allianz", "tourismus", 8),
    ("weida", "dingelstaedt", "tourismus", 6),
    ("allianz", "weida", "buergerbeteiligung", 8),
    ("seltenrain", "eu", "finanzierung", 6),
    ("allianz", "seltenrain", "konzepte", 6),
    ("allianz", "bauhaus", "mobilitaet", 6),
    ("allianz", "fh-erfurt", "mobilitaet", 6),
    ("weida", "ilmenau", "tourismus", 2),
    ("weida", "ilmenau", "digitale-verwaltung", 2),
    ("weida", "ilmenau", "oeffentlichkeitsarbeit", 2),
    ("seltenrain", "ilmenau", "finanzierung", 2),
    ("allianz", "ilmenau", "buergerbeteiligung", 2),
    ("allianz", "ilmenau", "konzepte", 2),
    ("allianz", "ilmenau", "mobilitaet", 2),
]


def said(organisation, kind, topic, number=0) -> Statement:
    return Statement(number=number, organisation=organisation, kind=kind, topic=topic)


def matched(*statements: Statement, **around) -> Matching:
    return Matching(statements, around=Around(**({"parents": PARENTS, "names": NAMES} | around)))


def ranked(matching: Matching, asker=WEIDA, topic=TRAFFIC) -> list[tuple[int, int]]:
    return [(edge.helper, edge.points) for edge in matching.helpers(asker, topic)]


@pytest.mark.parametrize("with_focus", [False, True])
def test_source_002_gives_its_six_clusters_fourteen_edges_and_two_open_needs(with_focus):
    matching = source_002.matching(with_focus=with_focus)
    orgs, topics = source_002.keys()

    clusters = {
        topics[one.topic]: ({orgs[o] for o in one.seeks}, {orgs[o] for o in one.offers})
        for one in matching.clusters()
    }
    mobility = next(one for one in matching.clusters() if topics[one.topic] == "mobilitaet")
    edges = list(matching.edges())

    assert clusters == CLUSTERS
    assert [orgs[one] for one in mobility.focus] == (["ilmenau", "tu-ilmenau"] * with_focus)
    assert orgs.index("allianz") in mobility.members
    assert sorted((orgs[e.asker], orgs[e.helper], topics[e.topic], e.points) for e in edges) == (
        sorted(EDGES)
    )
    assert {(orgs[a], topics[t]) for a, t in matching.open_needs()} == {
        ("weida", "digitale-verwaltung"),
        ("weida", "oeffentlichkeitsarbeit"),
    }
    assert [orgs[one] for one in matching.helps_with_all()] == ["ilmenau"]


def test_an_edge_of_source_002_carries_every_sentence_and_its_source():
    orgs, topics = source_002.keys()
    matching = source_002.matching(with_focus=True)

    [edge, _ilmenau] = matching.helpers(orgs.index("seltenrain"), topics.index("finanzierung"))

    assert [one.text["de"] for one in edge.seeks] == [
        "Vermittlung von EU-Mitteln",
        "Dorfbauförderung",
        "Monetäre Unterstützung",
    ]
    assert [one.text["de"] for one in edge.offers] == ["Förderprogrammüberblick auf EU-Ebene"]
    assert {one.source for one in (*edge.seeks, *edge.offers)} == {
        "Umfrage der Mitglieder, Folien vom 30.08.2022"
    }


def test_same_topic_counts_6_a_parent_or_child_4_all_topics_2_and_the_best_of_them_once():
    matching = matched(
        said(WEIDA, SEEK, TRAFFIC),
        said(JENA, OFFER, TRAFFIC, 1),
        said(JENA, OFFER, BUSES, 2),
        said(JENA, OFFER, None, 3),
        said(SUHL, OFFER, BUSES),
        said(GERA, OFFER, None),
        said(ALLIANZ, OFFER, ENERGY),
        said(ALLIANZ, FOCUS, TRAFFIC),
        said(WEIDA, OFFER, TRAFFIC),
    )

    edges = matching.helpers(WEIDA, TRAFFIC)

    assert [(edge.helper, edge.basis) for edge in edges] == [
        (JENA, Basis.SAME),
        (SUHL, Basis.RELATED),
        (GERA, Basis.ALL_TOPICS),
    ]
    assert [one.number for one in edges[0].offers] == [1]
    # Whoever seeks the part is helped by who offers the whole, too.
    child = matched(said(WEIDA, SEEK, BUSES), said(SUHL, OFFER, TRAFFIC))
    assert ranked(child, topic=BUSES) == [(SUHL, 4)]


def test_a_helper_with_better_grades_gets_up_to_3_points_and_never_less_than_none():
    statements = (said(WEIDA, SEEK, TRAFFIC), said(JENA, OFFER, TRAFFIC))
    points = {
        (own, its): ranked(
            matched(*statements, grades={(WEIDA, TRAFFIC): own, (JENA, TRAFFIC): its})
        )[0][1]
        for own, its in ((6, 1), (4, 2), (3, 3), (1, 6))
    }

    assert points == {(6, 1): 9, (4, 2): 8, (3, 3): 6, (1, 6): 6}
    assert ranked(matched(*statements, grades={(JENA, TRAFFIC): 1})) == [(JENA, 6)]


def test_what_the_asker_offers_in_return_counts_2_unless_either_means_all_topics():
    seek, offer = said(WEIDA, SEEK, TRAFFIC), said(JENA, OFFER, TRAFFIC)
    sought = said(JENA, SEEK, ENERGY)
    with_return = matched(seek, offer, sought, said(WEIDA, OFFER, ENERGY))

    assert with_return.helpers(WEIDA, TRAFFIC)[0].in_return == (ENERGY,)
    assert ranked(with_return) == [(JENA, 8)]
    assert ranked(matched(seek, offer, sought, said(WEIDA, OFFER, None))) == [(JENA, 6)]
    assert ranked(matched(seek, offer, said(JENA, SEEK, None), said(WEIDA, OFFER, None))) == [
        (JENA, 6)
    ]


def test_of_equal_helpers_the_one_less_in_demand_stands_first_then_the_name():
    statements = (
        said(WEIDA, SEEK, TRAFFIC),
        said(GERA, SEEK, ENERGY),
        said(JENA, OFFER, TRAFFIC),
        said(SUHL, OFFER, TRAFFIC),
    )
    assert ranked(matched(*statements)) == [(JENA, 6), (SUHL, 6)]

    busy = matched(*statements, said(JENA, OFFER, ENERGY), said(ALLIANZ, OFFER, None))

    assert [(e.helper, e.load) for e in busy.helpers(WEIDA, TRAFFIC)] == [
        (SUHL, 1),
        (JENA, 2),
        (ALLIANZ, 0),
    ]
    assert [e.helper for e in busy.helpers(WEIDA, TRAFFIC, limit=1)] == [SUHL]


def test_who_works_together_on_the_topic_already_stands_apart():
    statements = (
        said(WEIDA, SEEK, TRAFFIC),
        said(WEIDA, SEEK, BUSES),
        said(JENA, OFFER, TRAFFIC),
    )
    matching = matched(*statements, cooperations=frozenset({(JENA, WEIDA, TRAFFIC)}))

    assert [edge.helper for edge in matching.partners(WEIDA, TRAFFIC)] == [JENA]
    assert [(edge.topic, edge.helper) for edge in matching.edges()] == [(BUSES, JENA)]
    assert matching.open_needs() == []


def test_a_seek_of_everything_is_about_no_topic():
    matching = matched(said(WEIDA, SEEK, None), said(JENA, OFFER, None))

    assert (matching.seeks(), list(matching.edges()), matching.open_needs()) == ([], [], [])
    assert matching.clusters() == []


FEW = settings(max_examples=40, deadline=None)
ORGANISATIONS = st.integers(1, 5)
TOPICS = st.integers(1, 4)
TREES = st.dictionaries(TOPICS, st.one_of(st.none(), TOPICS))
GRADES = st.dictionaries(st.tuples(ORGANISATIONS, TOPICS), st.integers(1, 6))
STATEMENTS = st.lists(
    st.builds(said, ORGANISATIONS, st.sampled_from(StatementKind), st.one_of(st.none(), TOPICS)),
    max_size=12,
).map(lambda found: [replace(one, number=at) for at, one in enumerate(found)])
AROUND = st.builds(
    Around,
    parents=TREES,
    names=st.just(NAMES),
    grades=GRADES,
    cooperations=st.frozensets(st.tuples(ORGANISATIONS, ORGANISATIONS, TOPICS), max_size=2),
)


def worth(matching: Matching) -> dict[tuple[int, int, int], tuple[int, int]]:
    return {(e.asker, e.helper, e.topic): (e.basis, e.points) for e in matching.edges()}


@FEW
@given(statements=STATEMENTS, around=AROUND, helper=ORGANISATIONS, topic=TOPICS)
def test_an_added_offer_never_lowers_the_worth_of_an_edge(statements, around, helper, topic):
    before = worth(Matching(statements, around=around))

    after = worth(Matching([*statements, said(helper, OFFER, topic, 99)], around=around))

    assert {edge: was for edge, was in before.items() if after[edge] < was} == {}


@FEW
@given(statements=STATEMENTS, around=AROUND, names=st.permutations(list(NAMES.values())))
def test_renaming_changes_nothing_but_the_order_of_equals(statements, around, names):
    renamed = replace(around, names=dict(zip(NAMES, names, strict=True)))
    one, other = Matching(statements, around=around), Matching(statements, around=renamed)

    assert worth(one) == worth(other)
    for asker, topic in one.seeks():
        before, after = one.helpers(asker, topic), other.helpers(asker, topic)
        assert [(e.basis, e.points, e.load) for e in before] == [
            (e.basis, e.points, e.load) for e in after
        ]


@FEW
@given(statements=STATEMENTS, around=AROUND, helper=ORGANISATIONS, topic=TOPICS)
def test_a_helper_with_a_better_grade_never_ranks_lower(statements, around, helper, topic):
    was = around.grades.get((helper, topic), 6)
    grades = dict(around.grades) | {(helper, topic): was}
    before = Matching(statements, around=replace(around, grades=grades))
    grades = grades | {(helper, topic): max(was - 1, 1)}
    after = Matching(statements, around=replace(around, grades=grades))

    for asker, about in before.seeks():
        if asker != helper:
            places = [
                next((at for at, e in enumerate(m.helpers(asker, about)) if e.helper == helper), 0)
                for m in (before, after)
            ]
            assert places[1] <= places[0]


@FEW
@given(statements=STATEMENTS, around=AROUND, random=st.randoms(use_true_random=False))
def test_nobody_helps_themselves_and_the_order_of_input_does_not_matter(statements, around, random):
    shuffled = random.sample(statements, len(statements))
    one, other = Matching(statements, around=around), Matching(shuffled, around=around)

    assert list(one.edges()) == list(other.edges())
    assert (one.clusters(), one.open_needs()) == (other.clusters(), other.open_needs())
    assert [edge for edge in one.edges() if edge.asker == edge.helper] == []


@FEW
@given(statements=STATEMENTS, around=AROUND, limit=st.integers(1, 3))
def test_the_best_few_are_the_first_and_the_load_counts_every_edge(statements, around, limit):
    matching = Matching(statements, around=around)
    near = [
        edge.helper
        for asker, topic in matching.seeks()
        for edge in (*matching.helpers(asker, topic), *matching.partners(asker, topic))
        if edge.basis >= Basis.RELATED
    ]

    for asker, topic in matching.seeks():
        every = matching.helpers(asker, topic)
        assert matching.helpers(asker, topic, limit=limit) == every[:limit]
        assert [edge.load for edge in every] == [near.count(edge.helper) for edge in every]
    assert matching.open_needs() == [
        (asker, topic)
        for asker, topic in matching.seeks()
        if not any(
            edge.basis >= Basis.RELATED
            for edge in (*matching.helpers(asker, topic), *matching.partners(asker, topic))
        )
    ]


@FEW
@given(statements=STATEMENTS, around=AROUND, other=STATEMENTS)
def test_what_is_added_and_removed_again_leaves_no_trace(statements, around, other):
    plain = Matching(statements, around=around)
    changed = Matching([*other, *statements], around=around)
    for statement in other:
        changed.remove(statement)

    assert list(changed.edges()) == list(plain.edges())
    assert changed.clusters() == plain.clusters()

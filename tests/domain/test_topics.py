from eventsvc.domain.topics import SuggestedTopic, Topics

MOBILITY, ENERGY, WATER = 1, 2, 3
TOPICS = Topics.of(
    [
        (MOBILITY, ["Mobilität", "Mobility"], ["Innovative Mobilitäts-Services"], None),
        (ENERGY, ["Energie"], ["Wasserstoff", "Strom & Wärme"], None),
        (WATER, ["Wasser"], [], ENERGY),
    ]
)


def test_only_a_name_or_a_curated_synonym_means_a_topic_in_any_spelling():
    meant = {
        text: TOPICS.meant(text)
        for text in (
            "mobilitaet",
            "INNOVATIVE Mobilitäts Services",
            "Wasserstoff",
            "Mobil",
            "",
            "–",
        )
    }

    assert meant == {
        "mobilitaet": MOBILITY,
        "INNOVATIVE Mobilitäts Services": MOBILITY,
        "Wasserstoff": ENERGY,
        "Mobil": None,
        "": None,
        "–": None,
    }


def test_a_word_of_two_topics_means_neither_and_both_are_suggested():
    topics = Topics.of([(1, ["Daten"], [], None), (2, ["Statistik"], ["Daten"], None)])

    assert topics.meant("Daten") is None
    assert [(one.topic, one.score) for one in topics.suggest(["Daten"])] == [(1, 100), (2, 100)]


def test_synonyms_stand_before_what_only_resembles_and_nothing_is_suggested_for_nonsense():
    assert TOPICS.suggest(["Strom und Wärme", "Mobility"])[0] == SuggestedTopic(
        MOBILITY, 100, "Mobility"
    )
    assert [one.topic for one in TOPICS.suggest(["Mobiltät im ländlichen Raum"])] == [MOBILITY]
    assert TOPICS.suggest(["Blockchain"]) == []
    assert TOPICS.suggest([""]) == []


def test_a_text_names_a_topic_by_whole_words():
    assert TOPICS.named_in(ENERGY, ["Besuch beim Projekt Strom & Wärme"])
    assert TOPICS.named_in(WATER, ["Wasser für alle"])
    assert not TOPICS.named_in(WATER, ["Wasserstoff"])
    assert not TOPICS.named_in(99, ["Wasser"])

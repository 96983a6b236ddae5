from datetime import date

import pytest

from eventsvc.domain.profiles import (
    KEPT,
    Missing,
    SizeClass,
    changes,
    is_to_be_checked,
    kept_news,
    merged,
    missing,
    news,
    news_within,
    size_class,
)

TODAY = date(2022, 8, 30)


@pytest.mark.parametrize(
    ("population", "found"),
    [
        (None, None),
        (0, SizeClass.RURAL),
        (4_999, SizeClass.RURAL),
        (5_000, SizeClass.SMALL_TOWN),
        (19_999, SizeClass.SMALL_TOWN),
        (20_000, SizeClass.TOWN),
        (93_634, SizeClass.TOWN),
        (100_000, SizeClass.CITY),
    ],
)
def test_the_size_class_follows_from_the_inhabitants(population, found):
    assert size_class(population) is found


def test_news_are_kept_newest_first_three_at_most_and_without_a_day_they_are_of_today():
    days = (date(2022, 5, 1), None, date(2022, 7, 1), date(2022, 6, 1))

    kept = kept_news([{"on": day, "text": {"de": str(day)}} for day in days], today=TODAY)

    assert [(one.on, one.text) for one in news(kept)] == [
        (TODAY, {"de": "None"}),
        (date(2022, 7, 1), {"de": "2022-07-01"}),
        (date(2022, 6, 1), {"de": "2022-06-01"}),
    ]
    assert [one.on for one in news_within(kept, after=date(2022, 6, 1), until=TODAY)] == [
        TODAY,
        date(2022, 7, 1),
    ]
    assert news(None) == []


@pytest.mark.parametrize(
    ("checked", "asked", "since", "is_due"),
    [
        (date(2021, 8, 30), None, None, True),
        (date(2021, 8, 31), None, date(2015, 1, 1), False),
        (date(2020, 1, 1), date(2022, 3, 1), None, False),
        (date(2020, 1, 1), date(2021, 3, 1), None, True),
        (None, None, date(2021, 1, 1), True),
        (None, None, date(2022, 1, 1), False),
        (None, None, None, False),
    ],
)
def test_a_profile_is_asked_about_a_year_after_the_last_word_on_it(checked, asked, since, is_due):
    found = is_to_be_checked(checked_on=checked, asked_on=asked, since=since, today=TODAY)

    assert found is is_due


def test_changes_come_in_the_order_of_the_page_and_nothing_equals_nothing():
    before = {"sentence": {"de": "Alt"}, "news": [], "population": None}
    after = {"population": 8_000, "sentence": {"de": "Neu"}, "website": "", "statements": [1]}

    found = [one.name for one in changes(before, after)]

    assert found == ["sentence", "population", "statements"]
    assert [KEPT.index(name) for name in found[:2]] == sorted(
        KEPT.index(name) for name in found[:2]
    )


def test_a_proposal_changes_what_its_writer_changed_and_nothing_else():
    base = {"sentence": {"de": "Alt"}, "website": "w", "statements": ["a", "b"]}
    proposed = {"sentence": {"de": "Neu"}, "website": "w", "statements": ["b", "c"]}
    now = {"sentence": {"de": "Alt"}, "website": "neu", "statements": ["a", "b", "wish"]}

    assert merged(now, base=base, proposed=proposed) == {
        "sentence": {"de": "Neu"},
        "website": "neu",
        "statements": ["b", "wish", "c"],
    }


def test_what_is_missing_comes_with_the_most_useful_first():
    there = [Missing.SEEKS, Missing.NEWS, Missing.FACTS]

    assert missing(there) == [Missing.SENTENCE, Missing.OFFERS, Missing.CONTACT, Missing.TEXT]

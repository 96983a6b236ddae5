"""Surveys: what counts, what others may see, what answers come to."""

import pytest

from eventsvc.domain.survey_results import Figures, figures, results, results_for_others
from eventsvc.domain.surveys import (
    Answer,
    Question,
    QuestionKind,
    SurveyState,
    doubles,
    may_show,
    merged,
    one_each,
    sign_of,
    takes_answers,
)
from tests.conftest import NOW

TODAY = NOW.date()
GRADES = Question(key="g", kind=QuestionKind.GRADES, numbers=("1", "2"))


def answer(number: int, **changes) -> Answer:
    values = {"key": f"{number:032x}", "organisation": number, "said": {}}
    return Answer(**(values | changes))


@pytest.mark.parametrize(
    ("state", "closes_on", "expected"),
    [
        (SurveyState.OPEN, None, True),
        (SurveyState.OPEN, TODAY, True),
        (SurveyState.OPEN, TODAY.replace(day=TODAY.day - 1), False),
        (SurveyState.DRAFT, None, False),
        (SurveyState.CLOSED, None, False),
        (SurveyState.PUBLISHED, None, False),
    ],
)
def test_a_survey_takes_answers_while_it_is_open_and_its_last_day_counts(
    state, closes_on, expected
):
    assert takes_answers(state, closes_on=closes_on, today=TODAY) is expected


def test_fewer_than_five_are_shown_to_others_only_if_every_answerer_agreed_to_be_named():
    agreed = [answer(number, may_be_named=True) for number in range(4)]

    assert may_show([]) is False
    assert may_show(agreed)
    assert not may_show([*agreed[:3], answer(9)])
    assert may_show([answer(number) for number in range(5)])


def test_of_several_answers_of_one_organisation_the_last_counts_and_both_are_found():
    first, other, second = answer(1), answer(2), answer(1, key="f" * 32)
    anonymous = [answer(3, organisation=None), answer(4, organisation=None)]

    assert one_each([first, other, second, *anonymous]) == [second, other, *anonymous]
    assert doubles([first, other, second, *anonymous]) == [[first, second]]


def test_two_answers_become_one_by_choice_for_each_question():
    first, second = {"a": 1, "b": 2}, {"b": 3, "c": 4}

    assert merged(first, second, takes_second={"b"}) == {"a": 1, "b": 3}
    assert merged(first, second, takes_second={"a", "c"}) == {"b": 2, "c": 4}


def test_grades_come_with_n_mean_median_spread_and_how_often_each():
    assert figures([]) is None
    assert figures([2]) == Figures(n=1, mean=2.0, median=2.0, spread=None, counts={2: 1})
    found = figures([1, 2, 2, 5])
    assert (found.n, found.mean, found.median) == (4, 2.5, 2.0)
    assert found.spread == pytest.approx(1.7320508)
    assert found.counts == {1: 1, 2: 2, 5: 1}


def test_a_question_has_the_mean_of_all_grades_and_counts_organisations():
    said = [{"1": 1, "2": 3}, {"1": 2}, {"9": 6}, {}]
    answers = [answer(number, said={"g": one}) for number, one in enumerate(said)]
    [result] = results([GRADES], answers)

    assert result.n == 2
    assert (result.overall.n, result.overall.mean) == (2, 2.0)
    assert {number: one.n for number, one in result.items.items()} == {"1": 2, "2": 1}


def test_others_see_no_item_and_no_comment_that_rests_on_fewer_than_five():
    comment = Question(key="t", kind=QuestionKind.TEXT)
    answers = [
        answer(number, said={"g": {"1": 3} | ({"2": 6} if number < 4 else {})})
        for number in range(5)
    ]
    answers[0] = answer(0, said={"g": {"1": 3, "2": 6}, "t": "Canary"})
    office = results([GRADES, comment], answers)
    grades, hidden = results_for_others([GRADES, comment], answers)

    assert office[1].texts == ("Canary",)
    assert set(office[0].items) == {"1", "2"}
    assert set(grades.items) == {"1"}
    assert (hidden.n, hidden.is_hidden, hidden.texts) == (1, True, ())


def test_choices_topics_and_cooperations_are_counted_once_for_each_organisation():
    asked = [
        Question(key="c", kind=QuestionKind.CHOICES, numbers=("1", "2")),
        Question(key="s", kind=QuestionKind.SEEKS),
        Question(key="k", kind=QuestionKind.COOPERATIONS),
    ]
    tour = {"topic": 7, "text": "Wanderwege"}
    berlin = {"partner": "TU Berlin", "subjects": "Architektur"}
    said = [
        {"c": ["1", "2"], "s": [tour, tour | {"text": "Osterburg"}]},
        {"c": ["2"], "s": [tour, {"topic": "all", "text": ""}, {"topic": None, "text": "Rat"}]},
        {"k": [berlin, {"partner": "DHGE", "subjects": ""}]},
    ]
    chosen, seeks, works = results(asked, [answer(at, said=one) for at, one in enumerate(said)])

    assert chosen.counts == {"1": 1, "2": 2}
    assert seeks.counts == {"7": 2, "all": 1, "": 1}
    assert seeks.texts == ("Osterburg", "Rat", "Wanderwege", "Wanderwege")
    assert works.texts == ("DHGE", "TU Berlin: Architektur")


def test_a_sign_is_short_and_tells_nothing():
    assert sign_of("3f9a2bcd" * 4) == "3F9A2B"
